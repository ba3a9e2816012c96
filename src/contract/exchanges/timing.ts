/**
 * When what came of the last attempt, in milliseconds from its sending, so that queueing and backoff stay out. Chunks
 * are pieces of the network, never tokens: their number says nothing of the output, only the gaps between them do.
 * Null where that point was not reached, or where nothing was measured.
 */
export interface Timing {
  readonly headersMs: number | null;
  readonly firstByteMs: number | null;
  readonly firstOutputMs: number | null;
  readonly lastByteMs: number | null;
  readonly chunks: number;
  /** The longest time without a byte once the head was there, and how many bytes had come before it. */
  readonly largestStall: { readonly ms: number; readonly afterBytes: number } | null;
  /** Waiting for its turn before the first attempt. */
  readonly queuedMs: number;
}
