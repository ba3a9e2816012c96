/** The closed set of unified finish reasons. `unknown` is only for a value outside a wire's table. */
export const FINISH_REASONS = [
  'stop',
  'length',
  'tool_calls',
  'content_filter',
  'context_window',
  'error',
  'unknown',
] as const;

export type UnifiedFinishReason = (typeof FINISH_REASONS)[number];

/** Our word and the provider's, side by side. A response without any finish reason has `null` instead. */
export interface FinishReason {
  readonly unified: UnifiedFinishReason;
  readonly raw: string;
}

/** The finish reasons with which the model's output was cut before its natural end. */
export function isCut(finish: UnifiedFinishReason | null): boolean {
  return finish === 'length' || finish === 'context_window';
}

export function isTruncated(finish: FinishReason | null): boolean {
  return isCut(finish?.unified ?? null);
}
