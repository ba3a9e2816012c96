import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, problem } from '../../contract/problem.ts';
import { didYouMean } from '../problems/did-you-mean.ts';
import { readFailure } from './read-reference.ts';

/** Names of the suites in `suites/`, sorted; with `names`, those alone. Throws InputError for a name without a file. */
export async function findSuites(root: string, names: readonly string[] | null): Promise<readonly string[]> {
  let entries: readonly string[];
  try {
    entries = await readdir(join(root, 'suites'));
  } catch (error) {
    throw new InputError([
      problem(`suites/ cannot be read: ${readFailure(error)}`, 'a suite is a file suites/<name>.yaml'),
    ]);
  }
  const known = entries
    .filter((entry) => entry.endsWith('.yaml'))
    .map((entry) => entry.slice(0, -'.yaml'.length))
    .toSorted();
  if (known.length === 0) {
    throw new InputError([problem('suites/ holds no suite', 'a suite is a file suites/<name>.yaml')]);
  }
  if (names === null) return known;
  const unknown = [...new Set(names)].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => {
        const meant = didYouMean(name, known);
        return problem(
          `unknown suite "${name}"`,
          meant === null ? `known suites: ${known.join(', ')}` : `did you mean "${meant}"?`,
        );
      }),
    );
  }
  return known.filter((name) => names.includes(name));
}
