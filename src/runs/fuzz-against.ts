import { InputError, problem } from '../contract/problem.ts';
import type { Clock } from '../contract/world.ts';
import { GATEWAY_PROPERTIES } from '../fuzz/gateway-properties.ts';
import type { FuzzReport } from '../fuzz/render-fuzz.ts';
import { plantScript } from '../fuzz/script.ts';
import { tryProperties } from '../fuzz/try-properties.ts';
import { findRepro, tryRepro } from '../fuzz/find-repro.ts';
import { openGatewayStage, type GatewayOptions, type GatewayStage } from './open-gateway-stage.ts';
import { givenHeaderTexts } from './read-given-headers.ts';
import { replayCounterexamples } from './replay-counterexamples.ts';
import { reportFuzz } from '../fuzz/report-fuzz.ts';
import { saveCounterexamples } from './save-counterexamples.ts';

export interface FuzzAgainstOptions extends GatewayOptions {
  /** Where `apiKey` came from. */
  readonly apiKeyEnv: string | null;
  readonly runs: number;
  readonly seed: number;
  /** `property:path` of one counterexample, or null. */
  readonly path: string | null;
  readonly timeBudgetMs: number | null;
  /** Where counterexamples are kept. */
  readonly folder: string;
  /** How long the gateway has to be pointed at the simulator. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Told where the gateway must send to. */
  announce(upstreamUrl: string): void;
  onBatch?(runs: number): void;
}

const RETRY_MS = 1_000;
const HELLO = { pieces: ['Hello.'], finish: 'stop', tool: null, inputTokens: 1, outputTokens: 1 } as const;

/** Breaks what stands upstream of a gateway and judges what the gateway makes of it. Null: it never reached us. */
export async function fuzzAgainst(options: FuzzAgainstOptions, clock: Clock): Promise<FuzzReport | null> {
  if (!/^https?:\/\/[^/]+/.test(options.url)) {
    throw new InputError([
      problem(
        `--against ${JSON.stringify(options.url)} is no URL`,
        "give the gateway's base URL, as http://127.0.0.1:4000/v1",
      ),
    ]);
  }
  const { path, folder, seed, model, apiKeyEnv } = options;
  const repro = path === null ? null : findRepro(path, GATEWAY_PROPERTIES);
  const gateway = await openGatewayStage(options, clock);
  try {
    options.announce(gateway.upstreamUrl);
    if (!(await isReached(gateway, options, clock))) return null;
    const untilMs = options.timeBudgetMs === null ? null : clock.nowMs() + options.timeBudgetMs;
    const isOver = (): boolean => options.signal.aborted || (untilMs !== null && clock.nowMs() >= untilMs);
    const { stage } = gateway;
    const replayed = repro === null ? await replayCounterexamples(folder, stage, GATEWAY_PROPERTIES) : [];
    const tried =
      repro === null
        ? await tryProperties(GATEWAY_PROPERTIES, stage, { ...options, isOver })
        : [await tryRepro(repro, stage, seed)];
    const report = reportFuzz({
      tried,
      replayed,
      seed,
      asked: null,
      against: {
        url: withoutUser(options.url),
        upstreamPort: gateway.upstreamPort,
        model,
        apiKeyEnv,
        headers: givenHeaderTexts(options.headers.sources),
      },
      wires: ['gateway'],
      runs: repro === null ? options.runs : 1,
    });
    await saveCounterexamples(report, folder);
    return report;
  } finally {
    await gateway.close();
  }
}

/** Reports are shown around; a password in a URL is not. */
function withoutUser(url: string): string {
  return url.replace(/^(https?:\/\/)[^/@]*@/, '$1');
}

/** Whether a request that is sent to the gateway comes up to the simulator, now or within our patience. */
async function isReached(
  { stage, reached }: GatewayStage,
  { patienceMs, signal }: FuzzAgainstOptions,
  clock: Clock,
): Promise<boolean> {
  const [wire] = stage.wires;
  if (wire === undefined) return false;
  const hello = await wire.say(plantScript(HELLO), 'send');
  const untilMs = clock.nowMs() + patienceMs;
  for (;;) {
    await wire.hear(hello, 'send');
    if (reached() > 0) return true;
    if (signal.aborted || clock.nowMs() + RETRY_MS > untilMs) return false;
    await clock.sleep(RETRY_MS, signal).catch(() => undefined);
  }
}
