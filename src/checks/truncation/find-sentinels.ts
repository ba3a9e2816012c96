import type { Sentinel } from '../../contract/prompt.ts';
import type { CanonicalResponse } from '../../contract/response.ts';
import type { OutputJson } from '../output-json.ts';

/** A fact that an answer must hold, as it is looked for. */
export interface Fact {
  readonly sentinel: Sentinel;
  readonly words: string;
  readonly joined: string;
}

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

export function prepareFacts(sentinels: readonly Sentinel[]): readonly Fact[] {
  return sentinels.map((sentinel) => {
    const words = plain(sentinel.fact);
    return { sentinel, words, joined: compact(words) };
  });
}

/** Of an answer, what facts are looked for in. */
type Spoken = Pick<CanonicalResponse, 'text' | 'toolCalls'>;

/** The answer's words, escapes of JSON undone. */
function wordsOf({ text, toolCalls }: Spoken, json: OutputJson | null): string {
  const value = json?.strict.ok === true ? JSON.stringify(json.strict.value) : '';
  return `${value}\n${text}\n${toolCalls.map((call) => call.rawArguments).join('\n')}`;
}

const NONE: readonly Sentinel[] = [];

/** The facts that an answer lacks. */
export function findMissing(
  facts: readonly Fact[],
  response: Spoken | null,
  json: OutputJson | null,
): readonly Sentinel[] {
  if (facts.length === 0 || response === null) return NONE;
  const words = plain(wordsOf(response, json));
  const joined = compact(words);
  return facts
    .filter((fact) => !holds(words, fact.words) && !holds(joined, fact.joined))
    .map(({ sentinel }) => sentinel);
}
