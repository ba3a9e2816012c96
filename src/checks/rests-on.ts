import type { Golden, GoldenPrompt } from '../contract/prompt.ts';
import { BASES, type Basis } from '../contract/summary.ts';
import { isOwn } from './parity/compare-value.ts';
import { whyNoSchema } from './prepare-prompt.ts';

/** What the answers to a prompt are held against, so what a pass of them rests on. Nothing without a golden. */
export function restsOn(prompt: GoldenPrompt, golden: Golden | null): readonly Basis[] {
  if (golden === null) return [];
  const { error, text, toolCalls, finish } = golden.answer;
  // The kind of the error is the approved one.
  if (error !== null) return ['exact'];
  const found = new Set<Basis>();
  if (whyNoSchema(prompt, golden) === null || toolCalls.length > 0) found.add('schema');
  if (prompt.sentinels.length > 0) found.add('text');
  const used = Object.entries(prompt.comparators);
  const isCompared = finish !== 'length' && text.trim() !== '';
  if (isCompared && used.some(([, comparator]) => comparator === 'exact')) found.add('exact');
  if (isCompared && used.some(([, comparator]) => isOwn(comparator))) found.add('text');
  const whole = prompt.comparators[''];
  if (isCompared && prompt.output !== null && whole !== 'exact' && whole !== 'ignore') found.add('structure');
  return found.size === 0 ? ['presence'] : BASES.filter((basis) => found.has(basis));
}
