import { hash } from 'node:crypto';
import { parseOrUndefined } from '../json/read.ts';

/** Where a value stands among the bytes of a body. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the first level of a chat request says, its messages unread. */
export interface RequestScan {
  /** Every key of the object, with the place of its value. */
  readonly spans: ReadonlyMap<string, Span>;
  /** Null where it is not there or no text. */
  readonly model: string | null;
  readonly user: string | null;
  readonly isStream: boolean;
  /** Whether more than one choice is asked for. */
  readonly asksForMany: boolean;
  /** Whether a stream is to say what it used. */
  readonly wantsUsage: boolean;
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Nobody names a model or a user at greater length. */
const LONGEST_NAME = 1024;
const MOST_KEYS = 200;
const ONE_CHOICE: ReadonlySet<string> = new Set(['null', '1']);
const USAGE_WANTED = /"include_usage"\s*:\s*true/;

/** Work in steps, between which others are served. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Of the most hostile body so many bytes take 1 ms. */
const STEP_BYTES = 256 * 1024;

/** How far a step goes. */
interface Pace {
  until: number;
  readonly stepBytes: number;
}

/**
 * Goes over the bytes of a JSON object once, and reads nothing below its first level: parsing 1 MB would hold every stream
 * that is served for 25 ms. Null for what is no object, or has a key twice, whatever its case, or a `stream` that is neither true nor false, of
 * all of which parsers would take one or the other.
 * What stands deeper is not checked; whoever parses it says what is wrong there.
 */
export function* scanRequest(body: Uint8Array, stepBytes: number = STEP_BYTES): Steps<RequestScan | null> {
  const bytes = bufferOf(body);
  const spans = yield* scanObject(bytes, stepBytes);
  if (spans === null || hasAlikeKeys(spans)) return null;
  const stream = wordAt(bytes, spans.get('stream'));
  if (stream !== 'true' && stream !== 'false' && stream !== 'null') return null;
  return {
    spans,
    model: textAt(bytes, spans.get('model')),
    user: userAt(bytes, spans.get('user')),
    isStream: stream === 'true',
    asksForMany: !ONE_CHOICE.has(wordAt(bytes, spans.get('n'))),
    wantsUsage: USAGE_WANTED.test(shortTextAt(bytes, spans.get('stream_options'))),
  };
}

/** Names of such letters alone, as nearly all are, differ by more than case where they differ. */
const SMALL = /^[a-z\d_]*$/;

const NAMES = ['model', 'user', 'stream', 'n', 'stream_options'];

/**
 * Whether two keys, or one and a name that is read here, are alike but for case: Go, in which servers and gateways are
 * written, takes either for the other. https://pkg.go.dev/encoding/json#Unmarshal
 */
function hasAlikeKeys(spans: ReadonlyMap<string, Span>): boolean {
  if ([...spans.keys()].every((key) => SMALL.test(key))) return false;
  const keys = new Set([...spans.keys(), ...NAMES]);
  return new Set([...keys].map((key) => key.toUpperCase())).size < keys.size;
}

/** Whether bytes are a JSON object from its begin to its end, as far as its first level tells. */
export function* isWholeObject(body: Uint8Array): Steps<boolean> {
  return (yield* scanObject(bufferOf(body), STEP_BYTES)) !== null;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function* scanObject(bytes: Buffer, stepBytes: number): Steps<Map<string, Span> | null> {
  const spans = new Map<string, Span>();
  const pace = { until: stepBytes, stepBytes };
  // To read a large one to its end was a long turn already.
  if (bytes.length > stepBytes) yield;
  let at = yield* skipSpace(bytes, 0, pace);
  if (bytes[at] !== OPEN_MAP) return null;
  at = yield* skipSpace(bytes, at + 1, pace);
  if (bytes[at] === CLOSE_MAP) return (yield* skipSpace(bytes, at + 1, pace)) === bytes.length ? spans : null;
  for (;;) {
    const keyPlace = placeOf(bytes, at);
    if (bytes[at] === QUOTE && !isOver(bytes, keyPlace, pace)) yield* goOn(bytes, keyPlace, pace);
    const keyEnd = endOf(keyPlace);
    const key = textAt(bytes, { from: at, to: keyEnd });
    const colon = isSpace(bytes[keyEnd]) ? yield* skipSpace(bytes, keyEnd, pace) : keyEnd;
    if (key === null || bytes[colon] !== COLON || spans.has(key) || spans.size === MOST_KEYS) return null;
    const from = isSpace(bytes[colon + 1]) ? yield* skipSpace(bytes, colon + 1, pace) : colon + 1;
    const place = placeOf(bytes, from);
    if (!isOver(bytes, place, pace)) yield* goOn(bytes, place, pace);
    const to = endOf(place);
    if (to <= from) return null;
    spans.set(key, { from, to });
    at = isSpace(bytes[to]) ? yield* skipSpace(bytes, to, pace) : to;
    if (bytes[at] === CLOSE_MAP)
      return (yield* skipSpace(bytes, at + 1, pace)) === bytes.length ? spans : null;
    if (bytes[at] !== COMMA) return null;
    at = yield* skipSpace(bytes, at + 1, pace);
  }
}

/** Where within a value. */
interface Place {
  readonly from: number;
  readonly isWord: boolean;
  at: number;
  depth: number;
  isInText: boolean;
}

function placeOf(bytes: Buffer, from: number): Place {
  const first = bytes[from];
  const isWord = first !== OPEN_LIST && first !== OPEN_MAP && first !== QUOTE;
  return { from, isWord, at: from, depth: 0, isInText: false };
}

/** The offset behind the value; that of its begin where it has no end. */
function endOf({ from, at, depth }: Place): number {
  return depth === 0 ? at : from;
}

/** Most values end in the step in which they begin: a generator for each would cost more than to look at it. */
function isOver(bytes: Buffer, place: Place, { until }: Pace): boolean {
  if (place.at >= until) return false;
  return place.isWord ? isOverWord(bytes, place, until) : isOverValue(bytes, place, until);
}

function* goOn(bytes: Buffer, place: Place, pace: Pace): Steps<undefined> {
  do {
    yield;
    pace.until = place.at + pace.stepBytes;
  } while (!isOver(bytes, place, pace));
  return undefined;
}

/** Whether the place is behind the value, its depth 0, or behind all bytes; else it is where to go on. */
function isOverValue(bytes: Buffer, place: Place, until: number): boolean {
  let { at, depth, isInText } = place;
  const stop = Math.min(until, bytes.length);
  while (at < stop) {
    if (isInText) {
      const end = endOfText(bytes, at, until);
      if (end === 0) depth = 1;
      isInText = end < 0;
      at = end === 0 ? bytes.length : Math.abs(end);
    } else {
      // Most bytes of a hostile body are looked at here, and nothing else is done with one.
      let step = 0;
      do {
        step = DEPTHS[bytes[at] ?? 0] ?? 0;
        at += 1;
        if (step === TEXT) break;
        depth += step;
      } while (depth !== 0 && at < stop);
      isInText = step === TEXT;
    }
    // Of a text it is 0 all along.
    if (depth === 0 && !isInText) break;
  }
  if (isInText && at >= bytes.length) depth = 1;
  place.at = at;
  place.depth = depth;
  place.isInText = isInText;
  return at >= bytes.length || (depth === 0 && !isInText);
}

/** What a byte does to the depth; that a text begins is none of it. */
const TEXT = 2;
const DEPTHS = new Int8Array(256);
DEPTHS[QUOTE] = TEXT;
DEPTHS[OPEN_LIST] = 1;
DEPTHS[OPEN_MAP] = 1;
DEPTHS[CLOSE_LIST] = -1;
DEPTHS[CLOSE_MAP] = -1;

/**
 * The offset behind a closing quote, from one within the text that is not escaped; 0 where there is none, and where none
 * came before `until` the negative offset from which to go on.
 */
function endOfText(bytes: Buffer, inside: number, until: number): number {
  const stop = Math.min(until, bytes.length);
  let at = inside;
  while (at < stop) {
    const border = Math.min(at + SOON, stop);
    let holdsQuotes = false;
    while (at < border) {
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) holdsQuotes ||= bytes[at + 1] === QUOTE;
      at += byte === BACKSLASH ? 2 : 1;
    }
    if (holdsQuotes || at >= stop) continue;
    const found = (until < bytes.length ? bytes.subarray(0, until) : bytes).indexOf(QUOTE, at);
    const end = found === -1 ? stop : found;
    let escapes = 0;
    while (end - escapes > at && bytes[end - 1 - escapes] === BACKSLASH) escapes += 1;
    const isEscaped = escapes % 2 === 1;
    if (found !== -1 && !isEscaped) return end + 1;
    at = isEscaped ? end + 1 : end;
  }
  return at >= bytes.length ? 0 : -at;
}

/**
 * So many bytes are looked at one by one. Then a long text is searched by machine code, which costs too much to begin for a
 * short one, and for one whose escaped quotes stand close together.
 */
const SOON = 64;

/** Of a number, `true`, `false` or `null`. */
function isOverWord(bytes: Buffer, place: Place, until: number): boolean {
  const stop = Math.min(until, bytes.length);
  while (place.at < stop) {
    const byte = bytes[place.at];
    if (isSpace(byte) || byte === COMMA || byte === CLOSE_MAP) return true;
    place.at += 1;
  }
  return place.at >= bytes.length;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function* skipSpace(bytes: Buffer, from: number, pace: Pace): Steps<number> {
  let at = from;
  while (isSpace(bytes[at])) {
    at += 1;
    if (at >= pace.until) yield* rest(pace);
  }
  return at;
}

function* rest(pace: Pace): Steps<undefined> {
  yield;
  pace.until += pace.stepBytes;
  return undefined;
}

/** A value that is short, as it stands; `null` for none. */
function wordAt(bytes: Buffer, span: Span | undefined): string {
  return span === undefined ? 'null' : shortTextAt(bytes, span);
}

function shortTextAt(bytes: Buffer, span: Span | undefined): string {
  return span === undefined || span.to - span.from > LONGEST_NAME
    ? ''
    : bytes.toString('utf8', span.from, span.to);
}

/** One that is longer than any name is known by its digest: it is to be the same client each time, and is no text for a log. */
function userAt(bytes: Buffer, span: Span | undefined): string | null {
  const isLong = span !== undefined && bytes[span.from] === QUOTE && span.to - span.from > LONGEST_NAME;
  return isLong ? `sha256:${hash('sha256', bytes.subarray(span.from, span.to))}` : textAt(bytes, span);
}

/** Spelt as it reads. */
const PLAIN = /^"[ !#-[\]-~]*"$/;

function textAt(bytes: Buffer, span: Span | undefined): string | null {
  if (span === undefined || bytes[span.from] !== QUOTE) return null;
  const spelt = shortTextAt(bytes, span);
  if (PLAIN.test(spelt)) return spelt.slice(1, -1);
  const value = parseOrUndefined(spelt);
  return typeof value === 'string' ? value : null;
}
