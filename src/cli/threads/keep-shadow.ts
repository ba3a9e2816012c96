import { InputError, type Problem } from '../../contract/problem.ts';
import type { Shadow } from '../../contract/traffic/traffic.ts';
import { addAccounts } from '../../traffic/add-accounts.ts';
import { openAccounts } from '../../traffic/open-accounts.ts';
import { openShadowThread, type ShadowEars, type ShadowThread } from './open-shadow-thread.ts';
import { nodeWorld } from '../machine/node-world.ts';
import type { ShadowThreadData } from './shadow-thread.ts';

/** Until another thread is started for one that died: what killed it may come again. */
const AGAIN_MS = 60_000;

export interface KeptEars extends ShadowEars {
  /** A thread was started for one that died. */
  readonly onAgain: () => void;
}

/**
 * A shadow in a thread, and where that dies, a while later in another one, which seals the run that was left. What died
 * with a thread, and what comes while there is none, is counted as killed. Throws InputError where the first one cannot be
 * started as it was asked to.
 */
export async function keepShadow(
  data: Omit<ShadowThreadData, 'isAgain'>,
  ears: KeptEars,
  againMs: number = AGAIN_MS,
): Promise<Shadow> {
  const stopping = new AbortController();
  let past = openAccounts().read();
  let thread = await openShadowThread({ ...data, isAgain: false }, ears);

  const startAgain = async (): Promise<ShadowThread | null> => {
    try {
      return await openShadowThread({ ...data, isAgain: true }, ears);
    } catch (error) {
      ears.onOver(whyOf(error));
      return null;
    }
  };
  const keep = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await thread.exited;
      if (!(await isOver(againMs, stopping.signal))) return;
      const next = await startAgain();
      if (next === null) continue;
      past = addAccounts(past, thread.accounts());
      thread = next;
      ears.onAgain();
    }
  };
  const kept = keep();

  return {
    offer: (request) => thread.offer(request),
    accounts: () => addAccounts(past, thread.accounts()),
    async stop() {
      stopping.abort();
      await thread.stop();
      await kept;
      // One may have been started meanwhile.
      await thread.stop();
    },
  };
}

function whyOf(error: unknown): readonly Problem[] | Error {
  if (error instanceof InputError) return error.problems;
  return error instanceof Error ? error : new Error(String(error));
}

/** Whether so much time passed before there was an end of it. */
async function isOver(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await nodeWorld().clock.sleep(ms, signal);
    return true;
  } catch {
    return false;
  }
}
