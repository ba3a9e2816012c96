/** `value`: the answer can be used and is wrong. `shape`: what a client reads it by is broken. */
export const ALTERATION_KINDS = ['value', 'shape'] as const;
export type AlterationKind = (typeof ALTERATION_KINDS)[number];

/** How many altered answers there were, and how many of them were not let pass. */
export interface Caught {
  readonly altered: number;
  readonly caught: number;
}

/** A wrong answer that passes. */
interface Survivor {
  readonly promptId: string;
  readonly class: string;
  /** Where it departs from the approved answer, as a JSON pointer; '' for the whole. */
  readonly at: string;
  readonly what: string;
  /** What this place is compared by. */
  readonly heldBy: string;
  /** The checks that it was held against and that had nothing to say. */
  readonly passed: readonly string[];
}

interface SuiteStrength extends Caught {
  readonly suite: string;
  readonly kinds: Readonly<Record<AlterationKind, Caught>>;
}

export interface PromptStrength extends SuiteStrength {
  readonly promptId: string;
  /** Alterations that are the approved answer, or an accepted variant of it, in other words. */
  readonly unchanged: number;
}

interface ClassStrength extends Caught {
  readonly class: string;
  readonly kind: AlterationKind;
  readonly means: string;
}

/** How much wrong a golden set catches, as reports say it. */
export interface StrengthFigures extends Caught {
  readonly seed: number;
  readonly kinds: Readonly<Record<AlterationKind, Caught>>;
}

/** The same in full: where, in what, and what would pass. */
export interface Strength extends StrengthFigures {
  readonly unchanged: number;
  readonly suites: readonly SuiteStrength[];
  readonly prompts: readonly PromptStrength[];
  readonly classes: readonly ClassStrength[];
  readonly survivors: readonly Survivor[];
  /** Prompts of which nothing was altered, and why. */
  readonly unmeasured: readonly { readonly promptId: string; readonly why: string }[];
}
