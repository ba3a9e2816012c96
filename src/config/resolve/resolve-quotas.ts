import type { QuotaPool } from '../../contract/wires/target.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
import type { TargetRow } from '../rows/target-row.ts';

const RATES = ['requestsPerMinute', 'tokensPerMinute'] as const;
type Rate = (typeof RATES)[number];

interface Member {
  readonly row: TargetRow;
  readonly index: number;
}

/** The members that state a limit. */
function statedBy(rate: Rate, members: readonly Member[]): readonly Member[] {
  return members.filter(({ row }) => row.quota?.[rate] !== undefined);
}

function membersByPool(draft: Draft): ReadonlyMap<string, readonly Member[]> {
  const members = draft.targets.flatMap((row, index) => (row === null ? [] : [{ row, index }]));
  return Map.groupBy(members, ({ row }) => row.quota?.pool ?? row.id);
}

/** The limit of a pool is the same wherever it is stated. */
export function checkQuotas(draft: Draft): readonly ProblemAt[] {
  return [...membersByPool(draft)].flatMap(([pool, members]) =>
    RATES.flatMap((rate) => {
      const [first, ...others] = statedBy(rate, members);
      return others
        .filter(({ row }) => row.quota?.[rate] !== first?.row.quota?.[rate])
        .map(({ index }) => {
          const message = `the quota pool "${pool}" has another ${rate} at target "${first?.row.id ?? ''}"`;
          const mend = 'state a limit of a pool once';
          return problemAt(['targets', index, 'quota', rate], message, { mend });
        });
    }),
  );
}

/** The pool of each target, by the pool's id. A target that names none has one of its own. */
export function quotasOf(draft: Draft): ReadonlyMap<string, QuotaPool> {
  const limit = (rate: Rate, members: readonly Member[]): number | null => {
    const [first] = statedBy(rate, members);
    return (first === undefined ? draft.defaults.quota?.[rate] : first.row.quota?.[rate]) ?? null;
  };
  return new Map(
    [...membersByPool(draft)].map(([id, members]) => [
      id,
      {
        id,
        requestsPerMinute: limit('requestsPerMinute', members),
        tokensPerMinute: limit('tokensPerMinute', members),
      },
    ]),
  );
}
