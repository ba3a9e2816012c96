import { resolve } from 'node:path';
import { readAllGoldens, type AllGoldens } from '../../src/suites/goldens/read-all-goldens.ts';
import { loadSuites } from '../../src/suites/load-suites.ts';

const root = resolve(import.meta.dirname, '../..');

/** The bundled suites: all of them takes over a second to read, so they are read once for all the tests of a process. */
export const LOADED = await loadSuites({ root, names: null });

/** Their reference answers. */
export const GOLDENS = await readAllGoldens({ root, baseline: 'reference', suites: LOADED.suites });

/** Of some suites alone. */
export function goldensOf(...names: readonly string[]): AllGoldens['read'] {
  return GOLDENS.read.filter(({ suite }) => names.includes(suite.name));
}
