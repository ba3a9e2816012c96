import type { Clock } from '../../contract/world.ts';
import { askReady } from '../doctor/ask-ready.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import type { OnRunEvent } from './run-events.ts';

/** A target that could not answer when our patience was over. */
export interface Unready {
  readonly target: string;
  readonly why: string;
  readonly waitedMs: number;
}

export interface Waiting {
  readonly targets: readonly ConnectedTarget[];
  /** For every target; null leaves it to each. 0 waits for none. */
  readonly limitMs: number | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
}

const ASK_EVERY_MS = 1_000;
/** The last question is asked at the limit, and is given time to be answered. */
const LEAST_MS = 1_000;

/** Waits for targets that are still starting, side by side. Those that never answered come back, or none after an abort. */
export async function waitUntilReady({ targets, limitMs, ...rest }: Waiting): Promise<readonly Unready[]> {
  const waited = await Promise.all(
    targets.map((connected) => waitForTarget(connected, limitMs ?? connected.target.waitReadyMs, rest)),
  );
  return waited.flat();
}

async function waitForTarget(
  connected: ConnectedTarget,
  limitMs: number,
  { clock, signal, onEvent }: Pick<Waiting, 'clock' | 'signal' | 'onEvent'>,
): Promise<readonly Unready[]> {
  if (limitMs === 0) return [];
  const { id: target } = connected.target;
  const startedMs = clock.nowMs();
  const leftMs = (): number => Math.max(0, startedMs + limitMs - clock.nowMs());
  for (;;) {
    const why = await askWithin(connected, Math.max(leftMs(), LEAST_MS), clock, signal);
    if (why === null || signal.aborted) return [];
    const waitedMs = clock.nowMs() - startedMs;
    if (leftMs() === 0) return [{ target, why, waitedMs }];
    onEvent({ type: 'waiting', target, why, waitedMs, limitMs });
    await clock.sleep(Math.min(ASK_EVERY_MS, leftMs()), signal).catch(() => undefined);
  }
}

/** Our patience ends a question that nobody answers, and so does whoever stops the run. */
async function askWithin(
  connected: ConnectedTarget,
  limitMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<string | null> {
  const patience = new AbortController();
  const cancel = clock.timer(limitMs, () => patience.abort(new Error('our patience is over')));
  try {
    return await askReady(connected, clock, AbortSignal.any([signal, patience.signal]));
  } finally {
    cancel();
  }
}
