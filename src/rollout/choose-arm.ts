import { hash } from 'node:crypto';

/** Keys fall into so many buckets; a share of one per cent is a hundred of them. */
export const BUCKETS = 10_000;

/**
 * The bucket of a client key: the first 8 hex digits of SHA-256 over `migration`, a line feed and the key, modulo the
 * number of buckets. Any router can work it out, and a key keeps its bucket.
 */
export function bucketOf(migration: string, key: string): number {
  return Number.parseInt(hash('sha256', `${migration}\n${key}`).slice(0, 8), 16) % BUCKETS;
}

/** The side that serves a client. A greater share moves clients to the candidate alone, a lesser one back alone. */
export function chooseArm(migration: string, key: string, share: number): 'baseline' | 'candidate' {
  return bucketOf(migration, key) < bucketsBelow(share) ? 'candidate' : 'baseline';
}

export function bucketsBelow(share: number): number {
  return (share * BUCKETS) / 100;
}
