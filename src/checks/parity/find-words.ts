import type { Alternatives } from '../../contract/suites/comparator.ts';
import type { ResponseToolCall } from '../../contract/exchanges/response.ts';
import type { OutputJson } from '../output-json.ts';
import { alternativesOf } from './compare-words.ts';
import { standsIn } from './stands-in.ts';

/** Words as they are looked for: any of them will do. */
export type SoughtWords = readonly Plain[];

/** A text as words are looked for in it: case, spacing and the marks between the digits of a number are the writer's affair. */
interface Plain {
  readonly words: string;
  /** Without blanks. */
  readonly joined: string;
}

function plainOf(text: string): Plain {
  if (Buffer.byteLength(text) === text.length) return plainAscii(text);
  const words = text.normalize('NFKC').toLowerCase().replaceAll(/[,'’]/g, '').replaceAll(/\s+/g, ' ');
  return { words, joined: words.replaceAll(' ', '') };
}

const BLANK = 0x20;
const LEFT_OUT = 0;

/** What becomes of an ASCII character. */
const PLAIN = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\s/.test(character)) return BLANK;
  return ",'".includes(character) ? LEFT_OUT : character.toLowerCase().charCodeAt(0);
});

/** The same, in a fifth of the time: nearly every answer is looked through, and most are ASCII. */
function plainAscii(text: string): Plain {
  const words = Buffer.from(text, 'latin1');
  const joined = Buffer.allocUnsafe(text.length);
  let [size, joinedSize, last] = [0, 0, LEFT_OUT];
  for (const code of words) {
    const character = PLAIN[code] ?? LEFT_OUT;
    if (character === LEFT_OUT && code !== LEFT_OUT) continue;
    if (character !== BLANK) joined[joinedSize++] = character;
    if (character !== BLANK || last !== BLANK) words[size++] = character;
    last = character;
  }
  return { words: words.toString('latin1', 0, size), joined: joined.toString('latin1', 0, joinedSize) };
}

export function prepareWords(alternatives: Alternatives): SoughtWords {
  return alternativesOf(alternatives).map(plainOf);
}

/** Of an answer, what words are looked for in. */
export interface Spoken {
  readonly text: string;
  readonly toolCalls: readonly Pick<ResponseToolCall, 'rawArguments'>[];
}

/** An escape, or a number that may be spelt shorter: read, such a JSON says other words than its text. */
const READS_OTHERWISE = /\\|\d[eE][+-]?\d|\.\d*0(?!\d)/;

/** The answer's words, escapes of JSON undone. */
function wordsOf({ text, toolCalls }: Spoken, json: OutputJson | null): string {
  const value =
    json?.strict.ok === true && READS_OTHERWISE.test(text) ? JSON.stringify(json.strict.value) : '';
  return `${value}\n${text}\n${toolCalls.map((call) => call.rawArguments).join('\n')}`;
}

/** Whether an answer holds words. */
export type HoldsWords = (sought: SoughtWords) => boolean;

/** Looks through an answer when words are looked for in it first. */
export function openAnswer(spoken: Spoken, json: OutputJson | null): HoldsWords {
  let plain: Plain | null = null;
  return (sought) => {
    const { words, joined } = (plain ??= plainOf(wordsOf(spoken, json)));
    return sought.some((each) => standsIn(words, each.words) || standsIn(joined, each.joined));
  };
}
