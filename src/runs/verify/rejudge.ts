import { dirname } from 'node:path';
import { createMasks } from '../../config/secrets/create-masks.ts';
import { caseText, type CaseId } from '../../contract/exchanges/case-id.ts';
import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { findRun } from '../../store/run/find-run.ts';
import { askedAt } from '../../store/run/asked-at.ts';
import { replayedBy } from '../../store/run/replayed-by.ts';
import { askedBy } from '../../store/run/asked-by.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { readPlanned } from '../../store/run/read-planned.ts';
import { readWireBodies } from '../../store/records/read-wire-bodies.ts';
import { beginRun, startOf } from './begin-run.ts';
import { createRereader, type Rereader } from './decode-again.ts';
import { describeRun } from './describe-run.ts';
import { endRun } from './end-run.ts';
import { foldPlanOf, plannedCases, workOf, type PlannedCase, type Selection } from '../project/plan-run.ts';
import { planVerify, type VerifyOptions } from './plan-verify.ts';
import { judgeAnswer, judgeCase, skipCase } from './run-case.ts';
import { refuseShard } from '../project/refuse-shard.ts';
import type { OnRunEvent } from './run-events.ts';
import type { RunWorld } from '../run-world.ts';
import { MOVER } from '../project/wire-packages.ts';
import { proveWhole, storedIn, type Stored } from './stored-exchanges.ts';
import { closing, type VerifyResult } from './verify.ts';
import { refuseLive } from '../project/refuse-live.ts';

export type RejudgeOptions = Pick<VerifyOptions, 'config' | 'out' | 'strength' | 'reporters'> & {
  /** By id or folder. */
  readonly run: string;
};

/**
 * Judges the stored answers of a sealed run anew, whole: its bytes are read by today's adapters and held against today's
 * suites and goldens, by the rules of this version. Nothing is called; sources, times and earlier attempts are as they
 * were recorded. Writes a run of its own, whose manifest names the one that it judges. Throws InputError, with nothing
 * written, when that one is not sealed, or is not what it was sealed as.
 */
export async function rejudge(
  options: RejudgeOptions,
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnRunEvent,
): Promise<VerifyResult> {
  const { config, out } = options;
  const folder = await findRun(out, options.run);
  const before = await readManifest(folder);
  refuseShard(before);
  refuseLive(before);
  const { evidenceRoot, pairs } = await readPlanned(folder, before);
  const selection = selectionOf(before, pairs);
  const { source, seed } = before;
  const asked = { config, suites: before.plan.suites, selection, shard: null, source: null, faults: [] };
  const { project, plan, prompts } = await planVerify(asked, world, 'by a run');
  onEvent({ type: 'planned', ...workOf(plan) });
  const bodies = await readWireBodies(folder);
  await proveWhole(folder, bodies);

  const described = { project, plan, selection: { ...selection, prompts: before.plan.named }, source, seed };
  const now = describeRun({
    ...described,
    faults: [],
    judge: before.judge,
    purpose: before.purpose,
    replayed: replayedBy(before),
    origin: await world.origin(dirname(config)),
    world,
  });
  const manifest: RunManifest = {
    ...now,
    versions: versionsOf(now, before),
    legs: before.legs,
    planted: before.planted,
    servers: before.servers,
    endpoints: before.endpoints,
    rejudged: {
      run: before.run,
      evidenceRoot,
      askedIn: firstOf(before, evidenceRoot),
      askedAt: askedAt(before),
      config: askedBy(before),
    },
  };
  const begun = beginRun(out, manifest, { plan: foldPlanOf(plan), source, catalog: project.catalog }, world);
  const { sums, requestIds } = begun;
  // What was stored holds none of our secrets.
  const masks = createMasks([]);
  const store = await begun.open({ clock: world.clock, ...masks });
  const startedMs = world.clock.nowMs();
  return closing(store, async () => {
    const planned = new Map<string, PlannedCase>();
    const rereaders = new Map<string, Rereader>();
    for (const target of plan.targets) {
      for (const each of plannedCases({ ...plan, repeat: 1 }, prompts, target)) {
        planned.set(caseKey(target.id, each.planned.prompt.id), each);
      }
      rereaders.set(target.id, await createRereader(target, world.clock));
    }
    onEvent({
      type: 'started',
      ...startOf(begun, plan, store.folder),
      waitingForQuota: () => 0,
      pausedMs: () => 0,
    });
    const left = new Left();
    const requests = new Map(plan.prompts.map(({ request, requestHash: hash }) => [hash, { hash, request }]));
    for await (const group of groupCases(storedIn(folder, bodies), plan.modes.length)) {
      if (signal.aborted) break;
      const records: ExchangeRecord[] = [];
      const answers = [];
      for (const { record, stored } of group) {
        const { target, prompt } = record.case;
        const of = planned.get(caseKey(target, prompt));
        const rereader = rereaders.get(target);
        if (of === undefined || rereader === undefined) left.count('were never planned', record.case);
        else if (of.skipReason !== null) records.push(skipCase(record.case, of.skipReason));
        else if (stored === null) left.count('were skipped then, and would be asked today', record.case);
        else if (stored.requestHash !== of.planned.requestHash) {
          left.count('answer another request than their prompt makes today', record.case);
        } else {
          const reread = await rereader.read(stored, of.planned.request);
          if (reread === null) left.kept += 1;
          answers.push({
            of,
            opinion: record.opinion,
            answer: await judgeAnswer(of, reread ?? stored, { ...world, signal }),
          });
        }
      }
      for (const { of, opinion, answer } of answers) {
        const sibling = answers.find((other) => other.answer !== answer)?.answer ?? null;
        const { exchange } = answer;
        const record = judgeCase(of, { answer, sibling }, requestIds.has(exchange), masks.redact);
        // The same answer to the same question: what was said of it stands.
        records.push({ ...record, opinion });
        requestIds.add(exchange);
      }
      await store.append(
        records,
        records.flatMap(({ exchange }) => requests.get(exchange?.requestHash ?? '') ?? []),
      );
      for (const record of records) {
        sums.add(record);
        onEvent({ type: 'recorded', record });
      }
    }
    onEvent({ type: 'warnings', problems: [...project.warnings, ...left.problems(before.run)] });
    const durationMs = world.clock.nowMs() - startedMs;
    const { redact } = masks;
    const done = { options, project, plan, prompts, manifest, store, sums, redact, durationMs };
    const report = await endRun(done, world, signal, onEvent, () => Promise.resolve([]));
    return { report, folder: store.folder, interrupted: signal.aborted, unready: [], stopped: null };
  });
}

function selectionOf({ plan }: RunManifest, pairs: NonNullable<Selection['pairs']>): Selection {
  const { targets, modes, repeat, once } = plan;
  const prompts = [...new Set(pairs.map(({ prompt }) => prompt))];
  // Every prompt of every target is no choice of pairs.
  const isWhole = pairs.length === prompts.length * targets.length;
  return { targets, tags: null, prompts, pairs: isWhole ? null : pairs, modes, repeat, once };
}

/** The run in which the answers of a run were asked for, with its evidence root. */
function firstOf({ run, rejudged }: RunManifest, evidenceRoot: string) {
  if (rejudged === null) return { run, evidenceRoot };
  return rejudged.askedIn ?? { run: rejudged.run, evidenceRoot: rejudged.evidenceRoot };
}

/** Today's, but of what moved the bytes the one that did. */
function versionsOf(
  { versions: now }: RunManifest,
  { versions: then }: RunManifest,
): RunManifest['versions'] {
  const { [MOVER]: _mover, ...readers } = now;
  const moved = then[MOVER];
  return moved === undefined ? readers : { ...readers, [MOVER]: moved };
}

function caseKey(target: string, prompt: string): string {
  return `${target}/${prompt}`;
}

/** The exchanges of one case together, as soon as all are there; those of half a case at the end. */
async function* groupCases(
  records: AsyncIterable<Stored>,
  modes: number,
): AsyncGenerator<readonly Stored[], undefined> {
  const halves = new Map<string, Stored[]>();
  for await (const each of records) {
    const { target, prompt, repetition } = each.record.case;
    const key = `${caseKey(target, prompt)}/${repetition}`;
    const group = [...(halves.get(key) ?? []), each];
    if (group.length < modes) halves.set(key, group);
    else {
      halves.delete(key);
      yield group;
    }
  }
  yield* halves.values();
  return undefined;
}

/** What could not be judged anew as it was recorded, and why. */
class Left {
  /** Judged by what was read of them then. */
  kept = 0;
  readonly #byReason = new Map<string, CaseId[]>();

  count(reason: string, id: CaseId): void {
    this.#byReason.set(reason, [...(this.#byReason.get(reason) ?? []), id]);
  }

  problems(run: string): readonly Problem[] {
    const left = [...this.#byReason].map(([reason, ids]) => {
      const [first] = ids;
      const example = first === undefined ? '' : ` (${caseText(first)})`;
      return warning(
        `${ids.length} exchanges of run ${run} ${reason}${example}, and count as missing`,
        'ask for them in a new run',
      );
    });
    if (this.kept === 0) return left;
    const message = `${this.kept} exchanges of run ${run} are judged by what was read of them then: no answer came, a limit or a signal of ours ended it, or its bytes were masked`;
    return [...left, warning(message, 'nothing, where what was read then is enough')];
  }
}

function warning(message: string, mend: string): Problem {
  return asWarning(problem(message, mend));
}
