import { dirname } from 'node:path';
import type { Catalog } from '../config/catalog.ts';
import { loadConfig } from '../config/load-config.ts';
import type { Golden } from '../contract/prompt.ts';
import { InputError, type Problem } from '../contract/problem.ts';
import { placeProblems } from '../files/place-problems.ts';
import type { Source } from '../files/source.ts';
import { DIALECTS } from '../providers/openai-compatible/dialects.ts';
import { WIRES } from '../providers/registry.ts';
import { checkComparators } from '../suites/check/check-comparators.ts';
import { loadSuites } from '../suites/load-suites.ts';
import { readAllGoldens } from '../suites/goldens/read-goldens.ts';
import type { Suite } from '../suites/suite.ts';

/** Everything on disk that a run is made of: configuration, suites and the goldens of one baseline. */
export interface Project {
  readonly root: string;
  readonly catalog: Catalog;
  readonly suites: readonly Suite[];
  readonly baseline: string;
  /** By prompt id. */
  readonly goldens: ReadonlyMap<string, Golden>;
  /** Where each golden stands, by prompt id. */
  readonly goldenLines: ReadonlyMap<string, Source>;
  /** SHA-256 by suite. */
  readonly goldenHashes: Readonly<Record<string, string>>;
  readonly warnings: readonly Problem[];
}

/** Throws InputError with every problem of the configuration, or else of the suites and goldens. */
export async function loadProject(options: {
  readonly config: string;
  readonly suites: readonly string[] | null;
  readonly baseline: string;
}): Promise<Project> {
  const { catalog, warnings } = await loadConfig({ path: options.config, dialects: DIALECTS, wires: WIRES });
  const root = dirname(options.config);
  const loaded = await loadSuites({ root, names: options.suites ?? catalog.suites });
  const { suites } = loaded;
  const read = await readAllGoldens({ root, baseline: options.baseline, suites });
  const goldens = new Map(read.flatMap(({ goldens }) => [...goldens]));
  const problems = await Promise.all(
    suites.map(async ({ name, prompts }) => {
      const found = prompts.flatMap((prompt, index) =>
        checkComparators(prompt, goldens.get(prompt.id) ?? null, ['prompts', index]),
      );
      const source = loaded.sources.get(name);
      return source === undefined ? [] : placeProblems(source, found);
    }),
  );
  if (problems.some((found) => found.length > 0)) throw new InputError(problems.flat());
  return {
    root,
    catalog,
    suites,
    baseline: options.baseline,
    goldens,
    goldenLines: new Map(read.flatMap(({ lines }) => [...lines])),
    goldenHashes: Object.fromEntries(read.map(({ suite, hash }) => [suite.name, hash ?? 'none'])),
    warnings: [...warnings, ...loaded.warnings, ...read.flatMap(({ warnings }) => warnings)],
  };
}
