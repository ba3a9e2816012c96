import { callExchange } from '../../src/calls/call-exchange.ts';
import { createQuotaGate } from '../../src/calls/create-quota-gate.ts';
import { classifyWitnesses } from '../../src/checks/truncation/classify-witnesses.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { GUARDS } from '../../src/contract/errors/guard-error.ts';
import { MODES, type Mode } from '../../src/contract/exchanges/mode.ts';
import type { Guards } from '../../src/contract/wires/target.ts';
import { loadAdapter } from '../../src/providers/registry.ts';
import { trust } from '../../src/transport/authorities.ts';
import { createLiveTransport } from '../../src/transport/create-live-transport.ts';
import { openTap } from '../../src/transport/open-tap.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';
import { buildCase, buildPrompt } from '../build-exchange.ts';
import { ask } from '../conformance/stage.ts';
import { ROWS, targetOf } from '../conformance/rows.ts';

const authorities = trust(null);

/** What a client in a process of its own tells of one call; memory in bytes. */
export interface Told {
  readonly class: string;
  readonly kind: string | null;
  readonly guard: string | null;
  readonly partialText: number;
  readonly finish: string | null;
  readonly evidenceBytes: number | null;
  readonly tookMs: number;
  readonly baseBytes: number;
  readonly peakBytes: number;
}

/** What a case may ask for beside the defaults. */
export interface Limits {
  readonly guards?: Partial<Guards>;
  readonly totalMs?: number;
  readonly firstOutputMs?: number;
}

/** Those that no server is to meet are as long as a machine may take that does much else. */
const DEADLINES = {
  headersMs: 3_000,
  firstOutputMs: 60_000,
  idleMs: 1_000,
  totalMs: 120_000,
  exchangeMs: 180_000,
  judgingMs: 2_000,
};

async function callHostile(
  baseUrl: string,
  rowName: string,
  mode: Mode,
  { guards, ...limits }: Limits,
): Promise<Told> {
  const row = ROWS.find(({ name }) => name === rowName);
  if (row === undefined) throw new Error(`no row ${rowName}`);
  const { clock, random } = nodeWorld();
  const base = targetOf(row);
  const deadlines = { ...DEADLINES, ...limits };
  const settings = { ...base.settings, iam_url: baseUrl };
  const target = { ...base, baseUrl, settings, deadlines, guards: { ...base.guards, ...guards } };
  const { transport, close } = await createLiveTransport({
    clock,
    proxy: null,
    authorities,
    connections: 1,
    guards: target.guards,
    deadlines,
  });
  const world = {
    clock,
    redact: (text: string) => text,
    learnSecret: () => undefined,
    shims: SDK_SHIMS,
    headers: {},
    transport,
  };
  const adapter = await (await loadAdapter(row.wire))(target, row.credentials, world);
  const baseBytes = process.memoryUsage.rss();
  const startedMs = clock.nowMs();
  const exchange = await callExchange(
    {
      case: { suite: 'slow', prompt: 'hostile', target: target.id, mode, repetition: 1 },
      target,
      source: 'live',
      adapter,
      request: ask('Hello'),
      requestHash: '',
      tokens: 0,
      transport,
      signal: new AbortController().signal,
    },
    { clock, random, openTap: (inner) => openTap(inner, clock), gate: createQuotaGate(clock) },
  );
  const tookMs = clock.nowMs() - startedMs;
  await close();
  const { outcome } = exchange;
  const error = outcome.type === 'error' ? outcome.error : null;
  const response = outcome.type === 'error' ? outcome.error.partial : outcome.response;
  return {
    class: classifyWitnesses(buildCase({ prompt: buildPrompt(), exchange }).witnesses).class,
    kind: error?.kind ?? null,
    guard: GUARDS.find((name) => name === error?.guard) ?? null,
    partialText: response?.text.length ?? 0,
    finish: response?.finishReason?.raw ?? null,
    evidenceBytes: exchange.evidence?.bytes ?? null,
    tookMs,
    baseBytes,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

const [url = '', row = '', asked = '', limits = '{}'] = process.argv.slice(2);
const mode = MODES.find((each) => each === asked) ?? 'stream';
process.stdout.write(JSON.stringify(await callHostile(url, row, mode, JSON.parse(limits))));
