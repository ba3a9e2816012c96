import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capacityFileSchema, type Capacity } from '../../contract/load/capacity.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { readDigestLine } from '../records/digest-line.ts';
import { isAbsent, namesIn } from './find-run.ts';
import { LOAD_FILES } from './load-run.ts';

/** A capacity, the file in which it stands, and the root of the samples that it was found by. */
export interface KeptCapacity extends Capacity {
  readonly file: string;
  readonly evidenceRoot: string;
}

/**
 * What load runs under `dir` found of a target's capacity, the newest first, and files that are not what was written. Of a
 * run that looked at several output caps it is what comes of the worst of them. A folder that is not there holds none.
 * Throws InputError where `dir` cannot be read.
 */
export async function readCapacities(
  dir: string,
  target: string,
): Promise<{ readonly capacities: readonly KeptCapacity[]; readonly unreadable: readonly string[] }> {
  const names = await namesIn(dir);
  const capacities: KeptCapacity[] = [];
  const unreadable: string[] = [];
  for (const name of names) {
    const file = join(dir, name, LOAD_FILES.capacity);
    const text = await readFile(file, 'utf8').catch((error: unknown) => (isAbsent(error) ? null : ''));
    if (text === null) continue;
    const content = readDigestLine(text.trimEnd())?.content ?? '';
    const read = capacityFileSchema.safeParse(parseOrUndefined(content));
    if (!read.success) unreadable.push(file);
    else {
      const least = leastCapacity(read.data.capacities, target);
      const { evidenceRoot } = read.data;
      if (least !== null) capacities.push({ ...least, file, evidenceRoot });
    }
  }
  return {
    capacities: capacities.toSorted((a, b) => Date.parse(b.when) - Date.parse(a.when)),
    unreadable,
  };
}

/** Of a run that looked at several output caps the worst of them; null where it looked for none. */
export function leastCapacity(capacities: readonly Capacity[], target: string): Capacity | null {
  const of = capacities.filter((each) => each.target === target);
  return of.toSorted((a, b) => shownBy(a) - shownBy(b))[0] ?? null;
}

/** What has no certificate shows the least. */
function shownBy({ certified, low }: Capacity): number {
  return certified ? (low ?? 0) : -1;
}
