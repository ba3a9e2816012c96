import type { ErrorKind } from '../../../contract/error-kind.ts';

/**
 * What is said in words. Wording changes between releases, so a pattern looks for fragments that stay; it is linear:
 * no nested repetition, bounded gaps. Texts have their addresses taken out and white space folded before they are read.
 */
export interface TextRule {
  readonly id: string;
  /**
   * Lower-case words of which one must stand in the text, whole, before the pattern is tried at all: every alternative
   * of the pattern needs one.
   */
  readonly words: string;
  readonly pattern: RegExp;
  readonly kind: ErrorKind;
  /** Where reality differs from the kind's own retry rule. */
  readonly retryable?: boolean;
  /** Where the wording was seen. */
  readonly source: string;
}
