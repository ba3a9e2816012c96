import { InputError, problem } from '../contract/problem.ts';
import type { Ledger } from '../contract/rollout/ledger.ts';
import type { TrafficState } from '../contract/traffic/traffic.ts';

/**
 * Refuses a ledger that does not hold the last line that was seen of it, null for one that is gone. Cut off at its end it is
 * whole by itself, and may say that a candidate serves that was rolled back since. Throws InputError.
 */
export function refuseLost(ledger: Ledger | null, { head }: Pick<TrafficState, 'head'>, file: string): void {
  if (head === null) return;
  const restore = `restore it: git checkout -- ${file}, or its last copy`;
  if (ledger === null) throw new InputError([problem(`${file} is gone`, restore)]);
  const isThere = ledger.head === head || ledger.entries.some(({ previous }) => previous === head);
  if (isThere) return;
  const mend = `restore its last copy: the digest of its last line was ${head}; or, where it was meant, start anew what serves by it`;
  throw new InputError([problem(`${file} lost lines that were there`, mend)]);
}
