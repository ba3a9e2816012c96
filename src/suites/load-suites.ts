import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { findDuplicates, type NamedPrompts } from './check/find-duplicates.ts';
import { findSuites } from './source/find-suites.ts';
import { loadReferences } from './source/load-references.ts';
import { readFailure } from './source/read-reference.ts';
import { readSuiteFile, type ReadSuiteFile } from './source/read-suite-file.ts';
import { resolveSuite } from './source/resolve-suite.ts';
import type { Suite } from './suite.ts';

export interface LoadedSuites {
  readonly suites: readonly Suite[];
  readonly warnings: readonly Problem[];
}

interface NamedFile extends ReadSuiteFile {
  readonly name: string;
}

async function readNamed(root: string, name: string): Promise<NamedFile | Problem> {
  const file = `suites/${name}.yaml`;
  try {
    return { name, ...readSuiteFile(file, await readFile(join(root, file), 'utf8')) };
  } catch (error) {
    return { ...problem(`cannot be read: ${readFailure(error)}`), file };
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
  const read = await Promise.all(names.map((name) => readNamed(options.root, name)));
  const files = read.filter((one) => 'text' in one);
  const usable = files.flatMap(({ name, text, content }) =>
    content === null ? [] : [{ name, text, content }],
  );
  const references = await loadReferences(
    options.root,
    usable.map(({ content }) => content),
  );
  const resolved = await Promise.all(
    usable.map(async (file): Promise<NamedPrompts & { problems: readonly Problem[]; archetype: string }> => ({
      name: file.name,
      text: file.text,
      archetype: file.content.archetype,
      ...(await resolveSuite(file.name, file.text, file.content, references)),
    })),
  );
  const problems = [
    ...read.flatMap((one) => ('text' in one ? one.problems : [one])),
    ...resolved.flatMap((one) => one.problems),
    ...[...references.schemas.values()].flatMap((one) => one.problems),
    ...findDuplicates(resolved),
  ];
  if (problems.some((one) => one.severity === 'error')) throw new InputError(problems);
  return {
    suites: resolved.map(({ name, archetype, prompts }) => ({
      name,
      archetype,
      hash: hashCanonical({ name, archetype, prompts: prompts.map((prompt) => ({ ...prompt })) }),
      prompts,
    })),
    warnings: problems,
  };
}
