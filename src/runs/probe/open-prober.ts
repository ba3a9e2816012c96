import { callExchange } from '../../calls/call-exchange.ts';
import type { CallWorld } from '../../calls/call-job.ts';
import type { QuotaGate } from '../../calls/create-quota-gate.ts';
import { caseText, type CaseId } from '../../contract/exchanges/case-id.ts';
import { countedTokens, type Exchange, type Source } from '../../contract/exchanges/exchange.ts';
import type { Fingerprint } from '../../contract/wires/fingerprint.ts';
import type { JsonObject } from '../../contract/json-value.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { Loss } from '../../contract/exchanges/stream-part.ts';
import type { RawBody, Transport } from '../../contract/wires/wire.ts';
import { takeFingerprint } from '../../gates/fingerprint.ts';
import { isRecord, parseOrUndefined } from '../../json/read.ts';
import type { ProbeAnswer, Trial } from '../../probe/bit.ts';
import { WIRES } from '../../providers/registry.ts';
import { estimateTokens } from '../../suites/estimate-tokens.ts';
import { hashRequest } from '../../suites/hash-request.ts';
import { openTap } from '../../transport/open-tap.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import type { RunWorld } from '../run-world.ts';

/** Who asks one target, within its budget. Tokens are what the provider counted or, where it counts none, our estimate. */
export interface Prober {
  readonly connected: ConnectedTarget;
  /** Null where it cannot be paid for. `name` stands for the prompt, and is asked for the nth time. */
  ask(name: string, repetition: number, trial: Trial, tokens?: number): Promise<ProbeAnswer | null>;
  /** What is left of the budget. */
  left(): number;
  spent(): { readonly calls: number; readonly tokens: number };
  fingerprint(): Fingerprint;
}

export function openProber(options: {
  readonly connected: ConnectedTarget;
  readonly source: Exclude<Source, 'replay'>;
  readonly budget: number;
  readonly world: Pick<RunWorld, 'clock' | 'random'>;
  /** One for all targets, for they may share limits. */
  readonly gate: QuotaGate;
  readonly signal: AbortSignal;
}): Prober {
  const { connected, source, budget, world, gate, signal } = options;
  const { target, adapter } = connected;
  const seen = takeFingerprint();
  let calls = 0;
  let spent = 0;
  let held = 0;
  const callWorld: CallWorld = {
    ...world,
    gate,
    openTap: (transport, secretHeaders) => openTap(transport, world.clock, secretHeaders),
  };
  return {
    connected,
    async ask(name, repetition, { mode, request, adds }, tokens) {
      const cost = tokens ?? estimateTokens(request);
      if (signal.aborted || spent + held + cost > budget) return null;
      const unsent = fieldsNotSent(target.wire, adds);
      const id: CaseId = { suite: 'probe', prompt: name, target: target.id, mode, repetition };
      if (unsent.length > 0) return notSent(caseText(id), mode, unsent);
      held += cost;
      const asked = { ...request, requestId: caseText(id) };
      const exchange = await callExchange(
        {
          case: id,
          target,
          source,
          adapter,
          request: asked,
          requestHash: hashRequest(asked),
          tokens: cost,
          transport: withFields(connected.transport, adds),
          signal,
        },
        callWorld,
      );
      held -= cost;
      calls += exchange.attempts.length;
      spent += costOf(exchange, cost);
      seen.add(exchange);
      return toAnswer(exchange);
    },
    left: () => budget - spent - held,
    spent: () => ({ calls, tokens: spent }),
    fingerprint: () => seen.fingerprint(),
  };
}

/** An answer that counts nothing costs what was estimated; an error, also one that was tried again, what came with it. */
export function costOf(exchange: Pick<Exchange, 'attempts' | 'outcome'>, estimate: number): number {
  const { outcome } = exchange;
  const isUncounted = outcome.type === 'response' && outcome.response.usage.inputTokens === null;
  return countedTokens(exchange) + (isUncounted ? estimate : 0);
}

function toAnswer({ case: id, servedAs, outcome, losses, proof, evidence }: Exchange): ProbeAnswer {
  return {
    exchange: caseText(id),
    servedAs,
    response: outcome.type === 'response' ? outcome.response : null,
    error: outcome.type === 'error' ? outcome.error : null,
    losses,
    proof,
    body: evidence === null ? '' : textOf(evidence.body),
  };
}

function textOf(body: RawBody): string {
  return 'text' in body ? body.text : '';
}

/** Sends more than the request has words for, where its body is JSON. */
function withFields(transport: Transport, adds: JsonObject): Transport {
  if (Object.keys(adds).length === 0) return transport;
  return (request, signal) => {
    const { body } = request;
    const text = typeof body === 'string' ? body : Buffer.from(body ?? []).toString('utf8');
    const value = parseOrUndefined(text);
    if (!isRecord(value)) return transport(request, signal);
    const { 'content-length': _length, ...headers } = request.headers;
    return transport({ ...request, headers, body: JSON.stringify({ ...value, ...adds }) }, signal);
  };
}

/** A body that is signed cannot be added to afterwards. */
function fieldsNotSent(wire: string, adds: JsonObject): readonly Loss[] {
  const { sigV4Service, credentials = [] } = WIRES[wire] ?? {};
  if (sigV4Service === undefined && !credentials.includes('oci-key')) return [];
  const reason = 'the wire has no such field';
  return Object.keys(adds).map((field): Loss => ({ field, action: 'dropped', reason }));
}

function notSent(exchange: string, mode: Mode, losses: readonly Loss[]): ProbeAnswer {
  return { exchange, servedAs: mode, response: null, error: null, losses, proof: null, body: '' };
}
