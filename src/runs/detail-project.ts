import { printConfig } from '../config/print-config.ts';
import { InputError } from '../contract/problem.ts';
import type { GoldenAnswer } from '../contract/prompt.ts';
import type { RolloutDetail, RunDetail } from '../contract/run-detail.ts';
import { readLedger } from '../store/ledger/read-ledger.ts';
import type { RunManifest } from '../store/manifest.ts';
import { loadProject } from './load-project.ts';

interface ProjectDetail extends Pick<RunDetail, 'settings' | 'migrations' | 'rollouts'> {
  /** Those that the run was held against. Of a suite whose goldens were changed since, none: they would mislead. */
  readonly goldens: ReadonlyMap<string, GoldenAnswer>;
  /** Whether the run was asked every prompt of its suites; null where nobody can tell. */
  readonly asksAll: boolean | null;
}

const NOTHING: ProjectDetail = {
  settings: null,
  migrations: [],
  rollouts: [],
  goldens: new Map(),
  asksAll: null,
};

/** What the project of a run says of it. A run can be read where its project is not at hand: then nothing. */
export async function detailProject(manifest: RunManifest, config: string): Promise<ProjectDetail> {
  const { baseline, plan, hashes } = manifest;
  const project = await loadProject({ config, suites: plan.suites, baseline }).catch(() => null);
  if (project === null) return NOTHING;
  const { catalog, root, suites } = project;
  const same = suites.filter(({ name }) => project.goldenHashes[name] === hashes.goldens[name]);
  const migrations = catalog.migrations
    .filter((row) => plan.targets.includes(row.baseline) && plan.targets.includes(row.candidate))
    .map(({ id, baseline: from, candidate: to }) => ({ id, baseline: from, candidate: to }));
  const rollouts = await Promise.all(migrations.map(({ id }) => rolloutOf(root, id)));
  return {
    settings: catalog.hash === hashes.config ? printConfig(catalog) : null,
    migrations,
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
