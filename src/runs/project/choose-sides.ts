import type { Catalog } from '../../config/catalog.ts';
import type { Side } from '../../contract/gates/comparison.ts';
import type { Migration } from '../../contract/gates/migration.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Target } from '../../contract/wires/target.ts';
import { suggest } from '../../files/suggest.ts';
import { findNewestRun, listRuns, refuseAhead } from '../../store/run/find-run.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { findSealedRun, readSealedRun, type SealedRun } from './gather-answers.ts';
import type { Project } from './load-project.ts';
import { refuseShard } from './refuse-shard.ts';

export interface SideOptions {
  readonly out: string;
  /** Null is the only one of the configuration. */
  readonly migration: string | null;
  /** `[RUN/]TARGET` each; null is the migration's. */
  readonly baseline: string | null;
  readonly candidate: string | null;
}

/** The sides, where they were recorded, and who reads them. */
export interface Sides {
  readonly baseline: ChosenSide;
  readonly candidate: ChosenSide;
  readonly migration: Migration | null;
}

export interface ChosenSide {
  readonly run: SealedRun;
  readonly target: string;
}

export function sideNamed({ run, target }: ChosenSide): Side {
  return { run: run.manifest.run, target };
}

/** The sides as words, and the migration whose they are. */
export interface NamedSides {
  readonly baseline: string;
  readonly candidate: string;
  readonly migration: Migration | null;
}

/**
 * The sides as they are named, and the migration whose they are: the one that is named, else that of the two targets, where
 * both are named. Throws InputError where several move the one to the other.
 */
export function namesOf(
  { baseline, candidate, migration: wanted }: Pick<SideOptions, 'migration' | 'baseline' | 'candidate'>,
  migrations: readonly Migration[],
): NamedSides {
  const migration =
    baseline !== null && candidate !== null && wanted === null
      ? migrationBetween(targetIn(baseline), targetIn(candidate), migrations)
      : chooseMigration(migrations, wanted, COMPARED);
  return {
    baseline: baseline ?? migration?.baseline ?? '',
    candidate: candidate ?? migration?.candidate ?? '',
    migration,
  };
}

/** Null where no migration moves traffic from the one to the other. */
function migrationBetween(
  baseline: string,
  candidate: string,
  migrations: readonly Migration[],
): Migration | null {
  const [first, ...others] = migrations.filter((each) => isOf(each, { baseline, candidate }));
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ id }) => id).join(', ');
  const message = `${ids} all move traffic from ${baseline} to ${candidate}, and whose policy and consumers hold is not determined`;
  throw new InputError([problem(message, `name one by --migration ${ids}`)]);
}

/** Whether it is these targets that a migration is about. */
export function isOf(
  migration: Pick<Migration, 'baseline' | 'candidate'>,
  targets: { readonly baseline: string; readonly candidate: string },
): boolean {
  return migration.baseline === targets.baseline && migration.candidate === targets.candidate;
}

/** Of `[RUN/]TARGET`. */
function targetIn(side: string): string {
  return side.slice(side.lastIndexOf('/') + 1);
}

/** How often a side was asked each prompt. */
export function repeatOf({ run: { manifest }, target }: ChosenSide): number {
  return manifest.plan.once === target ? 1 : manifest.plan.repeat;
}

/** How many exchanges two sides were to have. */
export function plannedOf({ baseline, candidate }: Pick<Sides, 'baseline' | 'candidate'>): number {
  const counts = [baseline, candidate].map((side) => {
    const { modes, prompts } = side.run.manifest.plan;
    return prompts * modes.length * repeatOf(side);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * The two sides of a migration, or as they are named. Throws InputError when they are not determined, did not come to
 * their end, or were not asked the same.
 */
export async function chooseSides(options: SideOptions, catalog: Catalog, nowMs: number): Promise<Sides> {
  const { baseline, candidate, migration } = namesOf(options, catalog.migrations);
  const targets = catalog.targets.map(({ id }) => id);
  const sides = {
    baseline: await openSide(baseline, options.out, targets, nowMs),
    candidate: await openSide(candidate, options.out, targets, nowMs),
    migration,
  };
  refuseItself(sides.baseline, sides.candidate);
  refuseUnequal(sides.baseline.run.manifest, sides.candidate.run.manifest);
  return sides;
}

const COMPARED = {
  what: 'what is to be compared',
  named: 'name two sides, each as [RUN/]TARGET',
  or: '; or two sides',
};

/** A migration by its id, or the only one. Throws InputError with what is near; `purpose` says what it is wanted for. */
export function chooseMigration(
  migrations: readonly Migration[],
  wanted: string | null,
  purpose: { readonly what: string; readonly named: string; readonly or: string },
): Migration {
  const ids = migrations.map(({ id }) => id);
  const [only] = migrations;
  if (wanted === null && only !== undefined && migrations.length === 1) return only;
  const found = migrations.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  if (wanted !== null) throw new InputError([problem(`unknown migration "${wanted}"`, suggest(wanted, ids))]);
  const choices = ids.length === 0 ? purpose.named : `name one by --migration ${ids.join(', ')}${purpose.or}`;
  throw new InputError([problem(`${purpose.what} is not determined`, choices)]);
}

/** A side is `[RUN/]TARGET`; the run is the newest when none is named. */
export async function openSide(
  side: string,
  out: string,
  targets: readonly string[],
  nowMs: number,
): Promise<ChosenSide> {
  const cut = side.lastIndexOf('/');
  const target = targetIn(side);
  if (!targets.includes(target)) {
    throw new InputError([problem(`unknown target "${target}"`, suggest(target, targets))]);
  }
  const run =
    cut === -1
      ? await readSealedRun(await findNewestWhole(out, nowMs))
      : await findSealedRun(out, side.slice(0, cut));
  refuseAgain(run);
  refuseShard(run.manifest);
  if (run.manifest.plan.targets.includes(target)) return { run, target };
  const mend = `its targets are ${run.manifest.plan.targets.join(', ')}; or name another run: RUN/${target}`;
  throw new InputError([problem(`run ${run.manifest.run} did not ask ${target}`, mend)]);
}

/** The newest run that does not ask again what another left open. Throws as `findNewestRun` does. */
async function findNewestWhole(out: string, nowMs: number): Promise<string> {
  for (const folder of (await listRuns(out)).toReversed()) {
    const { purpose } = await readManifest(folder);
    if (purpose?.what !== 'again') return refuseAhead(folder, nowMs);
  }
  return findNewestRun(out, nowMs);
}

/** Prompts that were chosen because they differed say nothing of a side as a whole. */
function refuseAgain({ manifest: { run, purpose } }: SealedRun): void {
  if (purpose?.what !== 'again') return;
  const { baseline, candidate } = purpose;
  const mend = `name the sides that it asks again: ${baseline.run}/${baseline.target} and ${candidate.run}/${candidate.target}`;
  throw new InputError([problem(`run ${run} asks prompts again, and is no side of its own`, mend)]);
}

/** The same exchanges on both sides would prove nothing and pass. */
function refuseItself(baseline: ChosenSide, candidate: ChosenSide): void {
  if (baseline.run.manifest.run !== candidate.run.manifest.run || baseline.target !== candidate.target)
    return;
  const side = `${baseline.target} of run ${baseline.run.manifest.run}`;
  const mend = 'name two targets, or two runs of one: RUN/TARGET';
  throw new InputError([problem(`both sides are the same exchanges: ${side}`, mend)]);
}

/** What two runs must have in common, or a difference would be one of what was asked. */
function refuseUnequal(baseline: RunManifest, candidate: RunManifest): void {
  if (baseline.run === candidate.run) return;
  const suites = candidate.plan.suites.filter((name) => baseline.plan.suites.includes(name));
  const changed = suites.filter((name) => baseline.hashes.suites[name] !== candidate.hashes.suites[name]);
  if (changed.length === 0) return;
  throw new InputError(
    changed.map((name) =>
      problem(
        `suite ${name} was not the same in run ${baseline.run} and in run ${candidate.run}`,
        'ask both sides anew: verify --target with both of them',
      ),
    ),
  );
}

/** The prompts that both sides were asked, as they are now. Throws InputError when they are not what they were. */
export function promptsOf(
  { suites }: Pick<Project, 'suites'>,
  { baseline, candidate, migration }: Sides,
): ReadonlyMap<string, GoldenPrompt> {
  const asked = (name: string): boolean =>
    [baseline, candidate].every(({ run }) => run.manifest.plan.suites.includes(name)) &&
    migration?.suites?.includes(name) !== false;
  const shared = suites.filter(({ name }) => asked(name));
  const changed = shared.filter(({ name, hash }) => baseline.run.manifest.hashes.suites[name] !== hash);
  if (changed.length > 0) {
    throw new InputError(
      changed.map(({ name }) =>
        problem(`suite ${name} was changed since run ${baseline.run.manifest.run}`, 'ask both sides anew'),
      ),
    );
  }
  const prompts = shared.flatMap((suite) => suite.prompts);
  const isShared = (prompt: GoldenPrompt): boolean =>
    [baseline, candidate].every((side) => wasAsked(side, prompt));
  if (prompts.some(isShared)) return new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const what = shared.length === 0 ? 'suite' : 'prompt';
  const message = `runs ${baseline.run.manifest.run} and ${candidate.run.manifest.run} share no ${what}`;
  throw new InputError([
    problem(message, `choose runs that asked the same ${what}s, or ask both sides anew`),
  ]);
}

/** Whether the plan of a side's run has a prompt, by what selected its prompts. */
function wasAsked({ run, target }: ChosenSide, { id, tags }: GoldenPrompt): boolean {
  const { plan } = run.manifest;
  const isPaired = plan.pairs?.some((pair) => pair.target === target && pair.prompt === id);
  const isTagged = plan.tags.length === 0 || plan.tags.some((tag) => tags.includes(tag));
  return isTagged && plan.named?.includes(id) !== false && isPaired !== false;
}

export function targetOf({ catalog }: Pick<Project, 'catalog'>, id: string): Target {
  const target = catalog.targets.find((each) => each.id === id);
  if (target === undefined) throw new Error(`target ${id} was in the catalog`);
  return target;
}
