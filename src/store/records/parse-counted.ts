import type { JsonValue } from '../../json/json-value.ts';
import { parseOrUndefined } from '../../json/read.ts';

/** What stands in a line of exchanges.jsonl from the end of one mark to the beginning of another. */
interface Part {
  readonly from: Buffer;
  readonly to: Buffer;
  /** Whether its end is nearer to that of the line than to its beginning. */
  readonly isLate: boolean;
  /** It stays where one of these stands in it. */
  readonly unless: readonly Buffer[];
  /** JSON that stands for it. */
  readonly stead: string;
}

/** The verdicts of checks that found and noted nothing, and how far the answer came. In the first lines no score follows them. */
const VERDICTS = {
  ...between(',"verdicts":[', ',"score":'),
  unless: ['"findings":', '"notes":[{', ',"exchange":'].map((mark) => Buffer.from(mark)),
  stead: '],"truncation":null',
};

/** In the order in which they stand; each but the verdicts is looked for behind the one before. */
const PARTS: readonly Part[] = [
  VERDICTS,
  // What was sent, and the head that came back.
  between(',"evidence":{"request":', ',"chunkEnds":['),
  // The body that came back: it is the last of the evidence.
  { ...between(',"body":', '},"outcome":{'), unless: [Buffer.from(',"end":')] },
  // What was made of it.
  { ...between(',"response":{"text":', ',"usage":'), isLate: true },
];

function between(from: string, to: string): Part {
  return { from: Buffer.from(from), to: Buffer.from(to), isLate: false, unless: [], stead: 'null' };
}

/** Where a value begins whose keys are another's: what a check cites, a model's arguments, a request that was changed. */
const FOREIGN = /"(?:expected|observed|arguments|recorded|sent)":[[{]/;

/**
 * A line's content without those parts, parsed; undefined where it is to be parsed whole. What was cut out is what the
 * parts are of, and nothing else:
 * - No mark stands within a string or a name, for quotes are escaped there: each is a key.
 * - Keys that are not ours stand in foreign values, and as names of headers, whose values are texts. No foreign value
 *   begins in what is left, nor in a part but the last: so each mark is a key of ours, and where it is looked for there
 *   is one such key at most. No header has a list or an object, as the marks do behind which one may stand.
 * - The last part alone holds foreign values. Where it ended in one of them, the brackets that are left would not fit.
 */
export function parseCounted(content: Buffer): JsonValue | undefined {
  let [text, start] = ['', 0];
  for (const part of PARTS) {
    const cut = placeOf(part, content, start);
    if (cut !== null) {
      text += content.toString('utf8', start, cut.begin) + part.stead;
      start = cut.end;
    } else if (part !== VERDICTS) break;
  }
  text += content.toString('utf8', start);
  return FOREIGN.test(text) ? undefined : parseOrUndefined(text);
}

/** Null where it does not stand behind `start`, or stays. */
function placeOf(
  { from, to, isLate, unless }: Part,
  content: Buffer,
  start: number,
): { readonly begin: number; readonly end: number } | null {
  const mark = content.indexOf(from, start);
  if (mark === -1) return null;
  const begin = mark + from.length;
  const end = isLate ? content.lastIndexOf(to) : content.indexOf(to, begin);
  if (end < begin) return null;
  const part = content.subarray(begin, end);
  return unless.some((other) => part.includes(other)) ? null : { begin, end };
}
