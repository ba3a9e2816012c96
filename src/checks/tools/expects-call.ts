import type { Golden, GoldenPrompt } from '../../contract/prompt.ts';

/** Whether the golden calls a tool; null where none is offered, or no answer is approved to agree with. */
export function expectsCall(prompt: GoldenPrompt, golden: Golden | null): boolean | null {
  if (prompt.tools.length === 0 || golden === null || golden.answer.error !== null) return null;
  return golden.answer.toolCalls.length > 0;
}
