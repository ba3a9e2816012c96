import type { RunManifest } from './manifest.ts';

/** When the answers of a run were first asked for, ISO 8601; null where they were judged anew and nobody kept it. */
export function askedAt({ startedAt, rejudged }: Pick<RunManifest, 'startedAt' | 'rejudged'>): string | null {
  return rejudged === null ? startedAt : rejudged.askedAt;
}
