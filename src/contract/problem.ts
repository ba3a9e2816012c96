/** One thing wrong with what a person gave us: where, why, and how to mend it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly file: string | null;
  /** 1-based. */
  readonly line: number | null;
  readonly column: number | null;
  /** JSON pointer within the file, or null. */
  readonly pointer: string | null;
  readonly message: string;
  readonly mend: string | null;
  /** Source lines around the place, ready to print, or null. */
  readonly frame: string | null;
}

/** Bad input: all problems at once. The outermost layer prints them and exits 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map((problem) => problem.message).join('\n'), options);
    this.problems = problems;
  }
}

/** The same, of which nothing ends. */
export function asWarning(found: Problem): Problem {
  return { ...found, severity: 'warning' };
}

/** A problem without a place in a file. */
export function problem(message: string, mend: string | null = null): Problem {
  return {
    severity: 'error',
    file: null,
    line: null,
    column: null,
    pointer: null,
    message,
    mend,
    frame: null,
  };
}
