/** Time as an argument. `nowMs` is monotonic since some start; `wallMs` is the epoch's. */
export interface Clock {
  readonly nowMs: () => number;
  wallMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `run` after `ms` unless the returned function was called before. */
  timer(ms: number, run: () => void): () => void;
}

/** Chance as an argument: a number in [0, 1). */
export type Random = () => number;

/** Replaces every known secret in a text by a mask. */
export type Redact = (text: string) => string;
