import type { Path } from './path.ts';

/** 1-based; `end` is exclusive. */
export interface Span {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** A file that a person wrote, as read: its value, and where in the text each part of it stands. */
export interface Source<Value = unknown> {
  readonly file: string;
  /** What the value is to people, with its article: "the configuration". */
  readonly noun: string;
  /** The whole file. Null when it is a program. */
  readonly lines: readonly string[] | null;
  readonly value: Value;
  /** Reads the file for its places, which a good file never needs. */
  locate(): Locate;
}

/** The place of a part, or of the nearest above it that stands in the file. Null where there are no lines. */
type Locate = (path: Path, at: 'key' | 'value') => Span | null;

/** What a program gave: a value without lines to point at. */
export function openValue(file: string, noun: string, value: unknown): Source {
  return { file, noun, lines: null, value, locate: () => () => null };
}
