import type { Migration, Policy } from '../../contract/migration.ts';
import { complaint, unknownName, type Complain, type Path } from '../problems/complaint.ts';
import type { MigrationRow } from '../rows/migration-row.ts';
import type { Draft } from '../source/parse-draft.ts';

function checkReferences(row: MigrationRow, path: Path, draft: Draft, complain: Complain): void {
  const targets = draft.targetIds.filter((id) => id !== null);
  for (const side of ['baseline', 'candidate'] as const) {
    if (!targets.includes(row[side])) complain(unknownName([...path, side], 'target', row[side], targets));
  }
  if (row.baseline === row.candidate) {
    complain(
      complaint([...path, 'candidate'], 'baseline and candidate are the same target', {
        mend: 'name another candidate',
      }),
    );
  }
  if (!draft.policies.has(row.policy)) {
    complain(unknownName([...path, 'policy'], 'policy', row.policy, [...draft.policies.keys()]));
  }
  const known = draft.suites;
  if (known === null) return;
  row.suites?.forEach((suite, index) => {
    if (!known.includes(suite)) complain(unknownName([...path, 'suites', index], 'suite', suite, known));
  });
}

/** The migrations, and every reference in them checked. */
export function resolveMigrations(draft: Draft, complain: Complain): readonly Migration[] {
  return draft.migrations.flatMap((row, index) => {
    if (row === null) return [];
    checkReferences(row, ['migrations', index], draft, complain);
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
