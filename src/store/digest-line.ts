import { hash } from 'node:crypto';

/** A line of JSON with the SHA-256 of itself as its last key: of the line as it stands without it. */
export const DIGEST_KEY = ',"digest":"';
export const DIGEST_LENGTH = DIGEST_KEY.length + 64 + '"}'.length;

/** The line of a content, which is a JSON object with a key at least. */
export function digestLine(content: string): { readonly line: string; readonly digest: string } {
  const digest = hash('sha256', content);
  return { line: `${content.slice(0, -1)}${DIGEST_KEY}${digest}"}`, digest };
}

/** Null when the line has no digest, or its content is not what the digest was made of. */
export function readDigestLine(line: string): { readonly content: string; readonly digest: string } | null {
  const cut = line.length - DIGEST_LENGTH;
  if (cut < 1 || !line.startsWith(DIGEST_KEY, cut) || !line.endsWith('"}')) return null;
  const digest = line.slice(cut + DIGEST_KEY.length, -2);
  const content = `${line.slice(0, cut)}}`;
  return hash('sha256', content) === digest ? { content, digest } : null;
}
