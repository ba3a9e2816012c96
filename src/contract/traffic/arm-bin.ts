/** Requests that an arm served in a stretch of time, those of them whose first attempt gave no answer, and whose they were. */
export interface ArmBin {
  readonly fromMs: number;
  readonly tally: { readonly bad: number; readonly n: number };
  /** By client how many were bad: of those with most, for there may be any number of them. */
  readonly failing: ReadonlyMap<number, number>;
}
