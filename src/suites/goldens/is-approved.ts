import { hash } from 'node:crypto';
import type { Golden, GoldenAnswer } from '../../contract/suites/prompt.ts';

/** An answer with its keys always in one order. */
export function orderAnswer({ text, toolCalls, finish, error }: GoldenAnswer): GoldenAnswer {
  const calls = toolCalls.map((call) => ({ name: call.name, arguments: call.arguments }));
  return { text, toolCalls: calls, finish, error };
}

/** SHA-256 of an answer as its line spells it; what an answer may hold, canonical JSON may not: half a character. */
export function hashAnswer(answer: GoldenAnswer): string {
  return hash('sha256', JSON.stringify(orderAnswer(answer)));
}

/** Why a golden counts for nothing yet, or null when somebody answers for it as it stands. */
export function whyUnapproved({ answer, provenance }: Golden): string | null {
  const { approvedBy, reason, answerHash } = provenance;
  if (approvedBy === null || reason === null) return 'it is written, and nobody has approved it';
  if (answerHash !== undefined && answerHash !== hashAnswer(answer)) {
    return 'its answer was changed after it was approved';
  }
  return null;
}
