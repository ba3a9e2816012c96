import type { CanonicalError } from '../contract/errors/error.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import type { Case } from './case.ts';
import { finding, skip, type CheckResult } from './finding.ts';

const NOTHING_SAID = skip('the host says nothing of an end of the model');

/**
 * Whether the host has stopped serving the model, or says that it will. An id that the host does not know says neither:
 * it may be misspelt. What stands beside an answer is cited with all that its decoder saw.
 */
export function modelRetirement({ error }: Case): CheckResult {
  const found = error === null ? [] : ofError(error);
  return found.length === 0 ? NOTHING_SAID : found;
}

function ofError({ retirement, message }: CanonicalError): readonly Finding[] {
  if (retirement === null) return [];
  const { state, on } = retirement;
  if (state === 'retiring') return [finding('model/retiring', '', `retiring${dayOf(' on', on)}`, null, on)];
  return [finding('model/retired', '', `retired${dayOf(' since', on)}: ${message}`, null, on)];
}

function dayOf(word: string, on: string | null): string {
  return on === null ? '' : `${word} ${on}`;
}
