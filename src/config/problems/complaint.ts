export type Path = readonly (string | number)[];

/** A problem before it has a place in the file: where in the value, what, and how to mend it. */
export interface Complaint {
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  /** Which of the two is wrong. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly mend: string | null;
  /** A word that is not among the known ones: the mend proposes the nearest. */
  readonly unknown: { readonly word: string; readonly known: readonly string[] } | null;
}

export type Complain = (complaint: Complaint) => void;

/** An error at a value, unless `more` says otherwise. */
export function complaint(
  path: Path,
  message: string,
  more: Partial<Omit<Complaint, 'path' | 'message'>> = {},
): Complaint {
  return { severity: 'error', path, at: 'value', message, mend: null, unknown: null, ...more };
}

/** A reference to something that is not there. */
export function unknownName(path: Path, noun: string, word: string, known: readonly string[]): Complaint {
  return complaint(path, `there is no ${noun} "${word}"`, { unknown: { word, known } });
}
