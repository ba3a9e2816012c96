import type { GoldenPrompt } from '../contract/suites/prompt.ts';

/** A golden set, read and resolved. `hash` is the SHA-256 of its canonical JSON, so comments and layout do not count. */
export interface Suite {
  readonly name: string;
  readonly archetype: string;
  readonly hash: string;
  readonly prompts: readonly GoldenPrompt[];
}
