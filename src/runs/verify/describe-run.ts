import type { Catalog } from '../../config/catalog.ts';
import { endpointOf } from '../../config/endpoint-of.ts';
import type { Agreement } from '../../contract/opinions/agreement.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { RunOrigin } from '../../contract/runs/origin.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { WRITTEN_VERSION, type RunManifest } from '../../store/run/manifest.ts';
import type { Replayed } from '../../store/run/replayed-by.ts';
import { runId } from '../../store/run/run-id.ts';
import type { Project } from '../project/load-project.ts';
import { askedPairs, type Plan, type Selection } from '../project/plan-run.ts';
import type { RunWorld } from '../run-world.ts';
import { loadedVersions } from '../project/wire-packages.ts';

/** The hash of goldens that are not there. */
export const NO_GOLDENS = 'none';

/** The manifest of a run: everything that decides what comes out of it, by hash. */
export function describeRun(options: {
  readonly project: Project;
  readonly plan: Plan;
  readonly selection: Selection;
  readonly source: Source;
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly judge: Agreement | null;
  readonly purpose: RunManifest['purpose'];
  /** Null where nothing is replayed. */
  readonly replayed: Replayed | null;
  readonly origin: RunOrigin;
  readonly world: RunWorld;
}): RunManifest {
  const { project, plan, selection, source, seed, faults, judge, purpose, replayed, origin, world } = options;
  const planted = faults.length + (replayed?.planted ?? 0);
  const wallMs = world.clock.wallMs();
  const startedAt = new Date(wallMs).toISOString();
  return {
    schemaVersion: WRITTEN_VERSION,
    run: runId(wallMs, world.random),
    startedAt,
    seed,
    source,
    baseline: project.baseline,
    hashes: hashesOf(
      project,
      plan.prompts.map(({ prompt }) => prompt.id),
      { faults, cassettes: replayed?.sha256 ?? null },
    ),
    versions: loadedVersions(world, plan.targets, source),
    servers: {},
    endpoints: plan.targets.map(endpointOf),
    plan: {
      targets: plan.targets.map(({ id }) => id),
      suites: project.suites.map(({ name }) => name),
      tags: [...new Set(plan.prompts.flatMap(({ prompt }) => prompt.tags))].sort(),
      modes: plan.modes,
      repeat: plan.repeat,
      once: plan.once,
      prompts: plan.prompts.length,
      named: selection.prompts === null ? null : [...new Set(selection.prompts)].sort(),
      pairs: askedPairs(plan),
    },
    argv: world.argv,
    origin,
    shard: plan.shard,
    merged: null,
    rejudged: null,
    recordedAt: replayed?.recordedAt ?? null,
    planted: planted === 0 ? null : { faults: planted, config: project.catalog.hash },
    purpose,
    judge,
    legs: [{ records: 0, startedAt }],
  };
}

/** Of what stands in the project, for a run that asks these prompts by id. */
export function hashesOf(
  project: Pick<Project, 'catalog' | 'suites' | 'goldenHashes'>,
  prompts: readonly string[],
  { faults, cassettes }: { readonly faults: readonly Fault[]; readonly cassettes: string | null },
): RunManifest['hashes'] {
  return {
    config: hashConfig(project.catalog, faults),
    suites: Object.fromEntries(project.suites.map(({ name, hash }) => [name, hash])),
    goldens: Object.fromEntries(
      Object.entries(project.goldenHashes).map(([suite, hash]) => [suite, hash ?? NO_GOLDENS]),
    ),
    prompts: hashCanonical(prompts.toSorted()),
    cassettes,
  };
}

/** The configuration as it decided a run, with the faults that were planted. */
export function hashConfig({ hash }: Pick<Catalog, 'hash'>, faults: readonly Fault[]): string {
  return faults.length === 0 ? hash : hashCanonical([hash, JSON.stringify(faults)]);
}
