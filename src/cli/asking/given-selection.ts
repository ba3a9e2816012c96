import { modesOf, type Mode } from '../../contract/exchanges/mode.ts';
import type { Selection } from '../../runs/project/plan-run.ts';

/** What a verb that asks is given of what to ask. */
interface GivenSelection {
  readonly target?: readonly string[];
  readonly tag?: readonly string[];
  readonly prompt?: readonly string[];
  readonly mode: Mode | 'both';
  /** Once when left out. */
  readonly repeat?: number;
}

export function givenSelection({ target, tag, prompt, mode, repeat = 1 }: GivenSelection): Selection {
  return {
    targets: target ?? null,
    tags: tag ?? null,
    prompts: prompt ?? null,
    pairs: null,
    modes: modesOf(mode),
    repeat,
    once: null,
  };
}
