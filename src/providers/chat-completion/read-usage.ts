import type { Usage } from '../../contract/response.ts';
import { countAt, recordAt, type UnknownRecord } from '../../json/read.ts';

/** The usage record of a body or chunk and its choice, in the places where servers put it; null when there is none with a count. */
export function readUsage(value: unknown, choice: unknown): Usage | null {
  const record = findUsage(value, choice);
  if (record === null) return null;
  const usage = {
    inputTokens: countAt(record, 'prompt_tokens') ?? countAt(record, 'input_tokens'),
    outputTokens: countAt(record, 'completion_tokens') ?? countAt(record, 'output_tokens'),
  };
  return usage.inputTokens === null && usage.outputTokens === null ? null : usage;
}

/** Groq has it in x_groq, Moonshot in the choice. */
function findUsage(value: unknown, choice: unknown): UnknownRecord | null {
  return (
    recordAt(value, 'usage') ?? recordAt(recordAt(value, 'x_groq'), 'usage') ?? recordAt(choice, 'usage')
  );
}

/** Whether a usage record was found, but not where the contract has it. */
export function isElsewhere(usage: Usage | null, value: unknown): boolean {
  return usage !== null && recordAt(value, 'usage') === null;
}
