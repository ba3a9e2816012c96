import type { LedgerBody, LedgerEntry, Moment } from '../../contract/rollout/ledger.ts';
import { digestLine } from '../records/digest-line.ts';

/** How far a ledger goes: how many entries it has, and the digest of the last; null where it has none. */
export interface LedgerEnd {
  readonly count: number;
  readonly head: string | null;
}

/** The lines that bring more into a ledger, each with the digest of the one before, and where it ends then. */
export function extendLedger(
  { count, head }: LedgerEnd,
  add: readonly LedgerBody[],
  { by, moment }: { readonly by: string; readonly moment: Moment },
): { readonly lines: string; readonly end: LedgerEnd } {
  let previous = head;
  const lines = add.map((body, index) => {
    const entry: LedgerEntry = { seq: count + index + 1, previous, ...moment, by, body };
    const { line, digest } = digestLine(JSON.stringify(entry));
    previous = digest;
    return `${line}\n`;
  });
  return { lines: lines.join(''), end: { count: count + add.length, head: previous } };
}
