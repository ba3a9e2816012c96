import { join } from 'node:path';
import type { PromptPlace } from '../../contract/runs/report.ts';
import type { PromptRow } from '../../contract/runs/summary.ts';
import type { Project } from '../project/load-project.ts';

/** Where the prompts stand of which an exchange did not pass. A suite is read for its places once, and only then. */
export function placePrompts(
  prompts: readonly Pick<PromptRow, 'promptId' | 'failed' | 'errored' | 'unproven' | 'missing'>[],
  { root, suitePlaces }: Pick<Project, 'root' | 'suitePlaces'>,
): readonly PromptPlace[] {
  const open = prompts.filter((row) => row.failed + row.errored + row.unproven + row.missing > 0);
  const ids = [...new Set(open.map(({ promptId }) => promptId))].toSorted();
  const known = ids.flatMap((promptId) => {
    const place = suitePlaces.get(promptId);
    return place === undefined ? [] : [{ promptId, ...place }];
  });
  return [...Map.groupBy(known, ({ source }) => source)]
    .flatMap(([source, ofSource]) => {
      const locate = source.locate();
      return ofSource.flatMap(({ promptId, path }) => {
        const start = locate([...path, 'id'], 'key')?.start;
        return start === undefined ? [] : [{ promptId, file: join(root, source.file), ...start }];
      });
    })
    .toSorted((a, b) => (a.promptId < b.promptId ? -1 : 1));
}
