import { callExchange } from '../../calls/call-exchange.ts';
import type { CallJob } from '../../calls/call-job.ts';
import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import { createPartFold } from '../../calls/fold-parts.ts';
import type { Adapter } from '../../contract/wires/adapter.ts';
import type { Exchange, Outcome, Source } from '../../contract/exchanges/exchange.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import { BARE_REQUEST, type CanonicalRequest } from '../../contract/exchanges/request.ts';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { Transport } from '../../contract/wires/wire.ts';
import type { Clock, Random } from '../../contract/world.ts';
import { openTap } from '../../transport/open-tap.ts';

/** For calls of which only the answer matters: it is decided beforehand, whatever is asked. */
export function requestOf(requestId: string): CanonicalRequest {
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'Say something.' }] }] as const;
  return { ...BARE_REQUEST, requestId, messages };
}

/**
 * One such call, outside any plan. `name` stands for its suite, prompt and request, unless there is a `request` of its
 * own. Nobody ends it where no `signal` is given.
 */
export function callOnce(call: {
  readonly name: string;
  readonly target: Target;
  readonly adapter: Adapter;
  readonly transport: Transport;
  readonly mode: Mode;
  readonly source: Source;
  readonly clock: Clock;
  readonly random: Random;
  readonly request?: CanonicalRequest;
  readonly signal?: AbortSignal;
  readonly deliver?: NonNullable<CallJob['deliver']>;
}): Promise<Exchange> {
  const { name, mode, clock, random, request, signal, ...rest } = call;
  return callExchange(
    {
      ...rest,
      case: { suite: name, prompt: name, target: call.target.id, mode, repetition: 1 },
      request: request ?? requestOf(name),
      requestHash: '',
      tokens: 0,
      signal: signal ?? new AbortController().signal,
    },
    {
      clock,
      random,
      openTap: (transport, secretHeaders) => openTap(transport, clock, secretHeaders),
      // A gate remembers what earlier calls were told to wait, so each has its own.
      gate: createQuotaGate(clock),
    },
  );
}

const NOTHING = createPartFold().response();

/** What came of a response, also of one that failed. */
export function arrivedOf(outcome: Outcome): CanonicalResponse {
  return outcome.type === 'response' ? outcome.response : (outcome.error.partial ?? NOTHING);
}
