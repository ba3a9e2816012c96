import type { Migration, Policy } from '../../contract/migration.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type Report } from '../../files/problem-at.ts';
import type { MigrationRow } from '../rows/migration-row.ts';
import type { Draft } from '../parse-draft.ts';

function checkReferences(row: MigrationRow, path: Path, draft: Draft, report: Report): void {
  const { targets, policies } = draft.known;
  for (const side of ['baseline', 'candidate'] as const) {
    if (targets?.includes(row[side]) === false) {
      report(unknownName([...path, side], 'target', row[side], targets));
    }
  }
  if (row.baseline === row.candidate) {
    report(
      problemAt([...path, 'candidate'], 'baseline and candidate are the same target', {
        mend: 'name another candidate',
      }),
    );
  }
  if (policies?.includes(row.policy) === false) {
    report(unknownName([...path, 'policy'], 'policy', row.policy, policies));
  }
  const known = draft.suites;
  if (known === null) return;
  row.suites?.forEach((suite, index) => {
    if (!known.includes(suite)) report(unknownName([...path, 'suites', index], 'suite', suite, known));
  });
}

/** The migrations, and every reference in them checked. */
export function resolveMigrations(draft: Draft, report: Report): readonly Migration[] {
  return draft.migrations.flatMap((row, index) => {
    if (row === null) return [];
    checkReferences(row, ['migrations', index], draft, report);
    const consumers = row.consumers.map((one) => ({ ...one, description: one.description ?? null }));
    return [{ ...row, suites: row.suites ?? null, consumers }];
  });
}

/** The policies by name. */
export function resolvePolicies(draft: Draft): Readonly<Record<string, Policy>> {
  return Object.fromEntries(
    [...draft.policies].flatMap(([name, stages]) => (stages === null ? [] : [[name, { name, stages }]])),
  );
}
