import type { RunManifest } from './manifest.ts';

/**
 * The hash of the configuration by which the answers of a run were asked, with the faults that were planted: who judges them
 * anew plants none, and changes nothing of how they were asked.
 */
export function askedBy({ hashes, rejudged }: Pick<RunManifest, 'hashes' | 'rejudged'>): string {
  return rejudged?.config ?? hashes.config;
}
