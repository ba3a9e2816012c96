import { dirname, join } from 'node:path';
import { createMasks } from '../../config/secrets/create-masks.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Report } from '../../contract/runs/report.ts';
import { hasFinding } from '../../metrics/has-finding.ts';
import { RequestIds } from '../../metrics/request-ids.ts';
import { makeApart } from '../../store/run/make-apart.ts';
import type { RunLeg, RunManifest } from '../../store/run/manifest.ts';
import { createRun } from '../../store/run/open-run.ts';
import { readReport } from '../../store/run/read-report.ts';
import { differencesBetween, refuseStranger } from '../../store/run/refuse-changes.ts';
import { replayedBy } from '../../store/run/replayed-by.ts';
import { joinVersions } from '../doctor/ask-versions.ts';
import { describeRun } from '../verify/describe-run.ts';
import { finishRun } from '../verify/finish-run.ts';
import { joinMends } from './join-mends.ts';
import { openShards, type OpenedShard } from './open-shards.ts';
import { allExchanges, foldPlanOf, type Plan, type Selection } from '../project/plan-run.ts';
import { planVerify, type VerifyOptions } from '../verify/plan-verify.ts';
import { keepInHistory } from '../history/keep-in-history.ts';
import type { RunWorld } from '../run-world.ts';
import { strengthOfRun } from '../verify/strength-of-run.ts';
import { sumRun } from '../verify/sum-run.ts';
import { takeShard } from '../verify/take-shard.ts';

export type MergeOptions = Pick<VerifyOptions, 'config' | 'out' | 'strength' | 'reporters'> & {
  /** Folders of shards, folders that hold them, or ids of runs under `out`. */
  readonly shards: readonly string[];
  /** Those with which they were asked. */
  readonly faults: readonly Fault[];
};

export interface MergeResult {
  readonly report: Report;
  readonly folder: string;
  /** How many shards there are to be. */
  readonly of: number;
  /** Shards that were not there, by index: what they would have asked is missing. */
  readonly missing: readonly number[];
  /** Why it could not be put into the history; null where it was. */
  readonly unkept: Problem | null;
}

/**
 * Puts the shards of a run together into a run under `out`: the one that would have been, had one process asked all of it.
 * Calls nothing, and judges nothing anew: lines are copied as they are, and counted. Memory grows with prompts and targets,
 * as that of a run does. Throws InputError, and leaves no run, when shards are not of one run, one is not what it was sealed
 * with, or the project is not the one that they were asked of.
 */
export async function mergeShards(
  options: MergeOptions,
  world: RunWorld,
  signal: AbortSignal,
  onPlanned: (exchanges: number) => void,
): Promise<MergeResult> {
  const { config, out, faults } = options;
  const shards = await openShards(out, options.shards);
  const [{ run, shard }] = shards;
  const { source, seed, plan: asked, judge, purpose } = run.manifest;
  const selection = selectionOf(run.manifest, shard.whole);
  const { project, plan, prompts } = await planVerify(
    { config, suites: asked.suites, selection, shard: null, source, faults },
    world,
    'by a run',
  );
  onPlanned(allExchanges(plan));
  const origin = await world.origin(dirname(config));
  const describe = (of: Plan): RunManifest =>
    describeRun({
      project,
      plan: of,
      source,
      seed,
      faults,
      judge,
      purpose,
      origin,
      world,
      selection: { ...selection, prompts: asked.named },
      replayed: replayedBy(run.manifest),
    });
  const parts = shards.map((opened) => ({ ...opened, part: takeShard(plan, opened.shard) }));
  refuseOther(parts.map(({ run: { manifest }, part }) => [manifest, describe(part)]));

  const reports = await Promise.all(shards.map((opened) => readReport(opened.run.folder)));
  const manifest = withShards(describe(plan), shards, reports);
  const sums = sumRun(manifest, { plan: foldPlanOf(plan), source, catalog: project.catalog });
  const seen = createWatch(plan);
  const report = await makeApart(out, manifest.run, world, async (dir) => {
    // What was stored holds none of our secrets.
    const masks = { clock: world.clock, ...createMasks([]) };
    const store = await createRun({ dir, manifest, ...world, ...masks });
    try {
      for (const { run: each, part } of parts) {
        const own = new Set(part.prompts.map(({ prompt }) => prompt.id));
        await store.copy(each, (record) => {
          signal.throwIfAborted();
          refuseStranger(each.manifest, own, record.case);
          seen(record);
          sums.add(record);
        });
      }
      const strength = options.strength ? await strengthOfRun(prompts, world.judgeApart, signal) : null;
      signal.throwIfAborted();
      const times = {
        durationMs: reports.reduce((sum, { identity }) => sum + identity.durationMs, 0),
        endedMs: Math.max(...reports.map(({ identity }) => Date.parse(identity.endedAt))),
      };
      // It is reported where it will stand.
      const placed = { ...store, folder: join(out, manifest.run) };
      const { redact } = masks;
      const ended = {
        options,
        project,
        plan,
        manifest,
        store: placed,
        sums,
        redact,
        strength,
        ...times,
      };
      const mends = joinMends(
        reports.map((each) => each.mends),
        plan.targets.map(({ id }) => id),
      );
      return await finishRun(ended, () => Promise.resolve(mends));
    } finally {
      await store.close();
    }
  });
  const unkept = await keepInHistory(out, manifest, report, world);
  const there = new Set(shards.map((each) => each.shard.index));
  const missing = Array.from({ length: shard.of }, (_, at) => at + 1).filter((index) => !there.has(index));
  return { report, folder: join(out, manifest.run), of: shard.of, missing, unkept };
}

function selectionOf(
  { plan: { targets, modes, repeat, once } }: RunManifest,
  { prompts, pairs }: OpenedShard['shard']['whole'],
): Selection {
  // Pairs select their targets, and a shard knows its own alone.
  return { targets: pairs === null ? targets : null, tags: null, prompts, pairs, modes, repeat, once };
}

/** Throws InputError where a shard was asked, or judged, of another project than stands here, which could not count it. */
function refuseOther(pairs: readonly (readonly [RunManifest, RunManifest])[]): void {
  const differences = pairs.flatMap(([then, now]) =>
    differencesBetween(then, now).map(({ what, before, after }) => ({
      run: then.run,
      why: `${what} is not what it was asked with (${before}, here ${after})`,
    })),
  );
  // What all shards have in common is said once.
  const problems = [...Map.groupBy(differences, ({ why }) => why)].map(([why, all]) => {
    const runs = `${all.length === 1 ? 'run' : 'runs'} ${all.map(({ run }) => run).join(', ')}`;
    return problem(
      `${runs} cannot be merged here: ${why}`,
      'merge by the version and with the files that the shards had, and name the --faults that were planted',
    );
  });
  if (problems.length > 0) throw new InputError(problems);
}

/** The manifest of a run whose records come from shards: of each its legs, for each had a clock of its own. */
function withShards(
  manifest: RunManifest,
  shards: readonly OpenedShard[],
  reports: readonly Report[],
): RunManifest {
  const legs: RunLeg[] = [];
  let records = 0;
  for (const [at, { run }] of shards.entries()) {
    legs.push(...run.manifest.legs.map((leg) => ({ ...leg, records: records + leg.records })));
    const { planned = 0, missing = 0 } = reports[at]?.summary.counts ?? {};
    records += planned - missing;
  }
  const began = shards.map(({ run }) => run.manifest.startedAt).toSorted();
  const recorded = shards.map(({ run }) => run.manifest.recordedAt);
  const [oldest] = recorded.filter((each) => each !== null).toSorted();
  return {
    ...manifest,
    startedAt: began[0] ?? manifest.startedAt,
    recordedAt: recorded.includes(null) ? null : (oldest ?? null),
    servers: joinVersions(shards.map(({ run }) => run.manifest.servers)),
    merged: {
      of: shards[0]?.shard.of ?? 0,
      shards: shards.map(({ run, shard: { index } }) => {
        return { index, run: run.manifest.run, evidenceRoot: run.evidenceRoot };
      }),
    },
    legs,
  };
}

/**
 * Refuses an answer whose request id an answer of another shard has: apart, nobody saw that it came twice, and together
 * it would pass.
 */
function createWatch({ targets }: Plan): (record: ExchangeRecord) => void {
  const ids = new RequestIds();
  const giving = new Set(
    targets.flatMap(({ id, capabilities }) => (capabilities.requestId === 'none' ? [] : [id])),
  );
  return ({ case: id, exchange, verdicts }) => {
    if (exchange === null || exchange.outcome.type !== 'response' || !giving.has(id.target)) return;
    if (ids.has(exchange) && !hasFinding(verdicts, 'request-id/repeated')) {
      const message = `${caseText(id)} has a request id that an answer in another shard has too: which a run that asks all of it would call a failure`;
      const mend = 'ask it whole, without --shard; something between may answer from a cache';
      throw new InputError([problem(message, mend)]);
    }
    ids.add(exchange);
  };
}
