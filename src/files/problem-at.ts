import type { Problem } from '../contract/problem.ts';
import type { Path } from './path.ts';
import { suggest } from './suggest.ts';

/** A problem that knows its part of the value, and not yet the line that this stands in. */
export interface ProblemAt {
  readonly severity: Problem['severity'];
  readonly path: Path;
  /** Which of the two is wrong. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly mend: string | null;
}

/** An error at a value, unless `more` says otherwise. */
export function problemAt(
  path: Path,
  message: string,
  more: Partial<Pick<ProblemAt, 'severity' | 'at' | 'mend'>> = {},
): ProblemAt {
  return { severity: 'error', path, at: 'value', message, mend: null, ...more };
}

/** A reference to something that is not there. */
export function unknownName(path: Path, noun: string, word: string, known: readonly string[]): ProblemAt {
  return problemAt(path, `there is no ${noun} "${word}"`, { mend: suggest(word, known) });
}

/** Each reference of a list to something that is not there; none where nobody knows what is. */
export function unknownNames(
  path: Path,
  noun: string,
  words: readonly string[] | null,
  known: readonly string[] | null,
): readonly ProblemAt[] {
  if (known === null) return [];
  return (words ?? []).flatMap((word, at) =>
    known.includes(word) ? [] : [unknownName([...path, at], noun, word, known)],
  );
}
