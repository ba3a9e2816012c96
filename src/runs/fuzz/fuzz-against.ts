import { join } from 'node:path';
import { InputError, problem } from '../../contract/problem.ts';
import type { Clock } from '../../contract/world.ts';
import { GATEWAY_PROPERTIES } from '../../fuzz/gateway-properties.ts';
import { nameGateway } from '../../fuzz/name-gateway.ts';
import type { FuzzReport } from '../../fuzz/render-fuzz.ts';
import { describeSide } from '../../fuzz/side.ts';
import { gatewayOf } from '../../fuzz/stage.ts';
import { findUnusable, tryCleanly, type Unusable } from '../../fuzz/try-clean.ts';
import { findRepro } from '../../fuzz/find-repro.ts';
import { openGatewayStage, type GatewayOptions, type GatewayStage } from './open-gateway-stage.ts';
import { givenHeaderTexts } from './read-given-headers.ts';
import { reportFuzz, reportUnusable } from '../../fuzz/report-fuzz.ts';
import { saveCounterexamples } from './save-counterexamples.ts';
import { tryStage } from './try-stage.ts';

export interface FuzzAgainstOptions extends GatewayOptions {
  /** Where `apiKey` came from. */
  readonly apiKeyEnv: string | null;
  readonly runs: number;
  readonly seed: number;
  /** `property:path` of one counterexample, or null. */
  readonly path: string | null;
  readonly timeBudgetMs: number | null;
  /** Where counterexamples are kept, each gateway's in a folder of its own. */
  readonly folder: string;
  /** How long the gateway has to be pointed at the simulator. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Told where the gateway must send to. */
  announce(upstreamUrl: string): void;
  /** Told, once for each, what the gateway answers while nothing comes up. */
  onWaiting?(answer: string): void;
  onBatch?(runs: number): void;
}

const RETRY_MS = 1_000;

/**
 * Breaks what stands upstream of a gateway and judges what the gateway makes of it. One that does not hand a clean
 * answer down, in either mode, is not judged: the report says why and is inconclusive.
 */
export async function fuzzAgainst(options: FuzzAgainstOptions, clock: Clock): Promise<FuzzReport> {
  checkUrl(options.url);
  const { path, seed, model, apiKeyEnv, headers } = options;
  const repro = path === null ? null : findRepro(path, GATEWAY_PROPERTIES);
  const gateway = await openGatewayStage(options, clock);
  try {
    options.announce(gateway.upstreamUrl);
    const { stage, upstreamPort } = gateway;
    const url = withoutUser(options.url);
    const folder = join(options.folder, nameGateway(url));
    const against = { url, upstreamPort, model, apiKeyEnv, headers: givenHeaderTexts(headers.sources) };
    const unusable = await findOutUsable(gateway, options, clock);
    if (unusable !== null) return reportUnusable(unusable, { against, seed, folder });
    const report = reportFuzz({
      ...(await tryStage(stage, GATEWAY_PROPERTIES, { ...options, folder, repro }, clock)),
      folder,
      seed,
      asked: null,
      against,
      wires: ['gateway'],
    });
    await saveCounterexamples(report, folder);
    return report;
  } finally {
    await gateway.close();
  }
}

function checkUrl(url: string): void {
  if (!URL.canParse(url) || !/^https?:\/\/[^/]+/.test(url)) {
    throw new InputError([
      problem(
        `--against ${JSON.stringify(url)} is no URL`,
        "give the gateway's base URL, as http://127.0.0.1:4000/v1",
      ),
    ]);
  }
  const path = /\/chat\/completions\/*$/.exec(url);
  if (path === null) return;
  const mend = `write ${withoutUser(url.slice(0, path.index))}`;
  throw new InputError([problem('--against is the part before /chat/completions, which is added', mend)]);
}

/** Reports are shown around; a password in a URL is not. */
function withoutUser(url: string): string {
  return url.replace(/^(https?:\/\/)[^/@]*@/, '$1');
}

/** Waits until a request that is sent to the gateway comes up, within our patience, and then asks for clean answers. */
async function findOutUsable(
  { stage, reached }: GatewayStage,
  options: FuzzAgainstOptions,
  clock: Clock,
): Promise<Unusable | null> {
  const gateway = gatewayOf(stage);
  const { patienceMs, signal } = options;
  const untilMs = clock.nowMs() + patienceMs;
  const seen = new Set<string>();
  for (;;) {
    const first = await tryCleanly(gateway, 'send', reached);
    if (reached() > 0) return findUnusable(gateway, reached);
    if (first !== null && (signal.aborted || clock.nowMs() + RETRY_MS > untilMs)) return first;
    const answer = first === null ? '' : describeSide(first.downstream);
    if (!seen.has(answer)) options.onWaiting?.(answer);
    seen.add(answer);
    await clock.sleep(RETRY_MS, signal).catch(() => undefined);
  }
}
