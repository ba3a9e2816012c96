import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { JsonValue } from './json-value.ts';

/**
 * SHA-256, in hex, over the canonical form of RFC 8785: equal values have equal hashes whatever the order of keys.
 * Throws on what that form cannot hold: lone surrogates, NaN, infinities.
 */
export function hashCanonical(value: JsonValue): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return createHash('sha256').update(text).digest('hex');
}
