import type { QuotaPool } from '../../contract/target.ts';
import { problemAt, type Report } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
import type { TargetRow } from '../rows/target-row.ts';

const RATES = ['requestsPerMinute', 'tokensPerMinute'] as const;
type Rate = (typeof RATES)[number];

interface Member {
  readonly row: TargetRow;
  readonly index: number;
}

/** The limit of a pool: stated by any of its members, and the same wherever it is stated. */
function rateOf(rate: Rate, members: readonly Member[], draft: Draft, report: Report): number | null {
  const stated = members.filter(({ row }) => row.quota?.[rate] !== undefined);
  const first = stated[0];
  if (first === undefined) return draft.defaults.quota?.[rate] ?? null;
  for (const { row, index } of stated.filter((one) => one.row.quota?.[rate] !== first.row.quota?.[rate])) {
    report(
      problemAt(
        ['targets', index, 'quota', rate],
        `the quota pool "${row.quota?.pool ?? row.id}" has another ${rate} at target "${first.row.id}"`,
        { mend: 'state a limit of a pool once' },
      ),
    );
  }
  return first.row.quota?.[rate] ?? null;
}

/** The pool of each target, by the pool's id. A target that names none has one of its own. */
export function resolveQuotas(draft: Draft, report: Report): ReadonlyMap<string, QuotaPool> {
  const members = draft.targets.flatMap((row, index) => (row === null ? [] : [{ row, index }]));
  const pools = Map.groupBy(members, ({ row }) => row.quota?.pool ?? row.id);
  return new Map(
    [...pools].map(([id, inPool]) => [
      id,
      {
        id,
        requestsPerMinute: rateOf('requestsPerMinute', inPool, draft, report),
        tokensPerMinute: rateOf('tokensPerMinute', inPool, draft, report),
      },
    ]),
  );
}
