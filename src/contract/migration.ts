/** The stages of a migration, in order. */
export const STAGES = ['shadow', 'canary', 'partial', 'full'] as const;
type Stage = (typeof STAGES)[number];

/** One condition of a stage's gate. The metric says whether `threshold` is a floor or a ceiling. */
interface Criterion {
  readonly id: string;
  readonly metric: string;
  readonly threshold: number;
  /** Which number is held against the threshold: the observed one, or the worse end of its interval. */
  readonly decide: 'point' | 'lower-bound';
  readonly required: boolean;
}

/** The gates of a migration. A stage that is not named has no gate of its own and cannot be asked for. */
export interface Policy {
  readonly name: string;
  readonly stages: Readonly<Partial<Record<Stage, { readonly criteria: readonly Criterion[] }>>>;
}

/** Somebody who reads the answers. `reads` are JSON pointers into the output, with `*` for any array index. */
export interface Consumer {
  readonly id: string;
  readonly description: string | null;
  readonly reads: readonly string[];
  /** The finish reasons and error kinds that it tells apart; null is all of them. */
  readonly finishReasons: readonly string[] | null;
  readonly errorKinds: readonly string[] | null;
}

/** Traffic that is to move from one target to another. `suites` is null for all of them. */
export interface Migration {
  readonly id: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly suites: readonly string[] | null;
  readonly policy: string;
  readonly consumers: readonly Consumer[];
}
