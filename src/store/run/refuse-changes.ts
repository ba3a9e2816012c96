import { isDeepStrictEqual } from 'node:util';
import { caseText, type CaseId } from '../../contract/exchanges/case-id.ts';
import { shardText } from '../../contract/runs/shard.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { PlannedPair, RunManifest, RunPurpose } from './manifest.ts';

interface Facet {
  readonly what: string;
  read(manifest: RunManifest): unknown;
  readonly mend?: string;
}

const FACETS: readonly Facet[] = [
  { what: 'the format of its folder', read: (manifest) => manifest.schemaVersion },
  {
    what: 'the version of llama-contract',
    read: (manifest) => manifest.versions['llama-contract'],
    mend: 'go on with the version that began it, or start a new run: two versions may judge by two rules',
  },
  { what: 'the configuration', read: (manifest) => manifest.hashes.config },
  { what: 'the seed', read: (manifest) => manifest.seed },
  { what: 'the source', read: (manifest) => manifest.source },
  { what: 'what is replayed', read: ({ hashes }) => hashes.cassettes ?? 'nothing' },
  {
    what: 'the shard',
    read: ({ shard }) => (shard === null ? 'none' : shardText(shard)),
    mend: 'go on with each shard as it was begun: by the same --shard',
  },
  { what: 'the baseline', read: (manifest) => manifest.baseline },
  { what: 'the set of targets', read: ({ plan }) => plan.targets.toSorted() },
  { what: 'the set of suites', read: ({ plan }) => plan.suites.toSorted() },
  { what: 'the set of tags', read: ({ plan }) => plan.tags.toSorted() },
  { what: 'the set of modes', read: ({ plan }) => plan.modes.toSorted() },
  { what: 'the number of repetitions', read: ({ plan }) => plan.repeat },
  { what: 'the target that is asked once', read: ({ plan }) => plan.once ?? 'none' },
  { what: 'the number of prompts', read: ({ plan }) => plan.prompts },
  { what: 'the prompts named one by one', read: ({ plan }) => plan.named?.toSorted() ?? 'none' },
  {
    what: 'the run that it judges anew',
    read: ({ rejudged }) => rejudged?.run ?? 'none',
    mend: 'judge that one anew with --rejudge, from its beginning',
  },
  {
    what: 'what it is for',
    read: ({ purpose }) => (purpose === null ? 'its answers' : spellPurpose(purpose)),
  },
  { what: 'the judge', read: ({ judge }) => (judge === null ? 'none' : spellJudge(judge)) },
  {
    what: 'what had failed before',
    read: ({ plan }) => plan.pairs?.map(spellPair).toSorted() ?? 'not asked for',
  },
];

function spellJudge({ target, date, n, kappa }: NonNullable<RunManifest['judge']>): string {
  return `${target}, measured ${date} on ${n} labels: ${String(kappa)}`;
}

function spellPurpose(purpose: RunPurpose): string {
  if (purpose.what === 'again') return `to ask again what ${spellSides(purpose)} left open`;
  if (purpose.what === 'shadow') return `to ask live requests of ${purpose.migration} again`;
  return `the gate of ${purpose.stage} by policy ${purpose.policy}`;
}

function spellSides({ baseline, candidate }: Extract<RunPurpose, { what: 'again' }>): string {
  return [baseline, candidate].map(({ run, target }) => `${run}/${target}`).join(' and ');
}

function spellPair({ target, prompt }: PlannedPair): string {
  return `${target}/${prompt}`;
}

const HIDDEN = /^[0-9a-f]{64}$/;

/**
 * `now` is the manifest that the same command would write today. Throws InputError, with everything that differs, when
 * the run was begun with anything else: exchanges of both must not be mixed.
 */
export function refuseChanges(begun: RunManifest, now: RunManifest): void {
  const changes = differencesBetween(begun, now).map(({ what, before, after, mend }) =>
    problem(
      `run ${begun.run} cannot be resumed: ${what} changed since it began (${before}, now ${after})`,
      mend ?? 'start a new run, or restore what changed',
    ),
  );
  if (changes.length > 0) throw new InputError(changes);
}

/**
 * Throws InputError for a record that a run of this manifest cannot have made. `prompts` are the ids of those that were
 * selected.
 */
export function refuseStranger(manifest: RunManifest, prompts: ReadonlySet<string>, id: CaseId): void {
  const { targets, suites, modes, repeat } = manifest.plan;
  const isPlanned =
    targets.includes(id.target) &&
    suites.includes(id.suite) &&
    modes.includes(id.mode) &&
    id.repetition >= 1 &&
    id.repetition <= repeat &&
    prompts.has(id.prompt);
  if (isPlanned) return;
  const message = `run ${manifest.run} has a record of ${caseText(id)}, which it never planned`;
  throw new InputError([problem(message, 'restore its exchanges.jsonl, or start a new run')]);
}

/** Something that two runs were asked otherwise, as it is spelt. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** What is to be done where the usual would not do. */
  readonly mend: string | undefined;
}

/** Everything that two runs were asked, or are judged by, otherwise. */
export function differencesBetween(before: RunManifest, after: RunManifest): readonly Difference[] {
  const facets = FACETS.filter((facet) => !isDeepStrictEqual(facet.read(before), facet.read(after))).map(
    (facet) => differs(facet.what, facet.read(before), facet.read(after), facet.mend),
  );
  return [
    ...facets,
    ...comparePackages(before, after),
    ...compareHashes('suite', before.hashes.suites, after.hashes.suites),
    ...compareHashes('goldens of suite', before.hashes.goldens, after.hashes.goldens),
    ...compareSelections(before, after),
  ];
}

const OWN: ReadonlySet<string> = new Set(['llama-contract', 'node']);

/** A run that did not keep which packages it loaded is gone on with by any. */
function comparePackages({ versions: before }: RunManifest, { versions: after }: RunManifest): Difference[] {
  const mend =
    'go on with the packages that it was begun with, or start a new run: two of them may read two ways';
  return Object.entries(before)
    .filter(([name, version]) => !OWN.has(name) && after[name] !== version)
    .map(([name, version]) => differs(`the version of ${name}`, version, after[name] ?? 'none', mend));
}

/** Other tags can select as many prompts of the same tags, and other ones. */
function compareSelections(begun: RunManifest, now: RunManifest): Difference[] {
  const [then, today] = [begun.hashes.prompts, now.hashes.prompts];
  if (then === null || then === today) return [];
  return [differs('the selection of prompts', then, today)];
}

function compareHashes(
  what: string,
  begun: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): Difference[] {
  return [...new Set([...Object.keys(begun), ...Object.keys(now)])]
    .toSorted()
    .filter((name) => begun[name] !== now[name])
    .map((name) => differs(`${what} ${name}`, begun[name] ?? 'nothing', now[name] ?? 'nothing'));
}

function differs(what: string, before: unknown, after: unknown, mend?: string): Difference {
  return { what, before: spell(before), after: spell(after), mend };
}

function spell(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  const text = String(value);
  return HIDDEN.test(text) ? text.slice(0, 12) : text;
}
