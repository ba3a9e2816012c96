/** The first place at which a text stops being JSON: a 0-based offset, the text's length when it ended too early. */
export interface JsonError {
  readonly message: string;
  readonly at: number;
}

type Expected = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close' | 'end';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const UNFINISHED_NUMBER = /-?(?:(?:0|[1-9]\d*)(?:\.|(?:\.\d+)?[eE][+-]?))?$/y;
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const UNFINISHED_ESCAPE = /\\(?:u[0-9a-fA-F]{0,3})?$/y;
const LITERALS = ['true', 'false', 'null'];

/** The end of what `pattern` matches at `at`, or -1. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The end of a token, or where and that it is broken, as the bitwise complement of that place. */
function scanString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    at = endOf(PLAIN, text, at);
    if (text[at] === '"') return at + 1;
    const escaped = endOf(ESCAPE, text, at);
    if (escaped === -1) return ~(endOf(UNFINISHED_ESCAPE, text, at) === -1 ? at : text.length);
    at = escaped;
  }
}

function scanScalar(text: string, at: number): number {
  if (text[at] === '"') return scanString(text, at);
  for (const literal of LITERALS) {
    if (text.startsWith(literal, at)) return at + literal.length;
    if (at < text.length && text.length - at < literal.length && literal.startsWith(text.slice(at))) {
      return ~text.length;
    }
  }
  if (endOf(UNFINISHED_NUMBER, text, at) !== -1) return ~text.length;
  const end = endOf(NUMBER, text, at);
  return end === -1 ? ~at : end;
}

const WANTED: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value-or-close': 'a value or ]',
  key: 'a property name',
  'key-or-close': 'a property name or }',
  colon: 'a colon',
  'comma-or-close': 'a comma or a closing bracket',
  end: 'the end',
};

function unexpected(text: string, at: number, expected: Expected): JsonError {
  const wanted = `${WANTED[expected]} is expected`;
  return { at, message: at === text.length ? `the text ends where ${wanted}` : wanted };
}

/** A token that begins at `from` and goes wrong at `at`. */
function brokenAt(text: string, at: number, from: number, expected: Expected): JsonError {
  if (at === from) return unexpected(text, at, expected);
  return {
    at,
    message: at === text.length ? 'the text ends inside a value' : 'no string may hold this character',
  };
}

/** Null for a text that is JSON. Our own words, since those of the engine change with its version. */
export function locateError(text: string): JsonError | null {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = endOf(SPACE, text, at);
    const char = text[at];
    if (char === undefined && expected === 'end') return null;
    if (expected.startsWith('value') && (char === '[' || char === '{')) {
      open.push(char);
      expected = char === '[' ? 'value-or-close' : 'key-or-close';
      at += 1;
    } else if (expected.endsWith('-or-close') && closes(char, open.at(-1))) {
      open.pop();
      expected = open.length === 0 ? 'end' : 'comma-or-close';
      at += 1;
    } else if (expected === 'comma-or-close' && char === ',') {
      expected = open.at(-1) === '[' ? 'value' : 'key';
      at += 1;
    } else if (expected === 'colon' && char === ':') {
      expected = 'value';
      at += 1;
    } else if (expected.startsWith('value') || (expected.startsWith('key') && char === '"')) {
      const end = scanScalar(text, at);
      if (end < 0) return brokenAt(text, ~end, at, expected);
      expected = expected.startsWith('key') ? 'colon' : open.length === 0 ? 'end' : 'comma-or-close';
      at = end;
    } else {
      return unexpected(text, at, expected);
    }
  }
}

function closes(char: string | undefined, opened: string | undefined): boolean {
  return (char === ']' && opened === '[') || (char === '}' && opened === '{');
}
