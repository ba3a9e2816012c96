/** What `doctor` looked at, and how it is. A `problem` keeps a live run from its verdict, a `doubt` may. */
export interface Diagnosis {
  readonly state: 'ok' | 'doubt' | 'problem';
  /** Whether it lies in what a person wrote or set, or in who was asked over the network. */
  readonly of: 'setup' | 'network';
  readonly what: string;
  readonly finding: string;
  /** Null where nothing is to be mended. */
  readonly mend: string | null;
}
