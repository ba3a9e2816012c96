import { comparatorOfArguments, formOf, isOfCalls, type Comparator } from '../contract/suites/comparator.ts';
import type { Golden, GoldenPrompt } from '../contract/suites/prompt.ts';
import { BASES, type Basis } from '../contract/runs/summary.ts';
import { prepareFacts } from './parity/judge-facts.ts';
import { whyNoSchema } from './prepare-prompt.ts';

/** What the answers to a prompt are held against, so what a pass of them rests on. Nothing without a golden. */
export function restsOn(prompt: GoldenPrompt, golden: Golden | null): readonly Basis[] {
  if (golden === null) return [];
  const { error, text, toolCalls, finish } = golden.answer;
  // The kind of the error is the approved one.
  if (error !== null) return ['exact'];
  const found = new Set<Basis>();
  const isWhole = finish !== 'length';
  if (whyNoSchema(prompt, golden) === null || (isWhole && toolCalls.length > 0)) found.add('schema');
  const isSought = prepareFacts(prompt, golden).length > 0 || (isWhole && prompt.sentinels.length > 0);
  if (isSought) found.add('text');
  for (const [pointer, comparator] of Object.entries(prompt.comparators)) {
    const isCompared = isWhole && (isOfCalls(pointer) ? toolCalls.length > 0 : text.trim() !== '');
    if (isCompared) for (const basis of basesOf(comparator)) found.add(basis);
  }
  if (isWhole && hasExactArguments(prompt, golden)) found.add('exact');
  const whole = formOf(prompt.comparators[''] ?? 'structure');
  const isCompared = isWhole && text.trim() !== '' && prompt.output !== null;
  if (isCompared && whole !== 'exact' && whole !== 'ignore') found.add('structure');
  return found.size === 0 ? ['presence'] : BASES.filter((basis) => found.has(basis));
}

function basesOf(comparator: Comparator): readonly Basis[] {
  const form = formOf(comparator);
  switch (form) {
    case 'exact':
      return ['exact'];
    case 'structure':
    case 'type':
    case 'ignore':
      return [];
    case 'set':
    case 'ordered':
      return ['values'];
    case 'contains':
    case 'length':
      return ['text'];
    default: {
      const { oneOf, number, set } = form;
      const ofValues = [oneOf, form.enum, number, set];
      const ofTexts = [
        form.contains,
        form.notContains,
        form.ordered,
        form.verbatimIn,
        form.regex,
        form.length,
      ];
      return [
        ...(ofValues.some((rule) => rule !== undefined) ? (['values'] as const) : []),
        ...(ofTexts.some((rule) => rule !== undefined) ? (['text'] as const) : []),
      ];
    }
  }
}

/** Arguments are compared exactly, unless a comparator takes all of them out. */
function hasExactArguments({ comparators }: GoldenPrompt, { answer }: Golden): boolean {
  const whole = comparatorOfArguments(comparators) ?? 'exact';
  return (
    formOf(whole) === 'exact' && answer.toolCalls.some((call) => JSON.stringify(call.arguments) !== '{}')
  );
}
