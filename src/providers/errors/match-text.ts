import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { ORDER, type PhraseTier } from './phrases/order.ts';
import type { Phrase, PhraseGroup } from './phrases/phrase.ts';

/** A phrase in the order of precedence: within a tier the first that matches decides. */
export interface RankedPhrase {
  readonly phrase: Phrase;
  readonly kind: ErrorKind;
  readonly tier: PhraseTier;
}

export const PHRASES: readonly RankedPhrase[] = ORDER.flatMap(
  ([tier, group]: readonly [PhraseTier, PhraseGroup]) =>
    group.phrases.map((phrase) => ({ phrase, kind: group.kind, tier })),
);

/** Where in the table each tier stands. */
export const TIERS: Readonly<Record<PhraseTier, { readonly from: number; readonly to: number }>> = {
  fault: rangeOf('fault'),
  reason: rangeOf('reason'),
  time: rangeOf('time'),
  bytes: rangeOf('bytes'),
  vague: rangeOf('vague'),
  hint: rangeOf('hint'),
};

function rangeOf(tier: PhraseTier): { readonly from: number; readonly to: number } {
  return {
    from: PHRASES.findIndex((ranked) => ranked.tier === tier),
    to: PHRASES.findLastIndex((ranked) => ranked.tier === tier) + 1,
  };
}

/** Those that are looked for without a cue: where a word begins, as cues have it. */
export const HINTS: readonly { readonly ranked: RankedPhrase; readonly pattern: RegExp }[] = PHRASES.slice(
  TIERS.hint.from,
  TIERS.hint.to,
).map((ranked) => ({ ranked, pattern: new RegExp(String.raw`\b(?:${ranked.phrase.pattern.source})`, 'i') }));

/**
 * The name of a phrase: what it matches of the text that somebody got. `context_overflow/exceeds-the-available-context-size`.
 */
export function idOf({ phrase, kind }: RankedPhrase): string {
  const matched = phrase.pattern.exec(phrase.seen)?.[0] ?? phrase.pattern.source;
  return `${kind}/${matched
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;
}

/** As which rule it decides: a hint tells only what a text is about. */
export function ruleOf(ranked: RankedPhrase): string {
  return `${ranked.tier === 'hint' ? 'hint' : 'text'}/${idOf(ranked)}`;
}
