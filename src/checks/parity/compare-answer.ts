import { isDeepStrictEqual } from 'node:util';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import type { OutputJson } from '../output-json.ts';
import type { PreparedPrompt } from '../prepare-prompt.ts';
import { findDifferences } from '../tools/compare-arguments.ts';
import { compareStructure } from './compare-structure.ts';
import { wholeText } from './compare-value.ts';
import type { Difference } from './difference.ts';
import type { HoldsWords } from './find-words.ts';
import { findBroken, type SoughtFact } from './judge-facts.ts';

/** How an answer departs from its golden. */
export interface Compared {
  /** Of its text or its JSON. */
  readonly output: readonly Difference[];
  /** Why its JSON is not compared with the golden's; null where it is, or where there is nothing to compare. */
  readonly unread: 'not-json' | 'too-deep' | null;
  /** Of the arguments of its calls. */
  readonly calls: readonly Difference[];
  /** Facts that are not as the prompt has them. */
  readonly facts: readonly SoughtFact[];
}

const ALIKE: Compared = { output: [], unread: null, calls: [], facts: [] };

/**
 * Nothing is compared with a golden that expects an error, and of one that was cut nothing that comes after. `holds` is of
 * the same response.
 */
export function compareAnswer(
  prepared: PreparedPrompt,
  response: CanonicalResponse | null,
  json: OutputJson | null,
  holds: HoldsWords,
): Compared {
  const { golden, facts, approvedCalls } = prepared;
  if (response === null || golden === null || golden.answer.error !== null) return ALIKE;
  const isSame = response.text === golden.answer.text;
  if (isSame && response.toolCalls.length === 0 && golden.answer.toolCalls.length === 0) return ALIKE;
  return {
    ...(isSame ? ALIKE : compareOutput(prepared, response, json)),
    calls: findDifferences(approvedCalls, response.toolCalls),
    facts: findBroken(facts, holds),
  };
}

function compareOutput(
  { golden, compareText, reference, choose }: PreparedPrompt,
  response: CanonicalResponse,
  json: OutputJson | null,
): Pick<Compared, 'output' | 'unread'> {
  if (compareText !== null && golden !== null) {
    const found = compareText(wholeText(response.text), wholeText(golden.answer.text));
    return { output: found.map((difference) => ({ ...difference, pointer: '', by: '' })), unread: null };
  }
  if (reference === null || reference === 'not-json' || json === null) return ALIKE;
  const { tolerant, tooDeep, scan } = json;
  if (!tolerant.ok) return { output: [], unread: 'not-json' };
  if (tooDeep) return { output: [], unread: 'too-deep' };
  const { places, value } = reference;
  if (places === null && isDeepStrictEqual(tolerant.value, value)) return ALIKE;
  return { output: compareStructure(reference, tolerant.value, choose, scan?.numbers), unread: null };
}
