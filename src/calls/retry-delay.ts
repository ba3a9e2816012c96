import { RETRY_RULES } from '../contract/errors/error-kind.ts';
import type { CanonicalError } from '../contract/errors/error.ts';
import type { Random } from '../contract/world.ts';

const BASE_MS = 500;
const CAP_MS = 20_000;

/** What was tried before this error, and what this try already handed out. */
export interface RetryHistory {
  readonly retries: number;
  readonly retriesOfKind: number;
  /** A stream had delivered output: a second try would deliver it twice. */
  readonly delivered: boolean;
}

/**
 * Milliseconds until the next try, or null when there is none: never earlier than the provider asked,
 * else exponential with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function retryDelayMs(
  error: Pick<CanonicalError, 'kind' | 'retryable' | 'retryAfterMs'>,
  history: RetryHistory,
  maxRetries: number,
  random: Random,
): number | null {
  const rule = RETRY_RULES[error.kind];
  const retryable = error.retryable && rule.retryable && !history.delivered;
  const left = history.retries < maxRetries && history.retriesOfKind < (rule.maxRetries ?? Infinity);
  if (!retryable || !left) return null;
  const ceilingMs = Math.min(CAP_MS, BASE_MS * 2 ** history.retries) * rule.delayFactor;
  return Math.max(error.retryAfterMs ?? 0, random() * ceilingMs);
}
