import type { LiveCounts } from '../../contract/rollout/live-counts.ts';
import type { Clock } from '../../contract/world.ts';
import { writeLiveCounts, type CountingPlace } from '../../store/live/live-counts.ts';

/** Writes what is counted of live requests as it comes, and lets nobody who is served wait for it. */
export interface LiveCountsKeeper {
  /** To be written at once, where it says something against an arm, else within a second: what is asked for it last. */
  keep(counts: () => LiveCounts, isUrgent: boolean): void;
  /** Writes what was not written yet. */
  close(): Promise<void>;
}

const SOON_MS = 1_000;
/** Between two writings, however many come. */
const PAUSE_MS = 100;

/** `onError` is told once of what cannot be written, until it can be again. */
export function keepLiveCounts(
  place: CountingPlace,
  clock: Pick<Clock, 'timer' | 'sleep'>,
  onError: (error: unknown) => void,
): LiveCountsKeeper {
  const closing = new AbortController();
  let pending: (() => LiveCounts) | null = null;
  let cancel: (() => void) | null = null;
  let writing: Promise<void> | null = null;
  let isWell = true;

  async function write(): Promise<void> {
    while (pending !== null) {
      const counts = pending();
      pending = null;
      await writeLiveCounts(place, counts).then(
        () => {
          isWell = true;
        },
        (error: unknown) => {
          if (isWell) onError(error);
          isWell = false;
        },
      );
      await clock.sleep(PAUSE_MS, closing.signal).catch(() => {});
    }
    writing = null;
  }

  function start(): void {
    cancel?.();
    cancel = null;
    if (pending !== null) writing ??= write();
  }

  return {
    keep(counts, isUrgent) {
      pending = counts;
      if (isUrgent) start();
      else cancel ??= clock.timer(SOON_MS, start);
    },
    async close() {
      closing.abort();
      start();
      await writing;
    },
  };
}
