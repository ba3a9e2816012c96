import type { Usage } from '../../contract/exchanges/response.ts';
import { countAt, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';

/** The usage record of a body or chunk and its choice, in the places where servers put it; null when there is none with a count. */
export function readUsage(value: unknown, choice: unknown): Usage | null {
  const record = findUsage(value, choice);
  if (record === null) return null;
  const usage = {
    inputTokens: countIn(record, 'prompt_tokens') ?? countIn(record, 'input_tokens'),
    outputTokens: countIn(record, 'completion_tokens') ?? countIn(record, 'output_tokens'),
    cachedTokens: cachedIn(record),
    reasoningTokens: reasoningIn(record),
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

/** What is wrong with a total of tokens, in words, or null. Some servers count reasoning in the total alone. */
export function oddTotal(value: unknown, choice: unknown): string | null {
  const record = findUsage(value, choice);
  const usage = readUsage(value, choice);
  const total = countAt(record, 'total_tokens');
  if (record === null || usage === null || total === null) return null;
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  const sum = inputTokens + outputTokens;
  if (total === sum || total === sum + (usage.reasoningTokens ?? 0)) return null;
  return `${inputTokens} and ${outputTokens} tokens are ${total} together`;
}

/** Whether the counts that were found came as text. */
export function isText(value: unknown, choice: unknown): boolean {
  const record = findUsage(value, choice);
  return record !== null && COUNTS.some((key) => textAt(record, key) !== null);
}

/** OpenAI's place, and DeepSeek's: https://api-docs.deepseek.com/guides/kv_cache */
function cachedIn(record: UnknownRecord): number | null {
  const details = recordAt(record, 'prompt_tokens_details') ?? recordAt(record, 'input_tokens_details');
  return countAt(details, 'cached_tokens') ?? countAt(record, 'prompt_cache_hit_tokens');
}

/** OpenAI's place, and SGLang's, which has it beside the others. */
function reasoningIn(record: UnknownRecord): number | null {
  const details = recordAt(record, 'completion_tokens_details') ?? recordAt(record, 'output_tokens_details');
  return countAt(details, 'reasoning_tokens') ?? countAt(record, 'reasoning_tokens');
}

const COUNTS = ['prompt_tokens', 'completion_tokens', 'input_tokens', 'output_tokens'] as const;

function countIn(record: UnknownRecord, key: (typeof COUNTS)[number]): number | null {
  return countAt(record, key) ?? textAt(record, key);
}

/** A count that came as text: digits alone. */
function textAt(record: UnknownRecord, key: (typeof COUNTS)[number]): number | null {
  const text = stringAt(record, key);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
