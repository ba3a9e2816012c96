import { dotted, type Path } from '../../files/path.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
import type { MigrationRow } from '../rows/migration-row.ts';

/** What a migration says of its live traffic contradicts neither itself nor the ledger, and can be done. */
export function checkTraffic(draft: Draft): readonly ProblemAt[] {
  return draft.migrations.flatMap((row, index) => {
    if (row === null) return [];
    const path = ['migrations', index, 'traffic'];
    return [...checkFallback(row, path, draft), ...checkClients(row, path), ...checkBudget(row, path, draft)];
  });
}

function checkFallback(
  { candidate, traffic }: MigrationRow,
  path: Path,
  { known }: Draft,
): readonly ProblemAt[] {
  const { fallback, attempts } = traffic;
  if (fallback === null) return [];
  const at = [...path, 'fallback'];
  if (known.targets !== null && !known.targets.includes(fallback)) {
    return [unknownName(at, 'target', fallback, known.targets)];
  }
  if (fallback === candidate) {
    const message = 'the candidate would serve what the ledger gives to the baseline';
    return [problemAt(at, message, { mend: 'name the baseline, or a third target' })];
  }
  const mend = 'raise it to 2, or leave the fallback out';
  return attempts > 1 ? [] : [problemAt([...path, 'attempts'], 'the fallback is never asked', { mend })];
}

/** A client is pinned, or in one cohort. */
function checkClients({ traffic }: MigrationRow, path: Path): readonly ProblemAt[] {
  const firsts = new Map<string, Path>(Object.keys(traffic.pins).map((key) => [key, [...path, 'pins', key]]));
  return traffic.cohorts.flatMap(({ keys }, index) =>
    keys.flatMap((key, at) => {
      const place = [...path, 'cohorts', index, 'keys', at];
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, place);
        return [];
      }
      const mend = `leave it out here, or at ${dotted(first)}`;
      return [problemAt(place, `the client "${key}" is there twice`, { mend })];
    }),
  );
}

function checkBudget({ traffic }: MigrationRow, path: Path, { prices }: Draft): readonly ProblemAt[] {
  if (traffic.shadow.dollarsPerDay === null || prices.length > 0) return [];
  const mend = 'write prices: of both targets, or limit tokensPerDay';
  return [problemAt([...path, 'shadow', 'dollarsPerDay'], 'no price is written to count money by', { mend })];
}
