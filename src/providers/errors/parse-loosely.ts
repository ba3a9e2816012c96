const COMMA = 44;
const BACKSLASH = 92;

/** By the code of a character: 1 for these. */
function tableOf(chars: string): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (chars.includes(String.fromCharCode(code)) ? 1 : 0));
}

/** What a bare word ends before. */
const ENDS_WORD = tableOf(',:=}])"\'{[(');
const FOLLOWS_STRING = tableOf(',:}])=\\');

/** A record without a prototype, so no key is special. */
type LooseRecord = Record<string, unknown>;

const MAX_DEPTH = 32;

/** How far a quote looks for the character that makes it a closing one: what keeps the time linear. */
const LOOK_AHEAD = 8;

const WORDS: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
  undefined: null,
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * The object or list that begins at `from`, read as far as it goes: JSON, a Python repr (single quotes, None, tuples,
 * b'…'), a JavaScript literal, any of them cut in the middle or with a quote too many. Never throws; linear.
 */
export function parseLoosely(text: string, from: number): { readonly value: unknown; readonly end: number } {
  let at = from;

  const skipBlanks = (): void => {
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 32 && code !== COMMA) return;
    }
  };

  const readValue = (depth: number): unknown => {
    skipBlanks();
    // Elixir's maps begin with a percent sign.
    if (text[at] === '%' && text[at + 1] === '{') at += 1;
    const char = text[at];
    if (char === '{') return depth > MAX_DEPTH ? skipOne() : readObject(depth);
    if (char === '[' || char === '(') return depth > MAX_DEPTH ? skipOne() : readList(depth);
    if (char === '"' || char === "'") return readString(char);
    const quote = text[at + 1];
    if ((char === 'b' || char === 'u' || char === 'r') && (quote === '"' || quote === "'")) {
      at += 1;
      return readString(quote);
    }
    return readWord();
  };

  const skipOne = (): null => {
    at += 1;
    return null;
  };

  const readObject = (depth: number): LooseRecord => {
    // A record of its own: its keys come from outside.
    const record: LooseRecord = { __proto__: null };
    at += 1;
    for (;;) {
      skipBlanks();
      const char = text[at];
      if (char === undefined) return record;
      if (char === '}' || char === ']' || char === ')') {
        at += 1;
        return record;
      }
      const key = readValue(depth + 1);
      skipBlanks();
      if (text[at] === ':' || text[at] === '=') {
        at += text[at + 1] === '>' ? 2 : 1;
        const value = readValue(depth + 1);
        if (typeof key === 'string') record[key] ??= value;
      }
    }
  };

  const readList = (depth: number): unknown[] => {
    const list: unknown[] = [];
    at += 1;
    for (;;) {
      skipBlanks();
      const char = text[at];
      if (char === undefined) return list;
      if (char === ']' || char === ')' || char === '}') {
        at += 1;
        return list;
      }
      if (char === ':' || char === '=') at += 1;
      else list.push(readValue(depth + 1));
    }
  };

  const readString = (quote: string): string => {
    at += 1;
    const closing = quote.charCodeAt(0);
    let read = '';
    let start = at;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) {
        read += text.slice(start, at);
        read += readEscape();
        start = at + 1;
      } else if (code === closing && closes(at + 1)) break;
    }
    read += text.slice(start, at);
    at += 1;
    return read;
  };

  /** Leaves `at` on the last character of the escape. */
  const readEscape = (): string => {
    at += 1;
    const char = text[at] ?? '';
    const digits = char === 'u' ? 4 : char === 'x' ? 2 : 0;
    const hex = text.slice(at + 1, at + 1 + digits);
    if (digits > 0 && hex.length === digits && /^[0-9a-f]+$/i.test(hex)) {
      at += digits;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    return ESCAPES[char] ?? char;
  };

  /** A quote inside a string that nobody escaped is not followed by what follows a string. */
  const closes = (next: number): boolean => {
    let look = next;
    while (look < next + LOOK_AHEAD && text.charCodeAt(look) <= 32) look += 1;
    if (look >= text.length) return true;
    const code = text.charCodeAt(look);
    return code < 128 && FOLLOWS_STRING[code] === 1;
  };

  const readWord = (): unknown => {
    const start = at;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code <= 32 || (code < 128 && ENDS_WORD[code] === 1)) break;
    }
    if (at === start) return skipOne();
    const word = text.slice(start, at);
    if (Object.hasOwn(WORDS, word)) return WORDS[word];
    return /^-?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,4})?$/i.test(word) ? Number(word) : word;
  };

  const value = readValue(0);
  return { value, end: Math.min(at, text.length) };
}
