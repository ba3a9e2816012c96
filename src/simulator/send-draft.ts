import type { WireChunk, WireResponse } from '../contract/wire.ts';
import type { Clock, Random } from '../contract/world.ts';
import type { Draft } from './draft.ts';
import { drawDelay, type Delay } from './latency.ts';
import { splitWrites } from './split-writes.ts';

/** Delays shorter than a timer can wait are saved up until together they are not. */
const SHORTEST_SLEEP_MS = 1;

async function* paceWrites(
  writes: readonly Uint8Array[],
  gap: Delay,
  random: Random,
  clock: Clock,
  signal: AbortSignal,
  leave: () => void,
): AsyncGenerator<WireChunk> {
  let owedMs = 0;
  for (const bytes of writes) {
    if (gap.medianMs > 0) owedMs += drawDelay(gap, random);
    if (owedMs >= SHORTEST_SLEEP_MS) {
      const slept = await clock.sleep(owedMs, signal).then(
        () => true,
        () => false,
      );
      if (!slept) return leave();
      owedMs = 0;
    }
    if (signal.aborted) return leave();
    yield { bytes, atMs: clock.nowMs() };
  }
}

/**
 * A draft as a response whose body comes in writes, `gap` apart. Header names become lower case.
 * A client that gave up saw a body that stalled.
 */
export function sendDraft(
  draft: Draft,
  gap: Delay,
  random: Random,
  clock: Clock,
  signal: AbortSignal,
): WireResponse {
  const headers = Object.entries(draft.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  let gaveUp = false;
  const leave = (): void => {
    gaveUp = true;
  };
  return {
    status: draft.status,
    headers: Object.fromEntries(headers),
    chunks: paceWrites(splitWrites(draft.frames, random), gap, random, clock, signal, leave),
    get end() {
      return gaveUp ? 'stall' : draft.end;
    },
  };
}
