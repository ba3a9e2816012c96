import { parseOrUndefined } from '../../json/read.ts';
import { clipText, READ_CHARS } from './clip-text.ts';
import type { Collector } from './evidence.ts';
import { parseLoosely } from './parse-loosely.ts';
import { frameNames, looksLikeEvents, readEvents } from './read-events.ts';
import { readMarkup } from './read-markup.ts';
import { readProse } from './read-prose.ts';
import { readRecord, type ReadInner } from './read-record.ts';
import { SIGN, signsOf } from './text-signs.ts';

/** JSON in a string in JSON in a string: deeper than this nobody wraps. */
const MAX_DEPTH = 14;

const MARKUP = /<(?:!doctype|\?xml|html|head|title|body|center|h1|errorresponse|error>)/i;

/**
 * Collects what a text says, whatever it is: JSON, a Python repr, events, a page, prose around any of them. Bare words
 * count only where `prose` says so: those of an answer are no evidence.
 */
export function readText(text: string, place: string, depth: number, into: Collector, prose = true): void {
  into.left -= 1;
  if (depth > MAX_DEPTH || into.left < 0) return;
  if (text.includes('│')) return readText(withoutFrame(text), place, depth, into, prose);
  const readInner = (inner: string, at: string, level: number): void => readText(inner, at, level + 1, into);
  const first = firstCharCode(text);
  if (first === 0) return;
  if (text.length <= READ_CHARS && endsAsItBegan(text, first)) {
    const parsed = parseOrUndefined(text);
    if (parsed !== undefined) {
      const before = signsIn(into);
      readRecord(parsed, place, depth, into, readInner);
      if (prose && signsIn(into) === before) readUnnamed(parsed, place, into);
      return;
    }
  }
  const clipped = clipText(text, READ_CHARS);
  const signs = signsOf(clipped);
  if ((signs & STRUCTURED) === 0) {
    if (prose) readProse(clipped, place, into, signs);
    return;
  }
  const read = refusedValue(clipped, place, depth, into, readInner);
  const mayHoldEvents = (signs & SEVERAL_LINES) !== 0 || first === SMALL_D || first === SMALL_E;
  if (mayHoldEvents && looksLikeEvents(read)) {
    return readEvents(read, (data, name) => {
      if (name !== null) into.codes.push({ value: name, place });
      readText(data, place, depth + 1, into, prose || name !== null);
    });
  }
  const framed = (signs & SIGN.joined) === 0 ? [] : frameNames(read);
  for (const value of framed) into.codes.push({ value, place });
  const spoken = prose || framed.length > 0;
  // What stands in an answer that was cut is the model's.
  const isAnswer = !spoken && CLOSINGS[first] !== undefined;
  const page = !isAnswer && (signs & SIGN.less) !== 0 ? read.search(MARKUP) : -1;
  if (page >= 0) {
    readPage(read.slice(page), place, into);
    if (page > 0) readAround(read.slice(0, page), place, depth, into, spoken, signs);
    return;
  }
  readAround(read, place, depth, into, spoken, signs);
}

/** What a line may end with. */
const SEVERAL_LINES = SIGN.breaking | SIGN.wide;

/** What `data:`, `event:` and `error:` begin with. */
const SMALL_D = 100;
const SMALL_E = 101;

/** With either of these an object or a list may begin. */
const OPENS = SIGN.brace | SIGN.bracket;

/** Without any of these a text holds neither events nor frames, no page and no object: it is a sentence. */
const STRUCTURED = SIGN.colon | SIGN.less | OPENS;

/** The words that a terminal has put into a frame, as they were before it. */
function withoutFrame(text: string): string {
  return clipText(text, READ_CHARS)
    .replaceAll(/^[ \t]{0,40}[╭╰┌└].{0,400}$/gm, '')
    .replaceAll(/\r?\n?│/g, ' ');
}

/** How a validator says of an answer what it is not: it quotes the whole, and its own objections after that. */
const REFUSED = 'validation failed: Value: ';

/** Reads the envelope that a validator refused. What is left to be read: nothing where that says what happened. */
function refusedValue(
  text: string,
  place: string,
  depth: number,
  into: Collector,
  readInner: ReadInner,
): string {
  const at = text.indexOf(REFUSED);
  if (at < 0) return text;
  const from = at + REFUSED.length;
  const before = signsIn(into);
  readRecord(parseLoosely(text, from).value, place, depth + 1, into, readInner);
  return signsIn(into) === before ? text.slice(0, from) : '';
}

/** More than an error of a few words has: an answer, or a part of one. */
const MOST_FIELDS = 4;

/** The words of a small flat object whose names say nothing: `{"messsage": "Expecting ',' delimiter"}`. */
function readUnnamed(value: unknown, place: string, into: Collector): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const fields = Object.entries(value);
  if (fields.length > MOST_FIELDS) return;
  if (fields.some(([key, field]) => SPOKEN.test(key) || (typeof field === 'object' && field !== null)))
    return;
  for (const [key, field] of fields) {
    if (typeof field === 'string') readProse(field, `${place}/${key}`, into);
  }
}

/** Where servers put what a model said, and what belongs to it. */
const SPOKEN =
  /^(?:choices|completion|content|delta|done|generated_text|model|output|response|role|text|thinking|token)$/i;

/** Of the first character that is no white space; 0 when there is none. */
function firstCharCode(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 32) return code;
  }
  return 0;
}

/** JSON's opening characters, and what each must end with. */
const CLOSINGS: Readonly<Record<number, number>> = { 123: 125, 91: 93, 34: 34 };

/** False for what was cut or is no JSON value: to parse it in vain costs more than the rest of the reading. */
function endsAsItBegan(text: string, first: number): boolean {
  const closing = CLOSINGS[first];
  if (closing === undefined) return false;
  let at = text.length - 1;
  while (at > 0 && text.charCodeAt(at) <= 32) at -= 1;
  return text.charCodeAt(at) === closing && !text.startsWith("{'");
}

function readPage(page: string, place: string, into: Collector): void {
  const { headings, words, codes, requestId } = readMarkup(page);
  for (const code of codes) into.codes.push({ value: code, place });
  if (requestId !== null) into.requestIds.push(requestId);
  for (const heading of headings) readProse(heading, place, into);
  readProse(words, place, into);
}

/** Where an object or a list of some language may begin; `{\"` is one that lost the string around it. */
const OPENING = /\{\s{0,40}\\?["'}]|\[\s{0,40}(?:\{|\\?["'])|\{\s{0,40}$/g;
const MAX_OBJECTS = 8;
/** Brackets in brackets are each the beginning of the same text: it is read a few times and no more, which is linear. */
const PARSED_ONCE = 3;
const SMALL_CHARS = 20_000;

/** The objects in a text one by one, and the words around them. */
function readAround(
  text: string,
  place: string,
  depth: number,
  into: Collector,
  prose: boolean,
  signs: number,
): void {
  const words: string[] = [];
  let from = 0;
  let found = 0;
  let left = Math.max(PARSED_ONCE * text.length, SMALL_CHARS);
  if ((signs & OPENS) !== 0) {
    for (let next = 0; found < MAX_OBJECTS && left >= 0;) {
      // What is read of an object comes back here, so the pattern is told anew where to go on.
      OPENING.lastIndex = Math.max(next, from);
      const match = OPENING.exec(text);
      if (match === null) break;
      const { index, 0: opening } = match;
      next = index + opening.length;
      const escaped = opening.includes('\\');
      const source = escaped ? unescapeOnce(text.slice(index)) : text;
      const { value, end } = parseLoosely(source, escaped ? 0 : index);
      left -= escaped ? source.length : end - index;
      const before = signsIn(into);
      readRecord(value, place, depth + 1, into, (inner, at, level) => readText(inner, at, level + 1, into));
      if (signsIn(into) === before) continue;
      found += 1;
      words.push(text.slice(from, index));
      from = escaped ? text.length : end;
    }
  }
  if (!prose) return;
  if (from === 0) return readProse(text, place, into, signs);
  const around = `${words.join(' ')} ${text.slice(from)}`;
  readProse(around, place, into, signsOf(around), text);
}

function unescapeOnce(text: string): string {
  return text.replaceAll(/\\(["\\])/g, '$1');
}

function signsIn({ codes, texts, stated, requestIds }: Collector): number {
  return codes.length + texts.length + stated.length + requestIds.length;
}
