import { ACCOUNT_RULES } from './text-rules/account-rules.ts';
import { LATE_RULES } from './text-rules/late-rules.ts';
import { LOAD_RULES } from './text-rules/load-rules.ts';
import { REQUEST_RULES } from './text-rules/request-rules.ts';
import type { TextRule } from './text-rules/text-rule.ts';

/** In order of precedence: the first that matches decides. */
export const TEXT_RULES: readonly TextRule[] = [
  ...REQUEST_RULES,
  ...ACCOUNT_RULES,
  ...LOAD_RULES,
  ...LATE_RULES,
];

/** The first of the rules that are read after an error status. */
export const FIRST_LATE_RULE = TEXT_RULES.length - LATE_RULES.length;

/** Word -> the rules to try when it stands in a text. */
const BY_WORD: ReadonlyMap<string, readonly number[]> = (() => {
  const index = new Map<string, number[]>();
  for (const [at, rule] of TEXT_RULES.entries()) {
    for (const word of rule.words.split(' ')) {
      const known = index.get(word);
      if (known === undefined) index.set(word, [at]);
      else known.push(at);
    }
  }
  return index;
})();

/** The rules that match a text, in their order. Patterns are tried only for words that call for them. */
export function matchText(text: string): readonly number[] {
  const plain = plainWords(text);
  const called = new Set<number>();
  for (const [word] of plain.toLowerCase().matchAll(/[a-z0-9]+(?:_[a-z0-9]+)*/g)) {
    for (const at of BY_WORD.get(word) ?? []) called.add(at);
  }
  const matched: number[] = [];
  for (const at of called) if (TEXT_RULES[at]?.pattern.test(plain) === true) matched.push(at);
  return matched.sort((a, b) => a - b);
}

/** Addresses name pages about limits, keys and errors whatever happened; line breaks are the terminal's. */
function plainWords(text: string): string {
  const bare = text.includes('://') ? text.replaceAll(/\w{2,10}:\/\/[^\s"'`<>)]{1,2000}/g, ' ') : text;
  return /\s\s|[\n\r\t]/.test(bare) ? bare.replaceAll(/\s+/g, ' ') : bare;
}
