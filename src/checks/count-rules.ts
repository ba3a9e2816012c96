import type { Golden, GoldenPrompt } from '../contract/suites/prompt.ts';
import { prepareFacts } from './parity/judge-facts.ts';
import { listRules } from './parity/list-rules.ts';

/** How many comparators and facts the answers to a prompt are scored by; null where they cannot be. */
export function countRules(
  prompt: GoldenPrompt,
  golden: Golden | null,
): { readonly comparators: number; readonly facts: number } | null {
  const rules = listRules(prompt, golden, prepareFacts(prompt, golden));
  if (rules.length === 0) return null;
  const facts = rules.filter(({ of }) => of === 'fact').length;
  return { comparators: rules.length - facts, facts };
}
