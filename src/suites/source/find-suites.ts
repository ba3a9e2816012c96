import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, problem } from '../../contract/problem.ts';
import { whyUnreadable } from '../../files/read-text.ts';
import { suggest } from '../../files/suggest.ts';

/** Golden decisions of the router, which stand beside the suites and are none: `route test` reads them. */
const NO_SUITE = 'routing.yaml';

/** A suite by its looks. */
const STRAY = /[.]ya?ml$/i;

/** Names of the suites in `suites/`, sorted; with `names`, those alone: for none of them there need be no folder. Throws InputError for a name without a file, and for a file that looks like a suite and is none by its name. */
export async function findSuites(root: string, names: readonly string[] | null): Promise<readonly string[]> {
  if (names?.length === 0) return [];
  let entries: readonly string[];
  try {
    entries = await readdir(join(root, 'suites'));
  } catch (error) {
    throw new InputError([
      problem(
        `cannot read suites/: ${whyUnreadable(error, 'folder')}`,
        'a suite is a file suites/<name>.yaml',
      ),
    ]);
  }
  const strays = entries.filter((entry) => STRAY.test(entry) && !entry.endsWith('.yaml'));
  if (strays.length > 0) {
    throw new InputError(
      strays.map((entry) =>
        problem(
          `suites/${entry} would never be asked: the name of a suite ends with .yaml`,
          `rename it to suites/${entry.replace(STRAY, '.yaml')}, or put it elsewhere`,
        ),
      ),
    );
  }
  const known = entries
    .filter((entry) => entry.endsWith('.yaml') && entry !== NO_SUITE)
    .map((entry) => entry.slice(0, -'.yaml'.length))
    .toSorted();
  if (known.length === 0) {
    throw new InputError([problem('suites/ holds no suite', 'a suite is a file suites/<name>.yaml')]);
  }
  if (names === null) return known;
  const unknown = [...new Set(names)].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new InputError(unknown.map((name) => problem(`unknown suite "${name}"`, suggest(name, known))));
  }
  return known.filter((name) => names.includes(name));
}
