import { hash } from 'node:crypto';

/**
 * A generator of its own for every list of labels, so that no draw depends on what was drawn elsewhere.
 * The algorithm is sfc32 (https://pracrand.sourceforge.net/RNG_engines.txt), seeded by a SHA-256.
 */
export function seededRandom(...labels: readonly (string | number)[]): () => number {
  const digest = Buffer.from(hash('sha256', JSON.stringify(labels)), 'hex');
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = 1;
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** A version 4 UUID that the labels decide. */
export function seededUuid(...labels: readonly (string | number)[]): string {
  const hex = hash('sha256', JSON.stringify(labels));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
