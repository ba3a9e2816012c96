import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { isSameAnswer } from './answer-of.ts';
import { endingOf, type Ending } from './endings.ts';

/** What somebody wants of an approval. */
export interface Wish {
  /** Prompts by id; null is every prompt of the run. */
  readonly prompts: readonly string[] | null;
  /** Goldens that there are may be replaced. */
  readonly all: boolean;
  /** The ending other than its own that the answer should have. */
  readonly expect: Ending | null;
  /** A simulator's answer may replace one that is not. */
  readonly allowSynthetic: boolean;
  /** An answer that the run judged a failure may be the golden: whoever approves it has read it. */
  readonly takesFailed: boolean;
}

/** What becomes of the golden of one prompt. `why` is for what is not approved. */
export type Decision<C> =
  | { readonly what: 'added' | 'updated'; readonly chosen: C }
  | { readonly what: 'matched' | 'kept'; readonly why: string }
  /** It was wanted and cannot be. */
  | { readonly what: 'left'; readonly why: string }
  /** Several answers could be it. */
  | { readonly what: 'unclear'; readonly choices: readonly C[] };

export interface Candidate {
  readonly answer: GoldenAnswer;
  readonly isSynthetic: boolean;
  /** Why it cannot be approved; empty when it can. */
  readonly against: readonly string[];
}

/** What of a prompt is not looked at at all; null where its answer is wanted. */
export function decideUnasked(
  { prompt, golden, draft, isStale }: PlannedPrompt,
  { prompts, all }: Wish,
): (Decision<never> & { readonly why: string }) | null {
  if (all || prompts?.includes(prompt.id) === true) return null;
  if (golden !== null) {
    const what = isStale ? 'its golden is stale' : 'it has a golden';
    return { what: 'kept', why: `${what}; --prompt ${prompt.id} or --all replaces it` };
  }
  if (draft === null) return null;
  const why = `a golden is written for it; --written approves that, --prompt ${prompt.id} replaces it`;
  return { what: 'left', why };
}

/**
 * Why an answer that ends otherwise than by itself, or should, is not approved; null where it may be. An ending that the
 * golden has was asked for before.
 */
export function whyNotEnding(
  { golden }: PlannedPrompt,
  answer: GoldenAnswer,
  { expect }: Wish,
): string | null {
  const ending = endingOf(answer);
  if (expect !== null) return ending === expect ? null : `it did not end with ${expect}`;
  if (ending === null || (golden !== null && endingOf(golden.answer) === ending)) return null;
  return `it ended with ${ending}; if it should: --expect ${ending}`;
}

/**
 * What becomes of a prompt whose answer is wanted. `candidates` differ from each other; `silent` says why exchanges gave
 * no answer.
 */
export function decideApproval<C extends Candidate>(
  { prompt, golden, draft, isStale }: PlannedPrompt,
  candidates: readonly C[],
  silent: readonly string[],
  { allowSynthetic }: Wish,
): Decision<C> {
  const sound = candidates.filter(({ against }) => against.length === 0);
  const [chosen] = sound;
  if (chosen === undefined) {
    const why = new Set([...candidates.flatMap(({ against }) => against), ...silent]);
    return { what: 'left', why: [...why].join('; ') };
  }
  if (sound.length > 1) return { what: 'unclear', choices: sound };
  const wantsJson = prompt.output !== null;
  if (golden !== null && !isStale && isSameAnswer(golden.answer, chosen.answer, wantsJson)) {
    return { what: 'matched', why: 'it is the golden already' };
  }
  const there = golden ?? draft;
  if (there === null) return { what: 'added', chosen };
  if (chosen.isSynthetic && there.provenance.source !== 'simulated' && !allowSynthetic) {
    const why = `a simulator's answer would replace a golden that is ${there.provenance.source}; if it should: --allow-synthetic`;
    return { what: 'left', why };
  }
  return { what: golden === null ? 'added' : 'updated', chosen };
}
