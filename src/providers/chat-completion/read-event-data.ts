import type { FindingCode } from '../../contract/findings.ts';
import { parseOrUndefined } from '../../json/read.ts';

const DONE = '[DONE]';

/** What stands in the data of an event: `[DONE]`, values, or nothing. `oddity` is what standard parsers choke on. */
export interface EventData {
  readonly done: boolean;
  readonly values: readonly unknown[];
  readonly oddity: Oddity | null;
}

interface Oddity {
  readonly code: FindingCode;
  readonly message: string;
}

const NOTHING: EventData = { done: false, values: [], oddity: null };
const END: EventData = { done: true, values: [], oddity: null };
const KEEP_ALIVE = /^\s*\[?(?:ping|keep-?alive|heartbeat)\]?\s*$/i;
const PREFIX = /^\s*data:\s*/;

/** Null for data that is none of this. What is right is read first and fast. */
export function readEventData(data: string): EventData | null {
  if (data === DONE) return END;
  if (data === '') return NOTHING;
  const value = parseOrUndefined(data);
  if (value === DONE)
    return { ...END, oddity: { code: 'stream/quoted-done', message: '[DONE] came as a string' } };
  return value === undefined ? readOdd(data) : { done: false, values: [value], oddity: null };
}

function readOdd(data: string): EventData | null {
  const word = data.trim();
  if (word.toUpperCase() === DONE) {
    const how = word === DONE ? 'with blanks around it' : `as ${word}`;
    return { ...END, oddity: { code: 'stream/padded-done', message: `[DONE] came ${how}` } };
  }
  if (KEEP_ALIVE.test(data)) {
    return { ...NOTHING, oddity: { code: 'stream/keep-alive-data', message: 'a keep-alive came as data' } };
  }
  if (PREFIX.test(data)) {
    const inner = readEventData(data.replace(PREFIX, ''));
    if (inner === null) return null;
    return {
      ...inner,
      oddity: { code: 'stream/doubled-prefix', message: 'data: stands twice before an event' },
    };
  }
  return data.includes('\n') ? readSeveral(data) : null;
}

/** Several whole events of which the blank lines between them are missing. */
function readSeveral(data: string): EventData | null {
  const lines = data.split('\n').filter((line) => line.trim() !== '');
  const values = lines.filter((line) => line !== DONE).map(parseOrUndefined);
  if (values.some((value) => typeof value !== 'object')) return null;
  const oddity: Oddity = { code: 'stream/no-blank-line', message: 'no blank line stands between events' };
  return { done: lines.includes(DONE), values, oddity };
}
