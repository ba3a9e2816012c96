import type { Migration, Policy } from '../../contract/migration.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { MigrationRow } from '../rows/migration-row.ts';
import type { Draft } from '../parse-draft.ts';

function unknownSides(row: MigrationRow, path: Path, targets: readonly string[]): readonly ProblemAt[] {
  return (['baseline', 'candidate'] as const)
    .filter((side) => !targets.includes(row[side]))
    .map((side) => unknownName([...path, side], 'target', row[side], targets));
}

function unknownSuites(row: MigrationRow, path: Path, suites: readonly string[]): readonly ProblemAt[] {
  return (row.suites ?? []).flatMap((suite, index) =>
    suites.includes(suite) ? [] : [unknownName([...path, 'suites', index], 'suite', suite, suites)],
  );
}

function checkMigration(row: MigrationRow, path: Path, { known, suites }: Draft): readonly ProblemAt[] {
  const mend = 'name another candidate';
  const isToItself = row.baseline === row.candidate;
  const isUnknown = known.policies?.includes(row.policy) === false;
  return [
    ...(known.targets === null ? [] : unknownSides(row, path, known.targets)),
    ...(isToItself
      ? [problemAt([...path, 'candidate'], 'baseline and candidate are the same target', { mend })]
      : []),
    ...(isUnknown ? [unknownName([...path, 'policy'], 'policy', row.policy, known.policies ?? [])] : []),
    ...(suites === null ? [] : unknownSuites(row, path, suites)),
  ];
}

/** Every reference of a migration leads somewhere. */
export function checkMigrations(draft: Draft): readonly ProblemAt[] {
  return draft.migrations.flatMap((row, index) =>
    row === null ? [] : checkMigration(row, ['migrations', index], draft),
  );
}

export function migrationsOf(draft: Draft): readonly Migration[] {
  return draft.migrations.flatMap((row) => {
    if (row === null) return [];
    const consumers = row.consumers.map((consumer) => ({
      ...consumer,
      description: consumer.description ?? null,
    }));
    return [{ ...row, suites: row.suites ?? null, consumers }];
  });
}

/** The policies by name. */
export function policiesOf(draft: Draft): Readonly<Record<string, Policy>> {
  return Object.fromEntries(
    [...draft.policies].flatMap(([name, stages]) => (stages === null ? [] : [[name, { name, stages }]])),
  );
}
