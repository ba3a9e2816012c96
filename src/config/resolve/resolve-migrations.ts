import { DEFAULT_POLICY_NAME } from '../../contract/routing/default-policy.ts';
import type { Migration, Policy } from '../../contract/gates/migration.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, unknownNames, type ProblemAt } from '../../files/problem-at.ts';
import type { MigrationRow } from '../rows/migration-row.ts';
import type { Draft } from '../parse-draft.ts';

/** What a migration may name; null where a list cannot be read whole. */
interface Names {
  readonly targets: ReadonlySet<string> | null;
  readonly policies: ReadonlySet<string> | null;
  readonly suites: readonly string[] | null;
}

function setOf(names: readonly string[] | null): ReadonlySet<string> | null {
  return names === null ? null : new Set(names);
}

/** One is there without being written. */
function policyNames(names: readonly string[] | null): ReadonlySet<string> | null {
  return names === null ? null : new Set([...names, DEFAULT_POLICY_NAME]);
}

function namesOf({ known, suites }: Draft): Names {
  return { targets: setOf(known.targets), policies: policyNames(known.policies), suites };
}

function unknown(
  path: Path,
  noun: string,
  word: string,
  known: ReadonlySet<string> | null,
): readonly ProblemAt[] {
  return known === null || known.has(word) ? [] : [unknownName(path, noun, word, [...known])];
}

function checkMigration(row: MigrationRow, path: Path, names: Names): readonly ProblemAt[] {
  const mend = 'name another candidate';
  const isToItself = row.baseline === row.candidate;
  return [
    ...unknown([...path, 'baseline'], 'target', row.baseline, names.targets),
    ...unknown([...path, 'candidate'], 'target', row.candidate, names.targets),
    ...(isToItself
      ? [problemAt([...path, 'candidate'], 'baseline and candidate are the same target', { mend })]
      : []),
    ...unknown([...path, 'policy'], 'policy', row.policy, names.policies),
    ...unknownNames([...path, 'suites'], 'suite', row.suites ?? null, names.suites),
  ];
}

/** Every reference of a migration leads somewhere. */
export function checkMigrations(draft: Draft): readonly ProblemAt[] {
  const names = namesOf(draft);
  return draft.migrations.flatMap((row, index) =>
    row === null ? [] : checkMigration(row, ['migrations', index], names),
  );
}

export function migrationsOf(draft: Draft): readonly Migration[] {
  return draft.migrations.flatMap((row) => {
    if (row === null) return [];
    const consumers = row.consumers.map((consumer) => ({
      ...consumer,
      description: consumer.description ?? null,
      finishReasons: consumer.finishReasons ?? null,
      errorKinds: consumer.errorKinds ?? null,
    }));
    const routing =
      row.routing === undefined
        ? null
        : { ...row.routing, requestIdHeader: row.routing.requestIdHeader ?? null };
    return [{ ...row, suites: row.suites ?? null, consumers, routing }];
  });
}

/** The policies by name. */
export function policiesOf(draft: Draft): Readonly<Record<string, Policy>> {
  return Object.fromEntries(
    [...draft.policies].flatMap(([name, row]) => {
      if (row === null) return [];
      const { rollout, ...stages } = row;
      return [[name, { name, rollout, stages }]];
    }),
  );
}
