/** What a host says of a model that it stops serving, or has stopped. */
export interface Retirement {
  readonly state: 'retired' | 'retiring';
  /** The day from which it is gone, `YYYY-MM-DD`; null where nobody names one. */
  readonly on: string | null;
}

/** A model as its host lists it. That a model is listed does not mean that it is served. */
export interface ListedModel {
  readonly id: string;
  /** How many tokens of input and output the list says it takes; null where it says nothing of it. */
  readonly contextTokens: number | null;
  /** Null where the list says nothing of an end. */
  readonly retirement: Retirement | null;
  /** What the host names in its place. */
  readonly alternatives: readonly string[];
}
