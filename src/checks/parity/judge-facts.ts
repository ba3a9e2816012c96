import type { Alternatives, FactRule } from '../../contract/suites/comparator.ts';
import { isCut } from '../../contract/exchanges/finish-reason.ts';
import type { Golden } from '../../contract/suites/prompt.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import { spellArguments } from '../../json/spell-arguments.ts';
import { finding, NOTHING } from '../finding.ts';
import { alternativesOf, orOf } from './compare-words.ts';
import { openAnswer, prepareWords, type HoldsWords, type SoughtWords, type Spoken } from './find-words.ts';

/** A fact that answers must hold, or must not, as it is looked for. `place` is its own in the suite's prompt. */
export interface SoughtFact {
  readonly place: string;
  readonly fact: string;
  readonly words: SoughtWords;
  readonly isWanted: boolean;
  readonly weight: number;
}

interface Facts {
  readonly facts: readonly FactRule[];
  readonly notFacts: readonly FactRule[];
}

/** What answers are looked through for. Of a golden that was cut they say what it says: the rest would have come later. */
export function prepareFacts({ facts, notFacts }: Facts, golden: Golden | null): readonly SoughtFact[] {
  return beforeCut(
    [...prepareEach('facts', facts, true), ...prepareEach('notFacts', notFacts, false)],
    golden,
  );
}

/** Those facts that can be looked for where this is the golden. */
export function beforeCut(all: readonly SoughtFact[], golden: Golden | null): readonly SoughtFact[] {
  if (golden === null || !isCut(golden.answer.finish)) return all;
  const { text, toolCalls } = golden.answer;
  const spoken = {
    text,
    toolCalls: toolCalls.map((call) => ({ rawArguments: spellArguments(call.arguments) })),
  };
  const later = new Set(findBroken(all, openAnswer(spoken, null)).filter(({ isWanted }) => isWanted));
  return all.filter((fact) => !later.has(fact));
}

function prepareEach(key: string, rules: readonly FactRule[], isWanted: boolean): readonly SoughtFact[] {
  return rules.map((rule, index) => {
    const alternatives = wordsOf(rule);
    return {
      place: `${key}/${index}`,
      fact: orOf(alternativesOf(alternatives)),
      words: prepareWords(alternatives),
      isWanted,
      weight: typeof rule === 'object' && 'fact' in rule ? (rule.weight ?? 1) : 1,
    };
  });
}

function wordsOf(rule: FactRule): Alternatives {
  return typeof rule === 'object' && 'fact' in rule ? rule.fact : rule;
}

/** The facts that are not as they should be: those that an answer lacks, and those that it states against its prompt. */
export function findBroken(facts: readonly SoughtFact[], holds: HoldsWords): readonly SoughtFact[] {
  return facts.filter(({ words, isWanted }) => holds(words) !== isWanted);
}

export function citeFacts(broken: readonly SoughtFact[], { text }: Spoken): readonly Finding[] {
  if (broken.length === 0) return NOTHING;
  return broken.map(({ fact, isWanted }) =>
    isWanted
      ? finding('parity/fact-missing', '', `the answer does not say ${JSON.stringify(fact)}`, fact, text)
      : finding(
          'parity/fact-forbidden',
          '',
          `the answer says ${JSON.stringify(fact)}, which is wrong`,
          null,
          fact,
        ),
  );
}
