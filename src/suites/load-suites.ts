import { join } from 'node:path';
import { InputError, type Problem } from '../contract/problem.ts';
import { checkFormat } from '../files/check-format.ts';
import { openYaml } from '../files/open-yaml.ts';
import { placeProblems } from '../files/place-problems.ts';
import { MAX_BYTES } from '../files/read-bounded.ts';
import { readText } from '../files/read-text.ts';
import type { Source } from '../files/source.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { findDuplicates } from './check/find-duplicates.ts';
import { findSuites } from './source/find-suites.ts';
import { loadReferences } from './source/load-references.ts';
import { resolveSuite } from './source/resolve-suite.ts';
import { suiteFileSchema, type SuiteFile } from './source/suite-file.ts';
import type { Suite } from './suite.ts';

export interface LoadedSuites {
  readonly suites: readonly Suite[];
  /** Where each suite stands, by its name. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly warnings: readonly Problem[];
}

/** A suite file in its format, or everything that is wrong with it. */
type ReadSuite =
  | { readonly name: string; readonly source: Source; readonly content: SuiteFile }
  | { readonly problems: readonly Problem[] };

async function readSuite(root: string, name: string): Promise<ReadSuite> {
  const file = `suites/${name}.yaml`;
  try {
    const bounds = { maxBytes: MAX_BYTES.suite, within: root };
    const text = await readText(join(root, file), { file, noun: 'the suite', mend: null }, bounds);
    const opened = await openYaml(file, 'the suite', text);
    if ('problems' in opened) return opened;
    const { source } = opened;
    const checked = checkFormat(source, suiteFileSchema);
    if ('value' in checked) return { name, source, content: checked.value };
    return { problems: await placeProblems(source, checked.problems) };
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems };
    throw error;
  }
}

/**
 * Reads the suites under `root`/suites, all of them when `names` is null, with the images, documents and schemas
 * they name. Throws one InputError with every problem found; what is only doubtful is returned in `warnings`.
 */
export async function loadSuites(options: {
  readonly root: string;
  readonly names: readonly string[] | null;
}): Promise<LoadedSuites> {
  const names = await findSuites(options.root, options.names);
  const read = await Promise.all(names.map((name) => readSuite(options.root, name)));
  const usable = read.filter((file) => 'content' in file);
  const references = await loadReferences(
    options.root,
    usable.map(({ content }) => content),
  );
  const resolved = await Promise.all(
    usable.map(async ({ name, source, content }) => ({
      name,
      source,
      archetype: content.archetype,
      ...(await resolveSuite(name, content, references)),
    })),
  );
  const duplicates = findDuplicates(resolved);
  const placed = await Promise.all(
    resolved.map(({ source, problems }, index) =>
      placeProblems(source, [...problems, ...(duplicates[index] ?? [])]),
    ),
  );
  const problems = [
    ...read.flatMap((file) => ('problems' in file ? file.problems : [])),
    ...placed.flat(),
    ...[...references.schemas.values()].flatMap((schema) => schema.problems),
  ];
  if (problems.some(({ severity }) => severity === 'error')) throw new InputError(problems);
  return {
    suites: resolved.map(({ name, archetype, prompts, hashed }) => ({
      name,
      archetype,
      hash: hashCanonical({ name, archetype, prompts: hashed }),
      prompts,
    })),
    sources: new Map(usable.map(({ name, source }) => [name, source])),
    warnings: problems,
  };
}
