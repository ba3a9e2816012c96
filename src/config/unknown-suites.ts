import { STAGES } from '../contract/gates/migration.ts';
import { unknownNames, type ProblemAt } from '../files/problem-at.ts';
import type { Path } from '../files/path.ts';
import type { Catalog } from './catalog.ts';

/**
 * Suites that gates and migrations name and that are not there: nothing would ever be asked of them, and a gate would wait
 * for it. A configuration that lists its suites is held to its own list where it is read.
 */
export function unknownSuites(
  { policies, migrations }: Pick<Catalog, 'policies' | 'migrations'>,
  known: readonly string[],
): readonly ProblemAt[] {
  const strangers = (path: Path, suites: readonly string[] | null): readonly ProblemAt[] =>
    unknownNames([...path, 'suites'], 'suite', suites, known);
  return [
    ...Object.entries(policies).flatMap(([name, { stages }]) =>
      STAGES.flatMap((stage) =>
        (stages[stage]?.criteria ?? []).flatMap(({ suites }, at) =>
          strangers(['policies', name, stage, 'criteria', at], suites),
        ),
      ),
    ),
    ...migrations.flatMap(({ suites }, at) => strangers(['migrations', at], suites)),
  ];
}
