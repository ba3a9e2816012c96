/** What a prompt's exchanges are looked at for: each is a share of what went well. */
export const MEASURES = ['schema', 'answered', 'uncut', 'whole', 'quality'] as const;
export type Measure = (typeof MEASURES)[number];

/** Of the exchanges to which a measure applies, how many were planned, how many lack a record, how much the others hold. */
export interface Held {
  readonly of: number;
  readonly missing: number;
  /** 0 to `of - missing`. */
  readonly held: number;
}

/** One side of one prompt. */
export interface PromptSide {
  readonly measures: Readonly<Record<Measure, Held>>;
  /** One a repetition: its slowest answer, in ms; null where one of its exchanges gave none. Times first, ascending. */
  readonly latenciesMs: readonly (number | null)[];
  /** Server errors of its exchanges by class, `kind status`: one entry for each exchange that showed it. */
  readonly serverErrors: readonly string[];
}

/** A prompt that both sides were asked, or several that came out alike. */
export interface PromptEvidence {
  readonly suite: string;
  /** What is asked by one name are askings of one prompt. */
  readonly prompt: string;
  /** How many came out so: whoever counts rows counts these. */
  readonly times: number;
  readonly baseline: PromptSide;
  readonly candidate: PromptSide;
  /**
   * Differences that break a client, `code at pointer`; of the baseline's second answer, null where it has none. Pairs of
   * exchanges that both sides should have answered, and one did not, are not compared.
   */
  readonly breaks: {
    readonly candidate: readonly string[];
    readonly noise: readonly string[] | null;
    readonly uncompared: number;
  };
}

export function countOf(prompts: readonly Pick<PromptEvidence, 'times'>[]): number {
  return prompts.reduce((sum, { times }) => sum + times, 0);
}

/** All that a gate rests on. */
export interface GateEvidence {
  readonly prompts: readonly PromptEvidence[];
  readonly sources: readonly ('live' | 'replay' | 'simulate')[];
  /** Hours since the older of the runs began. */
  readonly ageHours: number;
}
