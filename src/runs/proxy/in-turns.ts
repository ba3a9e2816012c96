import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Steps } from '../../traffic/scan-request.ts';

/** Does work step by step, and whatever else is due between two of them. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
}
