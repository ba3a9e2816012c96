import type { CanonicalError } from '../contract/errors/error.ts';
import type { Sentinel } from '../contract/suites/prompt.ts';
import type { CanonicalResponse } from '../contract/exchanges/response.ts';
import type { Target } from '../contract/wires/target.ts';
import { compareAnswer, type Compared } from './parity/compare-answer.ts';
import { openAnswer, type Spoken } from './parity/find-words.ts';
import type { PreparedPrompt } from './prepare-prompt.ts';
import type { Answer } from './read-answer.ts';
import { findMissing } from './truncation/find-sentinels.ts';
import { readWitnesses, type Witnesses } from './truncation/read-witnesses.ts';

/** What a case is made of: an answer, its prompt, and those who were asked. */
export interface CaseParts {
  readonly prepared: PreparedPrompt;
  readonly answer: Answer;
  /** The same case in the other mode, when both were asked. */
  readonly sibling: Answer | null;
  readonly target: Pick<Target, 'capabilities' | 'model'>;
  /** True when another exchange of the run already carried this provider request id. */
  readonly requestIdSeen: boolean;
}

interface CaseFacts extends Omit<CaseParts, 'answer'>, Omit<Answer, 'response'> {
  /** Facts of the prompt that what arrived does not hold. */
  readonly missing: readonly Sentinel[];
  readonly witnesses: Witnesses;
  /** How the response departs from the golden. */
  readonly compared: Compared;
}

export interface AnsweredCase extends CaseFacts {
  readonly response: CanonicalResponse;
  readonly error: null;
}

export interface ErroredCase extends CaseFacts {
  readonly response: null;
  readonly error: CanonicalError;
}

/** What a check judges: one exchange of a case, read, and everything it may be held against. */
export type Case = AnsweredCase | ErroredCase;

const NOTHING_SAID: Spoken = { text: '', toolCalls: [] };

export function buildCase({ prepared, answer, sibling, target, requestIdSeen }: CaseParts): Case {
  const { exchange, arrived, json, output, calls } = answer;
  const holds = openAnswer(arrived ?? NOTHING_SAID, json);
  const missing = arrived === null ? [] : findMissing(prepared.sentinels, holds);
  const witnesses = readWitnesses({ prepared, answer, sibling, model: target.model, missing });
  const judged = { exchange, arrived, json, output, calls };
  const { outcome } = exchange;
  const compared = compareAnswer(prepared, answer.response, json, holds);
  const facts = { prepared, sibling, target, requestIdSeen, ...judged, missing, witnesses, compared };
  return outcome.type === 'response'
    ? { ...facts, response: outcome.response, error: null }
    : { ...facts, response: null, error: outcome.error };
}
