import type { DocumentSpec } from './document-spec.ts';
import { WRITINGS } from './writings.ts';

/** A document ends with a whole entry, which is no longer than this. */
const LONGEST_ENTRY = 800;

/** How many tokens a generated document comes to, as its spec counts them, where its facts make it longer than it says; else null. */
export function tokensBeyond({ kind, tokens }: DocumentSpec, text: string): number | null {
  const { charactersPerToken } = WRITINGS[kind];
  const isWithin = text.length <= tokens * charactersPerToken + LONGEST_ENTRY;
  return isWithin ? null : Math.ceil(text.length / charactersPerToken);
}
