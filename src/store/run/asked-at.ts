import type { RunManifest } from './manifest.ts';

/**
 * When the answers of a run were first asked for, ISO 8601: of a replay, those of its cassettes. Null where nobody kept it of
 * answers that were judged anew or replayed.
 */
export function askedAt({
  source,
  startedAt,
  rejudged,
  recordedAt,
}: Pick<RunManifest, 'source' | 'startedAt' | 'rejudged' | 'recordedAt'>): string | null {
  if (rejudged !== null) return rejudged.askedAt;
  return source === 'replay' ? recordedAt : startedAt;
}
