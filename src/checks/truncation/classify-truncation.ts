import type { Truncation } from '../../contract/truncation.ts';
import type { CheckCase } from '../../contract/verdict.ts';
import { classifyWitnesses } from './classify-witnesses.ts';
import { readWitnesses } from './read-witnesses.ts';

/** The one class of an exchange in the ledger of truncation. */
export function classifyTruncation(subject: CheckCase): Truncation {
  return classifyWitnesses(readWitnesses(subject));
}
