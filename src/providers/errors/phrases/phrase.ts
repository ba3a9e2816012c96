import type { ErrorKind } from '../../../contract/errors/error-kind.ts';

/**
 * Words that name a cause. Wording changes between releases, so a pattern is short and looks for what stays; it is
 * linear: no nested repetition, bounded gaps. It starts where a word starts, and has a word that every match of it
 * must have. Texts have their addresses taken out and white space folded before they are read.
 */
export interface Phrase {
  readonly pattern: RegExp;
  /** A text as people get it, personal details replaced. Without this phrase it would be answered otherwise. */
  readonly seen: string;
  /** The status it came with, where the phrase is needed because of it. */
  readonly status?: number;
  /** The software or the service that says it. */
  readonly who: string;
  /** Where its words were read: a thread, a file, a release. Of an unread one, the page of those who say it. */
  readonly source: string;
  /** Nobody has read the words at `source`: they are known without it. */
  readonly unread?: true;
  /** Where reality differs from the kind's own retry rule. */
  readonly retryable?: boolean;
}

/** Phrases of one kind that are believed alike. */
export interface PhraseGroup {
  readonly kind: ErrorKind;
  readonly phrases: readonly Phrase[];
}

export function phrase(pattern: RegExp, row: Omit<Phrase, 'pattern'>): Phrase {
  return { pattern, ...row };
}
