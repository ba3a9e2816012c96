import type { Catalog } from '../../config/catalog.ts';
import { createMasks } from '../../config/secrets/create-masks.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { Loss } from '../../contract/exchanges/stream-part.ts';
import type { ShadowReport } from '../../contract/traffic/shadow-report.ts';
import type { ShadowAccounts } from '../../contract/traffic/traffic.ts';
import type { FoldPlan } from '../../metrics/fold-plan.ts';
import { PastTime } from '../../metrics/past-time.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { needAccounts } from '../../store/run/accounts-file.ts';
import { contentDigest } from '../../store/run/content-root.ts';
import { holdRun, type HeldRun } from '../../store/run/hold-run.ts';
import { readLiveRequests, type KeptRequest } from '../../store/live/live-requests.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readRun } from '../../store/run/read-run.ts';
import { refuseStranger } from '../../store/run/refuse-changes.ts';
import { removeRun } from '../../store/run/remove-run.ts';
import { resumeRun } from '../../store/run/resume-run.ts';
import { createRootCount } from '../../store/run/run-roots.ts';
import { planPrompts } from '../../suites/plan-prompts.ts';
import { closeAccounts } from '../../traffic/close-accounts.ts';
import { countTwins, type Twin } from '../../traffic/count-twins.ts';
import { holdsToolResults } from '../../traffic/live-prompt.ts';
import { outcomeOf } from './ask-live.ts';
import { NO_GOLDENS } from '../verify/describe-run.ts';
import { finishRun } from '../verify/finish-run.ts';
import { liveSuite, type LiveSuite } from '../project/live-suite.ts';
import { foldPlanOf, type Plan } from '../project/plan-run.ts';
import { keepInHistory } from '../history/keep-in-history.ts';
import type { RunWorld } from '../run-world.ts';
import { liveProject } from './live-project.ts';
import { sumRun } from '../verify/sum-run.ts';

/** A run of live requests that has ended. */
export interface SealedShadow {
  readonly folder: string;
  readonly report: Report;
  readonly accounts: ShadowAccounts;
}

export interface SealOptions {
  readonly catalog: Catalog;
  readonly config: string;
  readonly out: string;
}

/**
 * Brings a run of live requests to its end, by what stands in its folder alone: the same whether its process ended it or
 * was killed. What was sent and has not all of its answers is expired, and asked no more. One of which nothing was sent is
 * removed: it is no evidence of anything. Gives its report; null for none. Throws InputError where somebody writes it, or
 * it is not what was written.
 */
export async function sealShadow(
  folder: string,
  options: SealOptions,
  world: RunWorld,
): Promise<SealedShadow | null> {
  const held = await holdRun(folder, world);
  try {
    const requests = await readLiveRequests(folder);
    if (requests.length > 0) return await sealHeld(folder, held, requests, options, world);
    await removeRun(folder);
    return null;
  } finally {
    await held.release();
  }
}

async function sealHeld(
  folder: string,
  held: HeldRun,
  requests: readonly KeptRequest[],
  { catalog, config, out }: SealOptions,
  world: RunWorld,
): Promise<SealedShadow> {
  const run = await readRun(folder);
  const live = liveSuite(requests);
  const manifest = manifestOf(run.manifest, live);
  const plan = planOf(manifest, live, catalog);
  const sums = sumRun(manifest, { plan: foldPlanIn(plan, live), source: manifest.source, catalog });
  const roots = createRootCount();
  const time = new PastTime([]);
  const exchanges = new Map<string, Leg[]>(requests.map(({ id }) => [id, []]));
  const ids = new Set(exchanges.keys());
  for await (const { record, digest } of run.records) {
    refuseStranger(manifest, ids, record.case);
    sums.add(record);
    roots.add(caseText(record.case), digest, contentDigest(record, record.exchange?.outcome));
    time.add(record);
    exchanges.get(record.case.prompt)?.push({ target: record.case.target, exchange: record.exchange });
  }
  const accounts = closeAccounts(
    await needAccounts(folder),
    countOutcomes([...exchanges.values()].map((legs) => legs.map(({ exchange }) => exchange))),
  );
  // What was stored holds none of our secrets.
  const { redact, ...masks } = createMasks([]);
  const durationMs = time.totalMs();
  const { clock } = world;
  const store = await resumeRun({ folder, held, roots, manifest, clock, redact, ...masks });
  try {
    const report = await finishRun(
      {
        options: { out, config, reporters: [] },
        project: liveProject(catalog, live),
        // Nobody is to approve what live requests were answered.
        plan: { ...plan, prompts: [] },
        manifest,
        store,
        sums,
        redact,
        strength: null,
        shadow: shadowReport(manifest, accounts, requests, twinsOf(requests, exchanges, catalog, manifest)),
        durationMs,
        endedMs: Date.parse(manifest.startedAt) + durationMs,
      },
      () => Promise.resolve([]),
    );
    await keepInHistory(out, manifest, report, world);
    return { folder, report, accounts };
  } finally {
    await store.close();
  }
}

/** As the run was begun, with what it came to ask. */
function manifestOf(begun: RunManifest, { suite, modes }: LiveSuite): RunManifest {
  const asked = [...new Set(modes.values())].toSorted();
  return {
    ...begun,
    hashes: {
      ...begun.hashes,
      suites: { [suite.name]: suite.hash },
      goldens: { [suite.name]: NO_GOLDENS },
      prompts: hashCanonical(suite.prompts.map(({ id }) => id).toSorted()),
    },
    plan: { ...begun.plan, modes: asked, prompts: suite.prompts.length },
  };
}

function planOf({ plan }: RunManifest, { suite }: LiveSuite, { targets }: Catalog): Plan {
  const { modes, repeat, once } = plan;
  return {
    targets: targets.filter(({ id }) => plan.targets.includes(id)),
    prompts: planPrompts(suite.prompts, null, new Map()),
    modes,
    repeat,
    once,
    pairs: null,
    shard: null,
  };
}

/** Each request is planned in its own mode. */
function foldPlanIn(plan: Plan, { modes }: LiveSuite): FoldPlan {
  const [first, ...rest] = plan.modes.map((mode) =>
    foldPlanOf({
      ...plan,
      modes: [mode],
      prompts: plan.prompts.filter(({ prompt }) => modes.get(prompt.id) === mode),
    }),
  );
  if (first === undefined) throw new Error('a run of live requests has one at least');
  return { ...first, prompts: [first, ...rest].flatMap(({ prompts }) => prompts) };
}

function countOutcomes(
  requests: readonly (readonly (Exchange | null)[])[],
): Pick<ShadowAccounts, 'sent' | 'answered' | 'failed'> {
  const outcomes = requests.map(outcomeOf);
  const of = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
  return { sent: requests.length, answered: of('answered'), failed: of('failed') };
}

/** What one side came to of a request. */
interface Leg {
  readonly target: string;
  readonly exchange: Exchange | null;
}

/** Live answers joined by request with what the side that did not serve it came to. */
function twinsOf(
  requests: readonly KeptRequest[],
  legs: ReadonlyMap<string, readonly Leg[]>,
  { migrations }: Catalog,
  { purpose }: RunManifest,
): ShadowReport['twins'] {
  const migration = migrations.find(({ id }) => purpose?.what === 'shadow' && id === purpose.migration);
  const twins = requests.flatMap(({ id, live }): readonly Twin[] => {
    if (live === null || migration === undefined) return [];
    const other = migration[live.arm === 'baseline' ? 'candidate' : 'baseline'];
    const asked = (legs.get(id) ?? []).filter(({ target }) => target === other);
    const isAnswered = asked.every(({ exchange }) => exchange?.outcome.type === 'response');
    return [{ live, isAnswered: asked.length === 0 ? null : isAnswered }];
  });
  return countTwins(twins);
}

function shadowReport(
  { purpose }: RunManifest,
  accounts: ShadowAccounts,
  requests: readonly KeptRequest[],
  twins: ShadowReport['twins'],
): ShadowReport {
  const losses = requests.flatMap((kept) => kept.losses);
  const byField = Map.groupBy(losses, ({ field, action, reason }: Loss) => `${field}\n${action}\n${reason}`);
  return {
    migration: purpose?.what === 'shadow' ? purpose.migration : '',
    accounts,
    twins,
    oneTurn: requests.filter(({ request }) => holdsToolResults(request)).length,
    losses: [...byField.values()]
      .flatMap(([loss, ...more]) => (loss === undefined ? [] : [{ ...loss, requests: more.length + 1 }]))
      .toSorted((a, b) => (a.field < b.field ? -1 : Number(a.field > b.field))),
  };
}
