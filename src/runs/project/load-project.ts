import { dirname } from 'node:path';
import type { Catalog } from '../../config/catalog.ts';
import { loadConfig } from '../../config/load-config.ts';
import { unknownSuites } from '../../config/unknown-suites.ts';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { Golden } from '../../contract/suites/prompt.ts';
import { InputError, type Problem } from '../../contract/problem.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { suggest } from '../../files/suggest.ts';
import { unfoundReads } from '../../parity/unfound-reads.ts';
import { placeProblems } from '../../files/place-problems.ts';
import type { Source } from '../../files/source.ts';
import { DIALECTS } from '../../providers/openai-compatible/dialects.ts';
import { WIRES } from '../../providers/registry.ts';
import { checkAccepts } from '../../suites/check/check-accepts.ts';
import { checkComparators } from '../../suites/check/check-comparators.ts';
import { loadSuites } from '../../suites/load-suites.ts';
import { readAllGoldens } from '../../suites/goldens/read-all-goldens.ts';
import type { ObsoleteGolden } from '../../suites/goldens/read-goldens.ts';
import { findSuites } from '../../suites/source/find-suites.ts';
import type { Suite } from '../../suites/suite.ts';

/** Everything on disk that a run is made of: configuration, suites and the goldens of one baseline. */
export interface Project {
  readonly root: string;
  readonly catalog: Catalog;
  /** What a probe found of targets whose rows name its file, by their ids. */
  readonly probed: ReadonlyMap<string, CapabilityFile>;
  readonly suites: readonly Suite[];
  /** Prompts that are asked in one mode alone, by id. */
  readonly modes: ReadonlyMap<string, Mode>;
  readonly baseline: string;
  /** By prompt id. */
  readonly goldens: ReadonlyMap<string, Golden>;
  /** Goldens of prompts that are gone. */
  readonly obsolete: readonly ObsoleteGolden[];
  /** Where each golden stands, by prompt id. */
  readonly goldenLines: ReadonlyMap<string, Source>;
  /** Where each prompt stands, by its id. */
  readonly suitePlaces: ReadonlyMap<string, { readonly source: Source; readonly path: Path }>;
  /** SHA-256 by suite; null where it has no goldens. */
  readonly goldenHashes: Readonly<Record<string, string | null>>;
  readonly warnings: readonly Problem[];
  /** What consumers read and no answer can have, where all suites of their migration were read: the figures of two sides would be of others. */
  readonly misread: readonly Problem[];
  /** What is wrong with goldens, comparators and consumers: told with what else is found of them, and before anything is called. */
  readonly problems: readonly Problem[];
}

export interface LoadedProject extends Project {
  /** Where in the configuration stands what is found of it later. */
  readonly place: (problems: readonly ProblemAt[]) => Promise<readonly Problem[]>;
}

/** Throws InputError with every problem of the configuration, or else of the suites; those of goldens it returns. */
export async function loadProject(options: {
  readonly config: string;
  readonly suites: readonly string[] | null;
  readonly baseline: string;
}): Promise<LoadedProject> {
  const { catalog, probed, warnings, place } = await loadConfig({
    path: options.config,
    dialects: DIALECTS,
    wires: WIRES,
  });
  const root = dirname(options.config);
  const asksNone = options.suites?.length === 0;
  if (catalog.suites === null && !asksNone) {
    const strangers = await place(unknownSuites(catalog, await findSuites(root, null)));
    if (strangers.length > 0) throw new InputError(strangers);
  }
  const loaded = await loadSuites({ root, names: options.suites ?? catalog.suites });
  const { suites } = loaded;
  const {
    read,
    obsolete,
    problems: found,
  } = await readAllGoldens({ root, baseline: options.baseline, suites });
  const goldens = new Map(read.flatMap(({ goldens }) => [...goldens]));
  const ofComparators = await Promise.all(
    suites.map(async ({ name, prompts }) => {
      const found = prompts.flatMap((prompt, index) => {
        const golden = goldens.get(prompt.id) ?? null;
        const path: Path = ['prompts', index];
        return [...checkComparators(prompt, golden, path), ...checkAccepts(prompt, golden, path)];
      });
      const source = loaded.sources.get(name);
      return source === undefined ? [] : placeProblems(source, found);
    }),
  );
  const misread = await place(findMisread(catalog, options.suites, suites, goldens));
  return {
    root,
    catalog,
    probed,
    suites,
    modes: new Map(),
    baseline: options.baseline,
    goldens,
    obsolete,
    place,
    goldenLines: new Map(read.flatMap(({ lines }) => [...lines])),
    suitePlaces: new Map(
      suites.flatMap(({ name, prompts }) => {
        const source = loaded.sources.get(name);
        return source === undefined
          ? []
          : prompts.map(({ id }, index) => [id, { source, path: ['prompts', index] }] as const);
      }),
    ),
    goldenHashes: Object.fromEntries(read.map(({ suite, hash }) => [suite.name, hash])),
    warnings: [...warnings, ...loaded.warnings, ...found.filter(({ severity }) => severity === 'warning')],
    misread,
    problems: [...misread, ...found.filter(({ severity }) => severity === 'error'), ...ofComparators.flat()],
  };
}

/** What consumers of a migration read, and none of the answers that its suites ask for can have. */
function findMisread(
  { migrations, suites: all }: Catalog,
  wanted: readonly string[] | null,
  suites: readonly Suite[],
  goldens: ReadonlyMap<string, Golden>,
): readonly ProblemAt[] {
  return migrations.flatMap(({ id, consumers, suites: names }, row) => {
    // What one suite does not have, another may that was not read.
    const isRead = wanted === null || (names ?? all)?.every((name) => wanted.includes(name)) === true;
    if (!isRead) return [];
    const moved = suites.filter(({ name }) => names?.includes(name) ?? true);
    const asked = moved.flatMap(({ prompts }) =>
      prompts.map((prompt) => [prompt, goldens.get(prompt.id)?.answer ?? null] as const),
    );
    return unfoundReads(consumers, asked).map(({ consumer, read, known }) => {
      const pointer = consumers[consumer]?.reads[read] ?? '';
      return problemAt(
        ['migrations', row, 'consumers', consumer, 'reads', read],
        `no schema and no golden of the prompts of migration "${id}" has ${pointer}`,
        { mend: suggest(pointer, known) },
      );
    });
  });
}

/** Throws InputError with everything that is wrong with the goldens of a project, and with `more` of them, by place. */
export function refuseProblems(
  { problems, obsolete }: Pick<Project, 'problems' | 'obsolete'>,
  more: readonly Problem[] = [],
): void {
  const all = [...problems, ...obsolete.map(({ problem }) => problem), ...more];
  if (all.some(({ severity }) => severity === 'error')) throw new InputError(all.toSorted(byPlace));
}

function byPlace(a: Problem, b: Problem): number {
  const [first, second] = [a.file ?? '', b.file ?? ''];
  if (first !== second) return first < second ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
