import type { RunManifest } from './manifest.ts';

/** What a run replays. */
export interface Replayed {
  /** Over all files of its cassettes, in hex. */
  readonly sha256: string;
  /** When the oldest of its answers was asked for, ISO 8601; null where nobody kept it, and where there is none. */
  readonly recordedAt: string | null;
  /** How many faults were planted in what answered then. */
  readonly planted: number;
}

/** What was replayed in a run; null where nothing was. */
export function replayedBy({
  hashes: { cassettes: sha256 },
  recordedAt,
  planted,
}: Pick<RunManifest, 'hashes' | 'recordedAt' | 'planted'>): Replayed | null {
  return sha256 === null ? null : { sha256, recordedAt, planted: planted?.faults ?? 0 };
}
