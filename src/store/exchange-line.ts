import { hash } from 'node:crypto';
import type { LineBatch, LinePiece } from './line-batch.ts';
import type { StoredRecord } from './stored-record.ts';

const DIGEST_KEY = ',"digest":"';
const SUFFIX_LENGTH = DIGEST_KEY.length + 64 + '"}'.length;

/**
 * Adds the line whose content is the given pieces, one after the other, and gives its digest: the SHA-256 of the line
 * as it stands without it. The digest is always the last key.
 */
export function addExchangeLine(batch: LineBatch, content: readonly LinePiece[]): string {
  const start = batch.length;
  for (const piece of content) batch.add(piece);
  const digest = hash('sha256', batch.since(start));
  batch.cut(batch.length - 1);
  batch.add(`${DIGEST_KEY}${digest}"}\n`);
  return digest;
}

/** Null when the line is not one of ours or its content does not have the digest that it claims. */
export function decodeExchangeLine(text: string): { record: StoredRecord; digest: string } | null {
  const cut = text.length - SUFFIX_LENGTH;
  if (cut < 1 || !text.startsWith(DIGEST_KEY, cut) || !text.endsWith('"}')) return null;
  const digest = text.slice(cut + DIGEST_KEY.length, -2);
  const content = `${text.slice(0, cut)}}`;
  if (hash('sha256', content) !== digest) return null;
  const record = parse(content);
  return isStoredRecord(record) ? { record, digest } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The digest has proven that these are our own bytes; what is left is that the line is an exchange's at all.
function isStoredRecord(value: unknown): value is StoredRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'state' in value &&
    'exchange' in value &&
    'verdicts' in value &&
    Array.isArray(value.verdicts)
  );
}
