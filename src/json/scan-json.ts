import { parseJson } from './parse-json.ts';
import { joinPointer } from './pointer.ts';

/** What a JSON text says and its parsed value does not. */
export interface JsonScan {
  /** Each number as it is spelt, by its pointer. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Keys that an object has twice; parsers differ in which of the values they take. At most some. */
  readonly duplicates: readonly string[];
}

const MOST_DUPLICATES = 20;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** An object or a list that is open. `keys` is null for a list; `place` is of what comes next in it. */
interface Open {
  readonly pointer: string;
  readonly keys: Set<string> | null;
  index: number;
  place: string;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at + 1;
}

function keyOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  const key = parseJson(quoted);
  return typeof key === 'string' ? key : quoted;
}

/** Reads a text once more that is known to be JSON. */
export function scanJson(text: string): JsonScan {
  const numbers = new Map<string, string>();
  const duplicates: string[] = [];
  const stack: Open[] = [];
  let open: Open | undefined;
  let awaitsKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '{' || char === '[') {
      const pointer = open?.place ?? '';
      const keys = char === '{' ? new Set<string>() : null;
      open = { pointer, keys, index: 0, place: `${pointer}/0` };
      stack.push(open);
      awaitsKey = keys !== null;
    } else if (char === '}' || char === ']') {
      stack.pop();
      open = stack.at(-1);
    } else if (char === ',' && open !== undefined) {
      open.index += 1;
      open.place = `${open.pointer}/${open.index}`;
      awaitsKey = open.keys !== null;
    } else if (char === '"') {
      const end = endOfString(text, at);
      if (awaitsKey && open?.keys != null) {
        const key = keyOf(text.slice(at, end));
        open.place = joinPointer(open.pointer, key);
        if (open.keys.has(key) && duplicates.length < MOST_DUPLICATES) duplicates.push(open.place);
        open.keys.add(key);
        awaitsKey = false;
      }
      at = end - 1;
    } else if (char === '-' || (char !== undefined && char >= '0' && char <= '9')) {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text)?.[0] ?? char;
      numbers.set(open?.place ?? '', number);
      at += number.length - 1;
    }
  }
  return { numbers, duplicates };
}
