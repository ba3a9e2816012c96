/** What was captured. Paths are from the project root. */
export interface CapturedSuite {
  readonly migration: string;
  readonly runs: readonly string[];
  readonly suiteFile: string;
  /** Null where the baseline answered none of them. */
  readonly goldensFile: string | null;
  readonly files: readonly string[];
  /** Requests that were kept, and of these those that are like one before. */
  readonly seen: number;
  readonly alike: number;
  /** Of each kind, how many were seen and drawn. */
  readonly shares: readonly { readonly stratum: string; readonly seen: number; readonly drawn: number }[];
  readonly prompts: number;
  readonly goldens: number;
  /** By reason, how many were drawn and cannot be written down. */
  readonly leftOut: readonly { readonly why: string; readonly requests: number }[];
  /** Whether any answer is a simulator's. */
  readonly synthetic: boolean;
}
