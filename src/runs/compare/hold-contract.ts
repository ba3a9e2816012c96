import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { HeldPair } from '../../parity/contract/count-changes.ts';
import { inferContract, type Contract } from '../../parity/contract/infer-contract.ts';
import {
  observeAnswer,
  partsOf,
  type Observation,
  type PromptParts,
} from '../../parity/contract/observe-answer.ts';
import type { ChosenSide } from '../project/choose-sides.ts';
import type { RecordPair } from './pair-records.ts';

/** What a client reads of the answers to each prompt, by its id. */
export function partsByPrompt(prompts: ReadonlyMap<string, GoldenPrompt>): ReadonlyMap<string, PromptParts> {
  return new Map([...prompts].map(([id, prompt]) => [id, partsOf(prompt)]));
}

interface InferredOf {
  readonly contract: Contract;
  /** Whether any of it did not come from a real provider. */
  readonly synthetic: boolean;
  /** Answers to prompts that want JSON, of which no value could be read. */
  readonly unread: number;
}

/**
 * The contract that a side's answers come to; with `first`, those that it was asked first, so that others can be held
 * against it. Reads the run once.
 */
export async function inferOf(
  { run, target }: ChosenSide,
  parts: ReadonlyMap<string, PromptParts>,
  which: 'first' | 'all',
): Promise<InferredOf> {
  const fold = inferContract();
  let [synthetic, unread] = [false, 0];
  for await (const { record } of run.recordsOf(target, which)) {
    const { case: id, exchange } = record;
    const known = parts.get(id.prompt);
    if (exchange === null || known === undefined) continue;
    const observed = observeAnswer(known, exchange);
    fold.add(id.prompt, observed);
    synthetic ||= exchange.source !== 'live';
    if (known.output !== null && observed.length === 0) unread += 1;
  }
  return { contract: fold.inferred(), synthetic, unread };
}

/**
 * A pair as it is held against the contract of the baseline's first answers: as far as both sides gave a value, or a prompt
 * that the baseline could not answer would break its contract. Null where a side gave none, and where the baseline's
 * second answer is one of the first: it could not differ, and so the noise would be none.
 */
export function heldPair(
  { baseline, candidate, second }: RecordPair,
  parts: PromptParts | undefined,
): HeldPair | null {
  if (parts === undefined || baseline === null || candidate === null) return null;
  if (baseline.exchange === null || candidate.exchange === null || second?.case.repetition === 1) return null;
  const given = new Set(observeAnswer(parts, baseline.exchange).map(({ part }) => part));
  const observed = (exchange: Exchange): readonly Observation[] =>
    observeAnswer(parts, exchange).filter(({ part }) => given.has(part));
  return {
    prompt: baseline.case.prompt,
    baseline: caseText(baseline.case),
    candidate: caseText(candidate.case),
    observed: observed(candidate.exchange),
    second: second === null ? null : observed(second),
  };
}
