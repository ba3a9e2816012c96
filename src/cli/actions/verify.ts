import { nodeWorld } from '../machine/node-world.ts';
import type { ReporterName } from '../../contract/runs/report.ts';
import { count, plural } from '../../reports/text/format.ts';
import type { VerifyOptions } from '../../runs/verify/plan-verify.ts';
import { keptReporters } from '../../runs/verify/kept-reporters.ts';
import type { PlannedPair } from '../../store/run/manifest.ts';
import { readRedisUrl } from '../../queue/redis-url.ts';
import type { rejudge } from '../../runs/verify/rejudge.ts';
import type { verifyByWorkers } from '../../runs/workers/verify-by-workers.ts';
import { verify } from '../../runs/verify/verify.ts';
import { askRun } from '../asking/ask-run.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { modesOf } from '../../contract/exchanges/mode.ts';
import { givenSelection } from '../asking/given-selection.ts';
import { printReport } from '../output/print-report.ts';
import type { Update, updateAfter } from './update-goldens.ts';
import { inRepository, tellActions } from '../output/tell-actions.ts';
import type { VerifyFlags } from '../verbs/verify-verb.ts';

export async function runVerify(flags: VerifyFlags): Promise<void> {
  if (needsStage(flags)) {
    const { refuseIdleStage, runVerifyStage } = await import('./verify-stage.ts');
    refuseIdleStage(flags);
    if (flags.stage !== undefined) return runVerifyStage(flags.stage, flags);
  }
  const update = await readUpdate(flags);
  if (flags.dryRun === true) {
    const { printPlan } = await import('../output/print-plan.ts');
    await printPlan(await toOptions(flags), flags.json === true);
    return;
  }
  const options = await toOptions(flags);
  const { rejudge: run, workers } = flags;
  const asked = await askRun((world, signal, onEvent) => {
    if (run !== undefined) return judgeAnew({ ...options, run }, world, signal, onEvent);
    if (workers === undefined) return verify(options, world, signal, onEvent);
    return askWorkers({ ...options, redis: readRedisUrl(workers, world.env) }, world, signal, onEvent);
  });
  if (asked === null) return;
  const { result } = asked;
  printReport(result.report, flags.json === true);
  process.exitCode = result.report.exitCode;
  const reporters: readonly ReporterName[] = flags.reporter;
  if (reporters.includes('github')) await tellActions(result.report);
  const stopped = asked.tellStop();
  if (stopped !== null) process.exitCode = stopped;
  else if (update !== null) await runUpdate(update, flags, result);
}

function needsStage(flags: VerifyFlags): boolean {
  const { stage, migration, baseline, candidate, policy, allowSynthetic, underpowered } = flags;
  const ofStage = [stage, migration, baseline, candidate, policy, allowSynthetic, underpowered];
  return ofStage.some((flag) => flag !== undefined);
}

/** Loaded when there is something to judge anew. */
async function judgeAnew(...run: Parameters<typeof rejudge>): ReturnType<typeof rejudge> {
  const { rejudge } = await import('../../runs/verify/rejudge.ts');
  return rejudge(...run);
}

/** Loaded when workers are to ask. */
async function askWorkers(...run: Parameters<typeof verifyByWorkers>): ReturnType<typeof verifyByWorkers> {
  const { verifyByWorkers } = await import('../../runs/workers/verify-by-workers.ts');
  return verifyByWorkers(...run);
}

async function toOptions(flags: VerifyFlags): Promise<VerifyOptions> {
  return {
    config: flags.config,
    suites: flags.suite ?? null,
    selection: {
      ...givenSelection(flags),
      pairs: flags.lastFailed === true ? await readLastFailed(flags) : null,
    },
    shard: flags.shard ?? null,
    source: flags.source ?? null,
    cassettes: flags.cassettes ?? null,
    replaySpeed: flags.replaySpeed ?? null,
    concurrency: flags.concurrency ?? null,
    seed: flags.seed,
    out: flags.out,
    resume: flags.resume ?? null,
    bail: flags.bail === true,
    judge: flags.judge === true,
    waitReadyMs: flags.waitReady === undefined ? null : flags.waitReady * 1000,
    faults: await givenFaults(flags.faults),
    purpose: null,
    strength: true,
    reporters: keptReporters(flags.reporter, inRepository()),
  };
}

async function readLastFailed({ out, resume, mode }: VerifyFlags): Promise<readonly PlannedPair[]> {
  const { lastFailed, lastFailedOf } = await import('../../runs/verify/last-failed.ts');
  const { run, pairs, leftOut } =
    resume === undefined
      ? await lastFailed(out, modesOf(mode), nodeWorld().clock.wallMs())
      : await lastFailedOf(out, resume);
  const what = resume === undefined ? 'what failed or errored in run' : 'as began run';
  const many = `${count(pairs.length)} ${plural(pairs.length, 'prompt')}, each on its target`;
  const others = leftOut === 0 ? '' : `; ${count(leftOut)} more in the other mode alone, not asked`;
  console.error(`--last-failed: ${what} ${run}: ${many}${others}`);
  return pairs;
}

/** What an update needs is asked before anything is called. */
async function readUpdate(flags: VerifyFlags): Promise<Update | null> {
  const { update, reason, by } = flags;
  if (update === undefined && reason === undefined && by === undefined) return null;
  const { checkUpdate } = await import('./update-goldens.ts');
  return checkUpdate(flags);
}

async function runUpdate(...run: Parameters<typeof updateAfter>): Promise<void> {
  const { updateAfter } = await import('./update-goldens.ts');
  await updateAfter(...run);
}
