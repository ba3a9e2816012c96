import type { Path } from '../problems/complaint.ts';

/** 1-based; `end` is exclusive. */
export interface Span {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** A configuration as read: its value, and where in the text each part of it stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Null when the file is a program. */
  readonly text: string | null;
  place(path: Path, at: 'key' | 'value'): Span | null;
}
