import { dirname } from 'node:path';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import type { GatePlan } from '../../contract/gates/gate-plan.ts';
import type { Stage } from '../../contract/gates/migration.ts';
import type { Report, ReporterName } from '../../contract/runs/report.ts';
import { asWarning, InputError, problem } from '../../contract/problem.ts';
import { OF_ALL, spellLeftOut } from '../../gates/left-out.ts';
import { underpoweredOf } from '../../gates/plan-criterion.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import { checkConfig } from '../../runs/project/check-config.ts';
import { chooseTargets, triplesOf } from '../../runs/project/choose-targets.ts';
import { judgeStage } from '../../runs/gate/gate.ts';
import { keptReporters } from '../../runs/verify/kept-reporters.ts';
import { whereFlags } from '../../runs/project/name-run.ts';
import { planGate } from '../../runs/gate/plan-gate.ts';
import { findRun } from '../../store/run/find-run.ts';
import type { RunPurpose } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { afterAsking } from '../asking/after-asking.ts';
import { askUntilDecided } from '../asking/ask-again.ts';
import { askAnswers } from '../asking/ask-answers.ts';
import { nameUser } from '../machine/git-user.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { keepJudged } from './keep-judged.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printDecision, printGatePlan } from '../output/print-decision.ts';
import { printReport } from '../output/print-report.ts';
import { printProblems } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import { inRepository, tellActions, tellActionsOfGate } from '../output/tell-actions.ts';
import type { VerifyFlags } from '../verbs/verify-verb.ts';

/** Asks both sides of a migration and judges the gate of a stage by them, in one go. */
export async function runVerifyStage(stage: Stage, flags: VerifyFlags): Promise<void> {
  const { config, out, policy = null, tag: tags = null, suite = null } = flags;
  const named = {
    migration: flags.migration ?? null,
    baseline: flags.baseline ?? null,
    candidate: flags.candidate ?? null,
  };
  const about = { config, stage, ...named, policy };
  const plan = await planGate({ ...about, suites: suite, tags, source: flags.source ?? null }, nodeWorld());
  if (flags.dryRun === true) {
    printGatePlan(plan, flags.json === true);
    return;
  }
  const underpowered = await checkPower(plan, flags);
  if (underpowered === 'refused') return;
  const { baseline, candidate, migration } = await chooseTargets(about);
  const faults = await givenFaults(flags.faults);
  const reporters: readonly ReporterName[] = flags.reporter;
  const tells = reporters.includes('github');
  const concurrency = flags.concurrency ?? null;
  const resumed = flags.resume === undefined ? null : await findResumed(out, flags.resume);
  const asked =
    resumed?.asked ??
    (await askAnswers({
      config,
      suites: suite ?? migration?.suites ?? null,
      selection: triplesOf({ baseline, candidate }, tags),
      shard: flags.shard ?? null,
      source: flags.source ?? null,
      cassettes: flags.cassettes ?? null,
      replaySpeed: flags.replaySpeed ?? null,
      concurrency,
      waitReadyMs: flags.waitReady === undefined ? null : flags.waitReady * 1000,
      seed: flags.seed,
      out,
      resume: flags.resume ?? null,
      faults,
      purpose: { what: 'stage', stage, migration: plan.migration, policy: plan.policy, underpowered },
      reporters: keptReporters(reporters, inRepository()),
    }));
  if (asked === null) return;
  if (asked.report !== null && asked.report.shard !== null) {
    printPart(asked.report, { ...about, migration: plan.migration }, flags);
    if (tells) await tellActions(asked.report);
    return;
  }
  const sides = { baseline: `${asked.folder}/${baseline}`, candidate: `${asked.folder}/${candidate}` };
  const options = { ...about, ...sides, migration: plan.migration, out };
  const allowSynthetic = flags.allowSynthetic === true;
  const judge = async () => {
    const { signal } = stopSignals();
    const judged = await judgeStage({ ...options, allowSynthetic, evidenceRoots: [] }, nodeWorld(), signal);
    return { ...judged, askAgain: judged.decision.askAgain };
  };
  const judged = await afterAsking(() =>
    askUntilDecided(
      options,
      { faults, concurrency, resume: resumed?.again ?? null },
      judge,
      ({ decision }) => decision.verdict === 'closed',
    ),
  );
  if (judged === null) return;
  printDecision(judged.decision, flags.json === true);
  if (tells) {
    await tellActionsOfGate(judged.decision, config);
    if (asked.report !== null) await tellActions(asked.report);
  }
  await keepJudged(judged, out);
}

/** Part of the prompts decides nothing: it is asked, and judged with the rest. */
function printPart(
  report: Report,
  { stage, ...named }: { readonly stage: Stage } & Readonly<Record<string, string | null>>,
  flags: VerifyFlags,
): void {
  printReport(report, flags.json === true);
  const sides = (['migration', 'baseline', 'candidate', 'policy'] as const).flatMap((name) => {
    const value = named[name] ?? null;
    return value === null ? [] : [`--${name}`, value];
  });
  const gate = ['npx', 'llama-contract', 'gate', '--stage', stage, ...sides, ...whereFlags(flags)];
  console.error(
    `the gate of ${stage} is not judged by a part. When the shards are merged:\n  ${gate.map(quoteShell).join(' ')}`,
  );
  process.exitCode = EXIT_CODES.inconclusive;
}

/** A run that asks prompts again is gone on with after the one whose prompts they are, which came to its end. */
async function findResumed(
  out: string,
  wanted: string,
): Promise<{
  readonly asked: { readonly folder: string; readonly report: null };
  readonly again: string;
} | null> {
  const again = await findRun(out, wanted);
  const { purpose } = await readManifest(again);
  if (purpose?.what !== 'again') return null;
  return { asked: { folder: await findRun(out, purpose.baseline.run), report: null }, again };
}

/**
 * Before anything is called: a live run that is not likely to decide what its stage requires is refused, unless somebody
 * answers for it. One that spends nothing is warned of.
 */
async function checkPower(
  plan: GatePlan,
  flags: VerifyFlags,
): Promise<Extract<RunPurpose, { what: 'stage' }>['underpowered'] | 'refused'> {
  const weak = underpoweredOf(plan.criteria);
  const leftOut = spellLeftOut(plan.leftOut);
  if (weak.length === 0 && leftOut === null) return null;
  const { catalog } = await checkConfig(flags.config);
  const isLive = (flags.source ?? catalog.source) === 'live';
  const problems = [
    ...(leftOut === null ? [] : [problem(`${leftOut} are left out, and without them the gate cannot open`)]),
    ...weak.map(({ id, reason, chance }) => {
      const odds = `${Math.round((chance ?? 0) * 100)}% of sides that do not differ would pass`;
      return problem(`${id} ${reason} (${odds})`);
    }),
  ].map(asWarning);
  const criteria = [...(leftOut === null ? [] : [OF_ALL]), ...weak.map(({ id }) => id)];
  if (!isLive || flags.underpowered === true) {
    printProblems(problems);
    const by = isLive
      ? await nameUser(flags.by, dirname(flags.config), 'asking what is not likely to decide')
      : null;
    return by === null ? null : { by, criteria };
  }
  printProblems(problems.map((each) => ({ ...each, severity: 'error' })));
  console.error(
    'nothing was called. Select more prompts, or add --underpowered: it asks all the same, and says in the run who had it asked',
  );
  printGatePlan(plan, flags.json === true);
  process.exitCode = EXIT_CODES.inconclusive;
  return 'refused';
}

/** Throws InputError for what is said of a stage where none is named, and for a name that answers for nothing. */
export function refuseIdleStage(flags: VerifyFlags): void {
  const ofStage = [
    ['--migration', flags.migration],
    ['--baseline', flags.baseline],
    ['--candidate', flags.candidate],
    ['--policy', flags.policy],
    ['--allow-synthetic', flags.allowSynthetic],
    ['--underpowered', flags.underpowered],
  ] as const;
  const idle = ofStage.flatMap(([name, value]) =>
    flags.stage !== undefined || value === undefined
      ? []
      : [problem(`${name} is for a gate`, 'name its stage by --stage, or leave it out')],
  );
  const nobody =
    flags.stage !== undefined && flags.by !== undefined && flags.underpowered !== true
      ? [problem('--by answers for --underpowered, which is not asked for', 'add it, or leave --by out')]
      : [];
  if (idle.length + nobody.length > 0) throw new InputError([...idle, ...nobody]);
}
