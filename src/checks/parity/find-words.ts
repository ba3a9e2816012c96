import type { Alternatives } from '../../contract/comparator.ts';
import type { ResponseToolCall } from '../../contract/response.ts';
import type { OutputJson } from '../output-json.ts';
import { alternativesOf } from './compare-words.ts';
import { standsIn } from './stands-in.ts';

/** Words as they are looked for: any of them will do. */
export type SoughtWords = readonly { readonly words: string; readonly joined: string }[];

/** Case, spacing and the marks between the digits of a number are the writer's affair. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[,'’]/g, '').replaceAll(/\s+/g, ' ');
}

function compact(text: string): string {
  return text.replaceAll(' ', '');
}

export function prepareWords(alternatives: Alternatives): SoughtWords {
  return alternativesOf(alternatives).map((text) => {
    const words = plain(text);
    return { words, joined: compact(words) };
  });
}

/** Of an answer, what words are looked for in. */
export interface Spoken {
  readonly text: string;
  readonly toolCalls: readonly Pick<ResponseToolCall, 'rawArguments'>[];
}

/** The answer's words, escapes of JSON undone. */
function wordsOf({ text, toolCalls }: Spoken, json: OutputJson | null): string {
  const value = json?.strict.ok === true ? JSON.stringify(json.strict.value) : '';
  return `${value}\n${text}\n${toolCalls.map((call) => call.rawArguments).join('\n')}`;
}

/** A test whether an answer holds words. */
export function openAnswer(spoken: Spoken, json: OutputJson | null): (sought: SoughtWords) => boolean {
  const words = plain(wordsOf(spoken, json));
  const joined = compact(words);
  return (sought) => sought.some((each) => standsIn(words, each.words) || standsIn(joined, each.joined));
}
