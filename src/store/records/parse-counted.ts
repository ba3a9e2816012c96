import type { JsonValue } from '../../json/json-value.ts';
import { isRecord, parseOrUndefined } from '../../json/read.ts';

/** What stands in a line of exchanges.jsonl from the end of one mark to the beginning of another. */
interface Part {
  readonly from: Buffer;
  readonly to: Buffer;
  /** Whether its end is nearer to that of the line than to its beginning. */
  readonly isLate: boolean;
  /** It stays where this stands in it. */
  readonly unless: Buffer | null;
  /** JSON that stands for it, and where that is in the record. */
  readonly stead: string;
  readonly path: readonly string[];
}

/**
 * The verdicts of checks that found nothing, and how far the answer came; what was sent, and the head that came back; the body that came back; what
 * was made of it. In the order in which they stand.
 */
const PARTS: readonly Part[] = [
  {
    ...between('"verdicts":', ',"score":', ['verdicts']),
    unless: Buffer.from('"findings":'),
    stead: '[],"truncation":null',
  },
  between(',"evidence":{"request":', ',"chunkEnds":', ['exchange', 'evidence', 'request']),
  between(',"body":', '},"outcome":{', ['exchange', 'evidence', 'body']),
  {
    ...between('"response":{"text":', ',"usage":', ['exchange', 'outcome', 'response', 'text']),
    isLate: true,
  },
];

function between(from: string, to: string, path: readonly string[]): Part {
  return { from: Buffer.from(from), to: Buffer.from(to), isLate: false, unless: null, stead: 'null', path };
}

/**
 * A line's content without those parts, parsed; undefined where the line does not stand as we write it, and is to be
 * parsed whole. What lacks each part in its place lacks nothing else: no mark can stand within a string, for quotes are
 * escaped there; and to go on to a mark that is further in or further out leaves a text whose brackets do not fit.
 */
export function parseCounted(content: Buffer): JsonValue | undefined {
  const left: Part[] = [];
  let [text, start] = ['', 0];
  for (const part of PARTS) {
    const { from, to, isLate, unless, stead } = part;
    const mark = content.indexOf(from, start);
    if (mark === -1) continue;
    const begin = mark + from.length;
    const end = isLate ? content.lastIndexOf(to) : content.indexOf(to, begin);
    if (end < begin || (unless !== null && content.subarray(begin, end).includes(unless))) continue;
    text += content.toString('utf8', start, begin) + stead;
    start = end;
    left.push(part);
  }
  const value = parseOrUndefined(text + content.toString('utf8', start));
  return left.every(({ path }) => isNothing(at(value, path))) ? value : undefined;
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isRecord(found) ? found[key] : undefined;
  return found;
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
