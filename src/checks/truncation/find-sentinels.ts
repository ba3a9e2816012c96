import type { GoldenPrompt } from '../../contract/prompt.ts';
import type { CanonicalResponse } from '../../contract/response.ts';
import { outputJson } from '../output-json.ts';

/** Case, spacing and the marks between the digits of a number are the writer's affair. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[,'’]/g, '').replaceAll(/\s+/g, ' ');
}

function compact(text: string): string {
  return text.replaceAll(' ', '');
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /^\d$/.test(character);
}

/** 2,500 does not stand in 12,500. */
function holds(text: string, fact: string): boolean {
  for (let at = text.indexOf(fact); at !== -1; at = text.indexOf(fact, at + 1)) {
    const joined =
      (isDigit(fact[0]) && isDigit(text[at - 1])) ||
      (isDigit(fact.at(-1)) && isDigit(text[at + fact.length]));
    if (!joined) return true;
  }
  return false;
}

/** The answer's words, escapes of JSON undone. */
function wordsOf(response: CanonicalResponse): string {
  const { strict } = outputJson(response);
  const calls = response.toolCalls.map((call) => call.rawArguments).join('\n');
  return `${strict.ok ? JSON.stringify(strict.value) : ''}\n${response.text}\n${calls}`;
}

/** The sentinels of a prompt whose fact an answer lacks. */
export function missingSentinels(
  prompt: GoldenPrompt,
  response: CanonicalResponse,
): GoldenPrompt['sentinels'] {
  if (prompt.sentinels.length === 0) return prompt.sentinels;
  const words = plain(wordsOf(response));
  const joined = compact(words);
  return prompt.sentinels.filter(({ fact }) => {
    const wanted = plain(fact);
    return !holds(words, wanted) && !holds(joined, compact(wanted));
  });
}
