import { hash } from 'node:crypto';

/** A line of JSON with the SHA-256 of itself as its last key: of the line as it stands without it. */
export const DIGEST_KEY = ',"digest":"';
export const DIGEST_LENGTH = DIGEST_KEY.length + 64 + '"}'.length;

const CLOSING_BRACE = '}'.charCodeAt(0);

/** The line of a content, which is a JSON object with a key at least. */
export function digestLine(content: string): { readonly line: string; readonly digest: string } {
  const digest = hash('sha256', content);
  return { line: `${content.slice(0, -1)}${DIGEST_KEY}${digest}"}`, digest };
}

/** Null when the line has no digest, or its content is not what the digest was made of. */
export function readDigestLine(line: string): { readonly content: string; readonly digest: string } | null {
  const taken = takeDigestLine(Buffer.from(line));
  return taken === null ? null : { ...taken, content: taken.content.toString('utf8') };
}

/** The same of bytes, which are used up: the end of the content is written over the digest, and nothing is copied. */
export function takeDigestLine(line: Buffer): { readonly content: Buffer; readonly digest: string } | null {
  const cut = line.length - DIGEST_LENGTH;
  const tail = line.toString('latin1', Math.max(0, cut));
  if (cut < 1 || !tail.startsWith(DIGEST_KEY) || !tail.endsWith('"}')) return null;
  const digest = tail.slice(DIGEST_KEY.length, -2);
  line[cut] = CLOSING_BRACE;
  const content = line.subarray(0, cut + 1);
  return hash('sha256', content) === digest ? { content, digest } : null;
}
