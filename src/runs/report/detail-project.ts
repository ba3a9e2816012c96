import type { Catalog } from '../../config/catalog.ts';
import { printConfig } from '../../config/print-config.ts';
import type { Migration } from '../../contract/gates/migration.ts';
import { InputError } from '../../contract/problem.ts';
import type { GoldenAnswer, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { RolloutDetail, RunDetail } from '../../contract/runs/run-detail.ts';
import { fieldsOf } from '../../json/schema/fields-of.ts';
import { unreadFields } from '../../parity/unread-fields.ts';
import { loosenessOf, type Looseness } from '../../suites/loose-schema.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { readLiveRequests } from '../../store/live/live-requests.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { configured, isOfLive, liveSuite, withLive } from '../project/live-suite.ts';
import { loadProject, type Project } from '../project/load-project.ts';

interface ProjectDetail extends Pick<
  RunDetail,
  'settings' | 'unreadable' | 'migrations' | 'rollouts' | 'loose' | 'unread' | 'probed'
> {
  /** Those that the run was held against. Of a suite whose goldens were changed since, none: they would mislead. */
  readonly goldens: ReadonlyMap<string, GoldenAnswer>;
  readonly catalog: Catalog | null;
  /** Whether the run was asked every prompt of its suites; null where nobody can tell. */
  readonly asksAll: boolean | null;
}

const NOTHING: Omit<ProjectDetail, 'unreadable'> = {
  catalog: null,
  settings: null,
  migrations: [],
  rollouts: [],
  loose: { anything: [], 'empty-objects': [] },
  unread: [],
  probed: [],
  goldens: new Map(),
  asksAll: null,
};

/**
 * What the project of a run says of it, and of the prompts that it asked. A run can be read where its project cannot: then
 * nothing, and why.
 */
export async function detailProject(
  folder: string,
  manifest: RunManifest,
  config: string,
  asked: ReadonlySet<string>,
): Promise<ProjectDetail> {
  const { plan, hashes, rejudged } = manifest;
  // Who judges anew plants nothing, and may judge by another configuration.
  const planted = rejudged === null ? manifest.planted : null;
  const project = await projectOf(folder, manifest, config).catch((error: unknown) => {
    if (error instanceof InputError) return error;
    throw error;
  });
  if (project instanceof InputError) return { ...NOTHING, unreadable: project.problems };
  const { catalog, probed, root, suites } = project;
  const same = suites.filter(({ name }) => project.goldenHashes[name] === hashes.goldens[name]);
  const rows = catalog.migrations.filter(
    (row) => plan.targets.includes(row.baseline) && plan.targets.includes(row.candidate),
  );
  const migrations = rows.map(({ id, baseline: from, candidate: to }) => ({
    id,
    baseline: from,
    candidate: to,
  }));
  const prompts = suites.flatMap((suite) => suite.prompts.filter(({ id }) => asked.has(id)));
  const rollouts = await Promise.all(migrations.map(({ id }) => rolloutOf(root, id)));
  return {
    catalog,
    settings: catalog.hash === (planted?.config ?? hashes.config) ? printConfig(catalog) : null,
    unreadable: [],
    migrations,
    loose: { anything: looseOf(prompts, 'anything'), 'empty-objects': looseOf(prompts, 'empty-objects') },
    unread: rows.map((row) => ({ migration: row.id, ...unreadOf(row, prompts) })),
    probed: plan.targets.flatMap((target) => probed.get(target) ?? []),
    rollouts: rollouts.flatMap((rollout) => rollout ?? []),
    goldens: new Map(
      same.flatMap(({ prompts }) =>
        prompts.flatMap(({ id }) => {
          const golden = project.goldens.get(id);
          return golden === undefined ? [] : [[id, golden.answer] as const];
        }),
      ),
    ),
    asksAll: suites.every(({ name, hash }) => hash === hashes.suites[name])
      ? suites.reduce((sum, { prompts }) => sum + prompts.length, 0) === plan.prompts
      : null,
  };
}

/** Of live requests their run alone knows. */
async function projectOf(folder: string, manifest: RunManifest, config: string): Promise<Project> {
  const { baseline, plan } = manifest;
  if (!isOfLive(manifest)) return loadProject({ config, suites: plan.suites, baseline });
  return withLive(await configured(config), liveSuite(await readLiveRequests(folder)));
}

function looseOf(prompts: readonly GoldenPrompt[], looseness: Looseness): readonly string[] {
  return prompts.flatMap(({ id, output }) =>
    output !== null && loosenessOf(output.schema) === looseness ? [id] : [],
  );
}

function unreadOf({ consumers, suites }: Migration, prompts: readonly GoldenPrompt[]) {
  const moved = prompts.filter(({ suite }) => suites?.includes(suite) ?? true);
  const schemas = new Set(moved.flatMap(({ output }) => (output === null ? [] : [output.schema])));
  return unreadFields(
    consumers,
    [...schemas].flatMap((schema) => fieldsOf(schema)),
  );
}

/** Null where no rollout was begun. */
async function rolloutOf(root: string, migration: string): Promise<RolloutDetail | null> {
  try {
    const ledger = await readLedger(root, migration);
    return ledger === null ? null : { migration, entries: ledger.entries, problem: null };
  } catch (error) {
    // That it cannot be believed is for its reader to know, and no reason to have no report.
    if (error instanceof InputError) return { migration, entries: [], problem: error.message };
    throw error;
  }
}
