import type { ShadowAccounts } from '../../contract/traffic/traffic.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import type { Masks } from '../../store/secrets/masks.ts';
import type { RunWorld } from '../run-world.ts';
import { openShadowRun, type ShadowRun } from './shadow-run.ts';

export interface ShadowRunsSetup {
  /** Where runs are kept. */
  readonly out: string;
  readonly masks: Masks;
  /** The manifest of a run that is begun now. */
  readonly describe: () => RunManifest;
  /** Seals a run that takes no more. */
  readonly seal: (folder: string) => Promise<void>;
  /** When a run is full: requests, bytes of them and of their answers, and milliseconds. */
  readonly full: { readonly requests: number; readonly bytes: number; readonly ms: number };
}

/** The runs of a shadow, one after the other. */
export interface ShadowRuns {
  /** The one that takes requests now, begun where there is none; whoever has it lets it go. Throws InputError. */
  take(): Promise<ShadowRun>;
  letGo(run: ShadowRun): void;
  /** Writes the accounts into the one that takes requests; what waits goes with the next. */
  account(): void;
  /** Seals the last, and waits until all are. */
  end(): Promise<void>;
}

/** `accounts` says how they stand, `onFailure` is told what could not be written. */
export function shadowRuns(
  { out, masks, describe, seal, full }: ShadowRunsSetup,
  accounts: () => ShadowAccounts,
  onFailure: (error: unknown) => void,
  world: RunWorld,
): ShadowRuns {
  let base: Pick<ShadowAccounts, 'unsampled' | 'dropped'> = accounts();
  let opening: Promise<ShadowRun> | null = null;
  let current: ShadowRun | null = null;
  const ending = new Set<Promise<void>>();

  async function open(): Promise<ShadowRun> {
    try {
      const start = accounts();
      const run = await openShadowRun({ dir: out, manifest: describe(), base, start, masks }, world);
      current = run;
      run.cancelTimer = world.clock.timer(full.ms, () => retire(run));
      return run;
    } catch (error) {
      opening = null;
      throw error;
    }
  }

  /** Lets a run take no more; it is sealed when the last of what it asked is answered. */
  function retire(run: ShadowRun): void {
    if (run.isRetired) return;
    run.isRetired = true;
    run.cancelTimer();
    const now = accounts();
    write(run, { ...now, waiting: 0 });
    base = now;
    [opening, current] = [null, null];
    closeIdle(run);
  }

  function closeIdle(run: ShadowRun): void {
    if (!run.isRetired || run.asking > 0) return;
    const work = run
      .close()
      .then(() => seal(run.folder))
      .catch(onFailure)
      .finally(() => ending.delete(work));
    ending.add(work);
  }

  function write(run: ShadowRun, now: ShadowAccounts): void {
    try {
      run.account(now);
    } catch (error) {
      onFailure(error);
    }
  }

  return {
    async take() {
      for (;;) {
        opening ??= open();
        const run = await opening;
        // It may have become full meanwhile.
        if (run.isRetired) continue;
        run.asking += 1;
        return run;
      }
    },
    letGo(run) {
      run.asking -= 1;
      const { requests, bytes } = run.held;
      // Of those that were in flight when it became full, the last closes it.
      if (run.isRetired) closeIdle(run);
      else if (requests >= full.requests || bytes >= full.bytes) retire(run);
    },
    account() {
      if (current !== null) write(current, accounts());
    },
    async end() {
      if (current !== null) retire(current);
      await Promise.all(ending);
    },
  };
}
