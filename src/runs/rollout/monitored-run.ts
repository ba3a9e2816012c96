import type { LedgerEntry } from '../../contract/rollout/ledger.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { latencyMs } from '../../metrics/read-timing.ts';
import { breaksOf } from '../../parity/breaks-of.ts';
import { createReadBy } from '../../parity/read-by.ts';
import type { MonitoredRequest, MonitoredRun } from '../../rollout/cut-windows.ts';
import { placeLegs } from '../../rollout/place-legs.ts';
import { readMonitored } from '../../rollout/read-monitored.ts';
import { askedAt } from '../../store/run/asked-at.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readPlanned } from '../../store/run/read-planned.ts';
import { repeatOf } from '../project/choose-sides.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { readSealedRun, type SealedRun } from '../project/gather-answers.ts';
import type { OpenRollout } from '../project/open-rollout.ts';
import { refuseShard } from '../project/refuse-shard.ts';

export interface RunWanted {
  readonly out: string;
  /** Null is the newest. */
  readonly run: string | null;
  readonly target: string;
  readonly allowSynthetic: boolean;
}

export interface RunOfRollout extends SealedRun {
  /** When its answers were asked for, ISO 8601. */
  readonly asked: string;
}

/**
 * A sealed run that asked a target, by its id or folder, the newest when none is named. Throws InputError when it did not
 * ask it, when its times are not known, when no provider answered, or when it was not asked in the time of the rollout.
 */
export async function findRunOf(
  wanted: RunWanted,
  since: { readonly start: LedgerEntry; readonly nowMs: number },
): Promise<RunOfRollout> {
  const { out, target } = wanted;
  const found = await readSealedRun(await findRunOrNewest(out, wanted.run, since.nowMs));
  refuseShard(found.manifest);
  const { run, plan, source } = found.manifest;
  const problems: Problem[] = [];
  if (!plan.targets.includes(target)) {
    const mend = `its targets are ${plan.targets.join(', ')}; name a run that asked ${target}`;
    problems.push(problem(`run ${run} did not ask ${target}`, mend));
  }
  if (source !== 'live' && !wanted.allowSynthetic) {
    const message = `run ${run} is synthetic: a simulator or a recording answered, so it says nothing of traffic`;
    problems.push(
      problem(message, 'record a live run; --allow-synthetic takes it all the same, and says so'),
    );
  }
  const untimed = whyUntimed(found.manifest);
  if (untimed !== null) {
    const message = `run ${run} was ${untimed.why}, so when its requests were asked is not known`;
    problems.push(problem(message, untimed.mend));
  }
  const asked = askedAt(found.manifest);
  if (asked === null) {
    problems.push(problem(`nobody knows when the answers of run ${run} were asked for`, 'ask anew'));
  } else if (Date.parse(asked) < Date.parse(since.start.at)) {
    const message = `run ${run} was asked at ${asked}, before the rollout was started at ${since.start.at}`;
    problems.push(problem(message, 'ask anew'));
  } else if (Date.parse(asked) > since.nowMs) {
    const message = `run ${run} was asked at ${asked}, which is later than now: a clock was set`;
    problems.push(problem(message, 'set the clock of this machine, and ask anew'));
  }
  if (problems.length > 0 || asked === null) throw new InputError(problems);
  return { ...found, asked };
}

/** Requests count their times from the start of the process that sent them. */
function whyUntimed({
  legs,
  merged,
  rejudged,
}: RunManifest): { readonly why: string; readonly mend: string } | null {
  if (legs.length === 1) return null;
  if (merged !== null) return { why: 'merged of shards, each of its own clock', mend: ASK_ANEW };
  if (rejudged !== null) {
    const why = `made of the answers of run ${rejudged.run}, which was no run of one process`;
    return { why, mend: `record run ${rejudged.run}, or ask anew` };
  }
  if (legs.every(({ startedAt }) => startedAt !== null)) return null;
  const why = 'gone on with after it had stopped, by a version that did not keep when';
  return { why, mend: ASK_ANEW };
}

const ASK_ANEW = 'ask anew, and record a run that came to its end at once';

/**
 * What a run holds of both sides of a migration. Reads it whole, so that evidence that was changed since is seen. Throws
 * InputError where a clock was set before it was gone on with.
 */
export async function monitoredRun(run: RunOfRollout, { migration }: OpenRollout): Promise<MonitoredRun> {
  const { manifest, folder, evidenceRoot: root, records } = run;
  const readBy = createReadBy(migration.consumers);
  const look = {
    latencyOf: latencyMs,
    breaksOf: (findings: Parameters<typeof breaksOf>[0]) => breaksOf(findings, readBy),
  };
  const sides = new Map<string, MonitoredRequest[]>([
    [migration.baseline, []],
    [migration.candidate, []],
  ]);
  const legs = placeLegs(
    manifest.legs.map(({ records: stood, startedAt }, at) => ({
      records: stood,
      // Of a first leg nothing more is to be known than of the run.
      startedMs: Date.parse(at === 0 || startedAt === null ? run.asked : startedAt),
    })),
  );
  for await (const { record } of records) {
    const request = readMonitored(record, look);
    const askedMs = legs.next(request.askedMs);
    sides.get(record.case.target)?.push({ ...request, askedMs });
  }
  const gaps = legs.gaps();
  const set = gaps.find(({ fromMs, toMs }) => fromMs > toMs);
  if (set !== undefined) {
    const [from, to] = [set.fromMs, set.toMs].map((ms) => new Date(ms).toISOString());
    const message = `run ${manifest.run} asked until ${from}, and was gone on with at ${to}: a clock was set`;
    throw new InputError([problem(message, ASK_ANEW)]);
  }
  const { pairs } = await readPlanned(folder, manifest);
  const prompts = pairs.filter(({ target }) => target === migration.candidate).length;
  const isAsked = manifest.plan.targets.includes(migration.baseline);
  return {
    run: manifest.run,
    root,
    source: manifest.source,
    startedMs: Date.parse(run.asked),
    baseline: isAsked ? (sides.get(migration.baseline) ?? []) : null,
    candidate: sides.get(migration.candidate) ?? [],
    gaps,
    planned: prompts * manifest.plan.modes.length * repeatOf({ run, target: migration.candidate }),
  };
}
