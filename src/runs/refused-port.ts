import { InputError, problem } from '../contract/problem.ts';

const REFUSALS: Readonly<Record<string, string>> = { EADDRINUSE: 'is taken', EACCES: 'may not be used' };

/** A port that cannot be listened on, as a person can mend it; null for any other error. */
export function refusedPort(error: unknown, port: number): InputError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REFUSALS[code];
  if (reason === undefined) return null;
  return new InputError([
    problem(`port ${port} ${reason}`, 'choose another with --port, or 0 for a free one'),
  ]);
}
