import { closingQuote } from './closing-quote.ts';
import { parseJson } from './parse-json.ts';
import { joinPointer } from './pointer.ts';

/** What a JSON text says and its parsed value does not. */
export interface JsonScan {
  /** Each number as it is spelt, by its pointer; but for pointers so long that a hostile text could fill the memory. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Keys that an object has twice; parsers differ in which of the values they take. At most some. */
  readonly duplicates: readonly string[];
}

const MOST_DUPLICATES = 20;
const LONGEST_POINTER = 500;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const [QUOTE, COMMA] = [0x22, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];
const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39];

/** An object or a list that is open. */
class Open {
  readonly pointer: string;
  /** Null for a list. */
  readonly keys: Set<string> | null;
  /** Of what is being read in it. */
  key = '';
  index = 0;

  constructor(pointer: string, keys: Set<string> | null) {
    this.pointer = pointer;
    this.keys = keys;
  }

  /** Made where it is asked for alone: most places never are. */
  place(): string {
    return joinPointer(this.pointer, this.keys === null ? this.index : this.key);
  }
}

function keyOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  const key = parseJson(quoted);
  return typeof key === 'string' ? key : quoted;
}

/** Reads a text once more that is known to be JSON; its numbers where they are asked for. */
export function scanJson(text: string, wantsNumbers: boolean): JsonScan {
  const numbers = new Map<string, string>();
  const duplicates: string[] = [];
  const stack: Open[] = [];
  let open: Open | undefined;
  let awaitsKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = closingQuote(text, at);
      if (awaitsKey && open?.keys != null) {
        open.key = keyOf(text.slice(at, end + 1));
        if (open.keys.has(open.key) && duplicates.length < MOST_DUPLICATES) duplicates.push(open.place());
        open.keys.add(open.key);
        awaitsKey = false;
      }
      at = end;
    } else if (code === COMMA && open !== undefined) {
      open.index += 1;
      awaitsKey = open.keys !== null;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      awaitsKey = code === OPEN_MAP;
      open = new Open(open?.place() ?? '', awaitsKey ? new Set() : null);
      stack.push(open);
    } else if (code === CLOSE_MAP || code === CLOSE_LIST) {
      stack.pop();
      open = stack.at(-1);
    } else if (wantsNumbers && (code === MINUS || (code >= ZERO && code <= NINE))) {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text)?.[0] ?? '0';
      const place = open?.place() ?? '';
      if (place.length <= LONGEST_POINTER) numbers.set(place, number);
      at += number.length - 1;
    }
  }
  return { numbers, duplicates };
}
