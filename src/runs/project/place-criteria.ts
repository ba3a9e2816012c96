import { readConfigFile } from '../../config/read-config-file.ts';
import type { CriterionResult, Decision } from '../../contract/gates/decision.ts';
import type { PromptPlace } from '../../contract/runs/report.ts';
import type { Path } from '../../files/path.ts';
import { isRecord } from '../../json/read.ts';

export type Place = Pick<PromptPlace, 'file' | 'line' | 'column'>;

/**
 * Where the criteria of a decision stand in the configuration. What its policy does not name there (the default policy, what
 * every gate asks of its evidence) stands at the row of its migration; null where there is none, and in a program.
 */
export async function placeCriteria(
  { policy, stage, migration }: Pick<Decision, 'policy' | 'stage' | 'migration'>,
  config: string,
): Promise<(result: Pick<CriterionResult, 'id'>) => Place | null> {
  const source = await readConfigFile(config);
  const { file, value } = source;
  const find = source.locate();
  const list = ['policies', policy, stage, 'criteria'];
  const criteria = idsAt(value, list);
  const row = idsAt(value, ['migrations']).indexOf(migration ?? '');
  const placeAt = (path: Path): Place | null => {
    const start = find(path, 'key')?.start;
    return start === undefined ? null : { file, ...start };
  };
  return ({ id }) => {
    const at = criteria.indexOf(id);
    if (at !== -1) return placeAt([...list, at, 'id']);
    return row === -1 ? null : placeAt(['migrations', row, 'id']);
  };
}

/** The ids of the rows of a list, in its order; none where it is none. */
function idsAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const list = path.reduce<unknown>((here, key) => (isRecord(here) ? here[key] : null), value);
  return Array.isArray(list) ? list.map((row: unknown) => (isRecord(row) ? row['id'] : null)) : [];
}
