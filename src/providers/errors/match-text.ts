import { ACCOUNT_RULES } from './text-rules/account-rules.ts';
import { BYTE_RULES } from './text-rules/byte-rules.ts';
import { LOAD_RULES } from './text-rules/load-rules.ts';
import { REQUEST_RULES } from './text-rules/request-rules.ts';
import type { TextRule } from './text-rules/text-rule.ts';
import { TIME_RULES } from './text-rules/time-rules.ts';

/** What words are about: the reason of a refusal, time, or the bytes; `rankCandidates` says when each is heard. */
export type TextTier = 'reason' | 'time' | 'bytes';

const REASONS = [...REQUEST_RULES, ...ACCOUNT_RULES, ...LOAD_RULES];

/** In order of precedence: within a tier the first that matches decides. */
export const TEXT_RULES: readonly TextRule[] = [...REASONS, ...TIME_RULES, ...BYTE_RULES];

/** Where in the table each tier stands. */
export const TIERS: Readonly<Record<TextTier, { readonly from: number; readonly to: number }>> = {
  reason: { from: 0, to: REASONS.length },
  time: { from: REASONS.length, to: REASONS.length + TIME_RULES.length },
  bytes: { from: REASONS.length + TIME_RULES.length, to: TEXT_RULES.length },
};

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

const NONE_CALLED: readonly boolean[] = TEXT_RULES.map(() => false);

/** By rule: whether one of its words stands in the text, without which its pattern need not be tried. */
export function callRules(text: string): readonly boolean[] {
  const lower = text.toLowerCase();
  const called = NONE_CALLED.slice();
  let start = -1;
  for (let at = 0; at <= lower.length; at += 1) {
    const code = at < lower.length ? lower.charCodeAt(at) : 0;
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      const rules = BY_WORD.get(lower.slice(start, at));
      if (rules !== undefined) for (const rule of rules) called[rule] = true;
      start = -1;
    }
  }
  return called;
}
