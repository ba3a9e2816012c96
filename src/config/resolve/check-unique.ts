import { STAGES } from '../../contract/gates/migration.ts';
import { dotted, type Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';

import type { Draft } from '../parse-draft.ts';

interface Group {
  readonly noun: string;
  readonly ids: readonly (string | null)[];
  /** Where the id of the row at an index stands. */
  readonly pathOf: (index: number) => Path;
}

function groupsOf(draft: Draft): readonly Group[] {
  const suites = draft.suites ?? [];
  const consumers = draft.migrations.map((row, index) => ({
    noun: 'consumer',
    ids: row?.consumers.map(({ id }) => id) ?? [],
    pathOf: (at: number) => ['migrations', index, 'consumers', at, 'id'],
  }));
  const cohorts = draft.migrations.map((row, index) => ({
    noun: 'cohort',
    ids: row?.traffic.cohorts.map(({ id }) => id) ?? [],
    pathOf: (at: number) => ['migrations', index, 'traffic', 'cohorts', at, 'id'],
  }));
  const criteria = [...draft.policies].flatMap(([name, policy]) =>
    STAGES.map((stage) => ({
      noun: 'criterion',
      ids: policy?.[stage]?.criteria.map(({ id }) => id) ?? [],
      pathOf: (at: number) => ['policies', name, stage, 'criteria', at, 'id'],
    })),
  );
  return [
    { noun: 'suite', ids: suites, pathOf: (at) => ['suites', at] },
    { noun: 'target', ids: draft.targetIds, pathOf: (at) => ['targets', at, 'id'] },
    { noun: 'migration', ids: draft.migrationIds, pathOf: (at) => ['migrations', at, 'id'] },
    { noun: 'monitor', ids: draft.monitorIds, pathOf: (at) => ['monitors', at, 'id'] },
    ...consumers,
    ...cohorts,
    ...criteria,
  ];
}

/** No two rows of a list share an id. */
export function checkUnique(draft: Draft): readonly ProblemAt[] {
  return groupsOf(draft).flatMap(({ noun, ids, pathOf }) => {
    const firsts = new Map<string, number>();
    return ids.flatMap((id, index) => {
      if (id === null) return [];
      const first = firsts.get(id);
      if (first === undefined) {
        firsts.set(id, index);
        return [];
      }
      const mend = `rename one; the first is ${dotted(pathOf(first))}`;
      return [problemAt(pathOf(index), `the ${noun} "${id}" is there twice`, { mend })];
    });
  });
}
