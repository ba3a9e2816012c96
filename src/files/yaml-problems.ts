import { isScalar, visit, type Document, type ErrorCode } from 'yaml';

/** What breaks a text before it has a value. `from` and `to` are offsets into it. */
export interface SyntaxProblem {
  readonly message: string;
  readonly mend: string | null;
  readonly from: number;
  readonly to: number;
}

/** An error of the parser, or a key that it was not asked to look for. */
interface Slip {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
  /** Where the key stands first that this one repeats, else null. */
  readonly first: number | null;
}

/** Errors that leave the lines after them as they are. After any other one the rest may be read wrong. */
const LOCAL: ReadonlySet<ErrorCode> = new Set([
  'DUPLICATE_KEY',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'BAD_ALIAS',
  'TAG_RESOLVE_FAILED',
  'BAD_DIRECTIVE',
]);

const QUOTE_IT = 'put the whole text in quotes';

const MENDS: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing/, 'close the quote that opens here'],
  [/^Tabs are not/, 'indent with spaces'],
  [/end with a ]$/, 'close the list with ]'],
  [/end with a }$/, 'close the map with }'],
  [/^Nested mappings/, 'put a text that holds a colon in quotes; begin a map on a line of its own'],
  [/^Implicit (?:map )?keys need/, 'write a colon and a space after the key'],
  [/^All mapping items|^Sequence item without/, 'indent this line as its neighbours are'],
  [/^Unexpected scalar at node end/, 'put the whole text in quotes, other ones than it holds'],
  [/^Plain value cannot start/, QUOTE_IT],
  [/^Invalid escape/, String.raw`write \\ for one backslash, or use single quotes`],
  [/^Unresolved alias/, `${QUOTE_IT}, or set the anchor before`],
  [/^Comments must be/, 'write a space before #'],
];

function mendFor(message: string): string | null {
  return MENDS.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

function isLocal({ code, message }: Slip): boolean {
  return LOCAL.has(code) || message === 'Unexpected scalar at node end';
}

/** The errors that are slips of their own: nothing after the first that may have upset the rest, one a line. */
function ownSlips(errors: readonly Slip[], lineOf: (offset: number) => number): readonly Slip[] {
  const sorted = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const upset = sorted.findIndex((error) => !isLocal(error));
  const own = upset === -1 ? sorted : sorted.slice(0, upset + 1);
  return [...new Map(own.toReversed().map((error) => [lineOf(error.pos[0]), error])).values()].toReversed();
}

/** Where the quote opens that is not closed at an offset. */
function openingQuote(document: Document, end: number): number {
  let from = end;
  visit(document, {
    Scalar(_key, { range, type }) {
      if (range?.[1] !== end || type?.startsWith('QUOTE') !== true) return undefined;
      from = range[0];
      return visit.BREAK;
    },
  });
  return from;
}

/** A key that its map has already, with the offsets of both. */
interface RepeatedKey {
  readonly key: unknown;
  readonly at: number;
  readonly first: number;
}

/** Every key that its map has already. The parser compares each key with all before it; 5,000 take it seconds. */
export function repeatedKeys(document: Document): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  visit(document, {
    Map(_key, { items }) {
      const firsts = new Map<unknown, number>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const at = key.range?.[0] ?? 0;
        const first = firsts.get(key.value);
        if (first === undefined) firsts.set(key.value, at);
        else found.push({ key: key.value, at, first });
      }
    },
  });
  return found;
}

function asSlip({ at, first }: RepeatedKey): Slip {
  return { code: 'DUPLICATE_KEY', message: 'Map keys must be unique', pos: [at, at + 1], first };
}

/** The line at an offset, up to that offset and a little more. */
function lineAt(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset + 80);
}

function explain(
  { code, message, pos: [from, to], first }: Slip,
  noun: string,
  text: string,
  document: Document,
  lineOf: (offset: number) => number,
): SyntaxProblem {
  const broken = (reason: string, mend = mendFor(reason)): SyntaxProblem => ({
    message: `broken YAML: ${reason}`,
    mend,
    from,
    to,
  });
  // How deep the parser gets depends on the engine's stack, so its own place for that is never twice the same.
  if (/stack (?:size|overflow)/i.test(message)) return { ...broken('it nests too deep'), from: 0, to: 0 };
  if (code === 'MULTIPLE_DOCS') {
    const reason = `${noun} is one document, and here begins another`;
    return { message: reason, mend: 'keep one of them', from, to };
  }
  if (code === 'BAD_INDENT' && /^ *\t/.test(lineAt(text, from))) {
    return broken('Tabs are not allowed as indentation');
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /^ *-[^ \n-]/.test(lineAt(text, from))) {
    return broken(message, 'write a space after the dash');
  }
  if (code === 'TAG_RESOLVE_FAILED' && !message.startsWith('Plain value')) {
    return broken(
      `nothing here reads the tag ${text.slice(from, to)}`,
      'leave it out: a tag changes no value here',
    );
  }
  if (code === 'DUPLICATE_KEY') {
    const where = first === null ? '' : `; the first is in line ${lineOf(first)}`;
    return broken(message, `keep one of them${where}`);
  }
  const start = message.startsWith('Missing closing') ? openingQuote(document, from) : from;
  return { ...broken(message), from: start, to: start === from ? to : start };
}

/**
 * What is broken in a YAML text that was parsed with `uniqueKeys: false`, one problem a slip; whatever follows from a
 * slip is left out.
 */
export function syntaxProblems(
  document: Document.Parsed,
  noun: string,
  text: string,
  lineOf: (offset: number) => number,
): readonly SyntaxProblem[] {
  // A tag or a directive that nobody knows is a warning to the parser, which goes on as if it were not there.
  const errors = [...document.errors, ...document.warnings].map(({ code, message, pos }): Slip => ({
    code,
    message,
    pos,
    first: null,
  }));
  return ownSlips([...errors, ...repeatedKeys(document).map(asSlip)], lineOf).map((error) =>
    explain(error, noun, text, document, lineOf),
  );
}

/** The alias that keeps a document from having a value: one without its anchor, one within it, else the first. */
export function aliasProblem(document: Document, reason: string): SyntaxProblem {
  let [from, to] = [0, 0];
  visit(document, {
    Alias(_key, node, path) {
      const anchored = node.resolve(document);
      const isBad = anchored === undefined || path.some((above) => above === anchored);
      if (to === 0 || isBad) [from, to] = [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
      return isBad ? visit.BREAK : undefined;
    },
  });
  const isCircle = reason.startsWith('Converting circular');
  const message = isCircle ? 'an alias stands within itself' : reason;
  return { message: `broken YAML: ${message}`, mend: mendFor(message), from, to };
}
