import { InputError, problem } from '../../contract/problem.ts';

const REFUSALS: Readonly<Record<string, string>> = { EADDRINUSE: 'is taken', EACCES: 'may not be used' };
const NO_HOSTS: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

/** A port that cannot be listened on, as a person can mend it; null for any other error. */
export function refusedPort(error: unknown, port: number): InputError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NO_HOSTS.has(code)) {
    const mend = 'give an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them';
    return new InputError([problem('the host to listen on is none of this machine', mend)]);
  }
  const reason = REFUSALS[code];
  if (reason === undefined) return null;
  return new InputError([
    problem(`port ${port} ${reason}`, 'choose another with --port, or 0 for a free one'),
  ]);
}
