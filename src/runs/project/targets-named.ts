import type { Catalog, CatalogTarget } from '../../config/catalog.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';

/** The targets that somebody named, in the order of the configuration; null is all. Throws InputError for names of none. */
export function targetsNamed(
  { targets }: Pick<Catalog, 'targets'>,
  names: readonly string[] | null,
): readonly CatalogTarget[] {
  const known = targets.map(({ id }) => id);
  const unknown = (names ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new InputError(unknown.map((name) => problem(`unknown target "${name}"`, suggest(name, known))));
  }
  return targets.filter(({ id }) => names === null || names.includes(id));
}
