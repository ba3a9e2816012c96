import type { Reference } from './read-reference.ts';

export type ReadDocument =
  { readonly text: string } | { readonly reason: string; readonly mend: string | null };

/** The text of a document, exactly as it stands in the file. */
export function readDocument(reference: Reference): ReadDocument {
  if ('reason' in reference) return reference;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(reference.bytes);
    return text.trim() === '' ? { reason: 'is empty', mend: null } : { text };
  } catch {
    return { reason: 'is not UTF-8 text', mend: 'save it as UTF-8' };
  }
}
