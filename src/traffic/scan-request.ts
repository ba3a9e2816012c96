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

/**
 * Goes over the bytes of a JSON object once, and reads nothing below its first level: parsing 1 MB would hold every stream
 * that is served for 25 ms. Null for what is no object, or has a key twice, or a `stream` that is neither true nor false, of
 * all of which parsers would take one or the other.
 * What stands deeper is not checked; whoever parses it says what is wrong there.
 */
export function scanRequest(body: Uint8Array): RequestScan | null {
  const bytes = bufferOf(body);
  const spans = scanObject(bytes);
  if (spans === null) return null;
  const stream = wordAt(bytes, spans.get('stream'));
  if (stream !== 'true' && stream !== 'false' && stream !== 'null') return null;
  return {
    spans,
    model: textAt(bytes, spans.get('model')),
    user: textAt(bytes, spans.get('user')),
    isStream: stream === 'true',
    asksForMany: !ONE_CHOICE.has(wordAt(bytes, spans.get('n'))),
    wantsUsage: USAGE_WANTED.test(shortTextAt(bytes, spans.get('stream_options'))),
  };
}

/** Whether bytes are a JSON object from its begin to its end, as far as its first level tells. */
export function isWholeObject(body: Uint8Array): boolean {
  return scanObject(bufferOf(body)) !== null;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function scanObject(bytes: Buffer): Map<string, Span> | null {
  const spans = new Map<string, Span>();
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== OPEN_MAP) return null;
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === CLOSE_MAP) return isOver(bytes, at + 1) ? spans : null;
  for (;;) {
    const keyEnd = bytes[at] === QUOTE ? endOfText(bytes, at) : 0;
    const key = keyEnd === 0 ? null : textAt(bytes, { from: at, to: keyEnd });
    const colon = skipSpace(bytes, keyEnd);
    if (key === null || bytes[colon] !== COLON || spans.has(key) || spans.size === MOST_KEYS) return null;
    const from = skipSpace(bytes, colon + 1);
    const to = endOfValue(bytes, from);
    if (to <= from) return null;
    spans.set(key, { from, to });
    at = skipSpace(bytes, to);
    if (bytes[at] === CLOSE_MAP) return isOver(bytes, at + 1) ? spans : null;
    if (bytes[at] !== COMMA) return null;
    at = skipSpace(bytes, at + 1);
  }
}

/** The offset behind a value; that of its begin where it has no end. */
function endOfValue(bytes: Buffer, from: number): number {
  const first = bytes[from];
  if (first === QUOTE) return endOfText(bytes, from) || from;
  if (first !== OPEN_LIST && first !== OPEN_MAP) return endOfWord(bytes, from);
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const step = DEPTHS[bytes[at] ?? 0] ?? 0;
    if (step === 0) continue;
    if (step === TEXT) {
      const end = endOfText(bytes, at);
      if (end === 0) return from;
      at = end - 1;
      continue;
    }
    depth += step;
    if (depth === 0) return at + 1;
  }
  return from;
}

/** What a byte does to the depth; that a text begins is none of it. */
const TEXT = 2;
const DEPTHS = new Int8Array(256);
DEPTHS[QUOTE] = TEXT;
DEPTHS[OPEN_LIST] = 1;
DEPTHS[OPEN_MAP] = 1;
DEPTHS[CLOSE_LIST] = -1;
DEPTHS[CLOSE_MAP] = -1;

/** The offset behind a closing quote, 0 where there is none. */
function endOfText(bytes: Buffer, from: number): number {
  let plain = 0;
  for (let at = from + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    plain += 1;
    if (byte === BACKSLASH) {
      at += 1;
      plain = 0;
    } else if (byte === QUOTE) return at + 1;
    else if (plain === SOON) {
      // A long text is searched by machine code, which costs too much to begin for a short one.
      at = bytes.indexOf(QUOTE, at + 1);
      if (at === -1) return 0;
      let escapes = 0;
      while (bytes[at - 1 - escapes] === BACKSLASH) escapes += 1;
      if (escapes % 2 === 0) return at + 1;
      plain = 0;
    }
  }
  return 0;
}

const SOON = 64;

/** Of a number, `true`, `false` or `null`. */
function endOfWord(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && !isSpace(bytes[at]) && bytes[at] !== COMMA && bytes[at] !== CLOSE_MAP) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function isOver(bytes: Buffer, from: number): boolean {
  return skipSpace(bytes, from) === bytes.length;
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

function textAt(bytes: Buffer, span: Span | undefined): string | null {
  if (span === undefined || bytes[span.from] !== QUOTE) return null;
  const value = parseOrUndefined(shortTextAt(bytes, span));
  return typeof value === 'string' ? value : null;
}
