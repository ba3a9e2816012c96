import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import { findSuites } from '../source/find-suites.ts';
import type { Suite } from '../suite.ts';
import { goldensFile } from './goldens-file.ts';
import { readGoldens, type ObsoleteGolden, type ReadGoldens } from './read-goldens.ts';

/** The goldens of several suites under a baseline, and everything that is wrong with any of them. */
export interface AllGoldens {
  readonly read: readonly ReadGoldens[];
  readonly obsolete: readonly ObsoleteGolden[];
  readonly problems: readonly Problem[];
}

/** Files of goldens whose suite is gone. */
async function findOrphanedFiles(root: string, baseline: string): Promise<readonly ObsoleteGolden[]> {
  const entries = await readdir(join(root, 'goldens', baseline)).catch(() => []);
  const names = entries.filter((entry) => entry.endsWith('.jsonl')).map((entry) => entry.slice(0, -'.jsonl'.length));
  if (names.length === 0) return [];
  const suites = await findSuites(root, null);
  return names
    .filter((name) => !suites.includes(name))
    .toSorted()
    .map((name) => {
      const file = goldensFile(baseline, name);
      const message = `${file} holds goldens, and there is no suite "${name}"`;
      const mend = `${suggest(name, suites)}; else remove the file`;
      return { promptId: null, problem: { ...problem(message, mend), file } };
    });
}

/** Never throws for what stands in a file: it is in `problems`, or in `obsolete`. */
export async function readAllGoldens(options: {
  readonly root: string;
  readonly baseline: string;
  readonly suites: readonly Suite[];
}): Promise<AllGoldens> {
  const { root, baseline, suites } = options;
  const suiteOf = new Map(suites.flatMap(({ name, prompts }) => prompts.map(({ id }) => [id, name])));
  const read = await Promise.all(
    suites.map((suite) =>
      readGoldens({ root, baseline, suite, suiteOf }).catch((error: unknown) => {
        if (error instanceof InputError) return { problems: error.problems };
        throw error;
      }),
    ),
  );
  const whole = read.filter((result) => 'goldens' in result);
  return {
    read: whole,
    obsolete: [...whole.flatMap(({ obsolete }) => obsolete), ...(await findOrphanedFiles(root, baseline))],
    problems: read.flatMap(({ problems }) => problems),
  };
}
