import { EXIT_CODES } from '../../contract/exit-code.ts';
import type { MonitorState, MonitorVerdict } from '../../contract/monitors/monitor.ts';
import { asWarning, InputError } from '../../contract/problem.ts';
import { tellChanges } from '../../monitors/tell-changes.ts';
import { escapeJson, escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import { renderMonitor } from '../../reports/verbs/render-monitor.ts';
import {
  addProbe,
  readMonitor,
  takeTurn,
  whyNotProbe,
  type Monitored,
  type MonitorOptions,
} from '../../runs/monitor/monitor.ts';
import { exportMetrics, needPromClient } from '../../runs/monitor/export-metrics.ts';
import { selectionOf } from '../../runs/monitor/choose-monitor.ts';
import { verify } from '../../runs/verify/verify.ts';
import { inputOutputProblem, orProblem } from '../../store/disk/input-output-problem.ts';
import { writeAtomically } from '../../store/disk/write-atomically.ts';
import { USUAL } from '../asking/ask-answers.ts';
import { askRun } from '../asking/ask-run.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { givenMonitor, type GivenMonitor } from '../asking/given-monitor.ts';
import type { MonitorFlags } from '../verbs/monitor-verb.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { postAlarms, readWebhook } from './post-alarms.ts';
import { printProblems, printProblemsJson } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';

const MS_PER_MINUTE = 60_000;
const USAGE = 2;

const EXITS: Readonly<Record<MonitorVerdict, number>> = {
  quiet: EXIT_CODES.pass,
  alarm: EXIT_CODES.fail,
  absent: EXIT_CODES.inconclusive,
};

/** What was asked for, and the URL at which alarms are told; null for nowhere. */
interface Monitoring {
  readonly flags: MonitorFlags;
  readonly plan: GivenMonitor['plan'];
  readonly options: MonitorOptions;
  readonly webhook: string | null;
}

/** Why a probe brought nothing, which is told; else null. */
type Probed = { readonly exitCode: number } | null;

export async function runMonitor(id: string | null, flags: MonitorFlags): Promise<void> {
  const given = await givenMonitor(id, flags);
  const { plan } = given;
  const options = optionsOf(given, flags.out);
  const monitoring = { flags, plan, options, webhook: readWebhook(plan.webhookEnv) };
  if (flags.prometheus !== undefined) await needPromClient();
  if (flags.status === true) {
    const monitored = await readMonitor(options, nodeWorld());
    // The first signal ends its process at once.
    return tell(monitored, EXITS[monitored.state.verdict], monitoring, new AbortController().signal);
  }
  const stop = stopSignals();
  for (;;) {
    const begunMs = nodeWorld().clock.nowMs();
    const probed = await probe(monitoring, stop);
    if (probed !== null) process.exitCode = probed.exitCode;
    if (flags.once === true || stop.signal.aborted) return;
    const { clock } = nodeWorld();
    // From begin to begin: a probe that takes long makes no later one late.
    const pauseMs = Math.max(0, plan.everyMinutes * MS_PER_MINUTE - (clock.nowMs() - begunMs));
    const wasEnded = await clock.sleep(pauseMs, stop.signal).then(
      () => false,
      () => true,
    );
    if (!wasEnded) continue;
    process.exitCode = stop.exitCode() ?? process.exitCode;
    return;
  }
}

/** Under a cap only one asks at a time. */
async function probe(monitoring: Monitoring, stop: ReturnType<typeof stopSignals>): Promise<Probed> {
  const { options } = monitoring;
  if (options.maxTokensPerDay === null) return probeNow(monitoring, stop);
  const turn = await takeTurn(options, nodeWorld(), stop.signal).catch((error: unknown) => {
    if (stop.signal.aborted) return null;
    throw error;
  });
  if (turn === null) return { exitCode: stop.exitCode() ?? EXITS.absent };
  try {
    return await probeNow(monitoring, stop);
  } finally {
    // What it saw is printed, and is its exit code.
    await turn.release().catch((error: unknown) => {
      const { problems } = inputOutputProblem(`${options.state}.turn`, 'cannot be removed', error);
      printProblems(problems.map(asWarning));
    });
  }
}

async function probeNow(monitoring: Monitoring, stop: ReturnType<typeof stopSignals>): Promise<Probed> {
  const { flags, plan, options } = monitoring;
  const why = await whyNotProbe(options, nodeWorld());
  if (why !== null) {
    console.error(escapeTerminalLine(`nothing was asked: ${why}`));
    const monitored = await readMonitor(options, nodeWorld());
    const exitCode = EXITS[monitored.state.verdict === 'alarm' ? 'alarm' : 'absent'];
    await tell(monitored, exitCode, monitoring, stop.signal);
    return { exitCode };
  }
  const faults = await givenFaults(flags.faults);
  const asked = await askRun(
    (world, signal, onEvent) =>
      verify(
        {
          ...USUAL,
          config: flags.config,
          suites: plan.suites,
          selection: selectionOf(plan),
          source: flags.source ?? null,
          concurrency: flags.concurrency ?? null,
          seed: flags.seed,
          out: flags.out,
          resume: null,
          faults,
        },
        world,
        signal,
        onEvent,
      ),
    stop,
  );
  if (asked === null) return { exitCode: EXITS.absent };
  const { folder, report, interrupted } = asked.result;
  // What was stopped in its middle says nothing of what it would have seen.
  if (interrupted) return { exitCode: stop.exitCode() ?? EXITS.absent };
  const { endedAt } = report.identity;
  try {
    const monitored = await addProbe({ folder, endedAt }, options, nodeWorld());
    await tell(monitored, EXITS[monitored.state.verdict], monitoring, stop.signal);
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // After the first call never 2: what was asked is kept, and what it says is not known.
    printProblems(error.problems);
    if (flags.json === true) printProblemsJson(error.problems, EXITS.absent);
    return { exitCode: EXITS.absent };
  }
}

async function tell(
  monitored: Monitored,
  exitCode: number,
  { flags, options, webhook }: Monitoring,
  signal: AbortSignal,
): Promise<void> {
  const { state } = monitored;
  const changes = tellChanges(monitored.before?.alarms ?? [], state.alarms);
  // First, so that nothing that cannot be written keeps it back. The result comes last, for it is one.
  if (webhook !== null) await postAlarms(webhook, options, nodeWorld(), signal);
  const isKept = await isExported(state, flags);
  // An alarm stays one; what is quiet is not known to who reads the file, and where nothing was asked, the path was wrong.
  const unkept = flags.status === true ? USAGE : EXITS.absent;
  const code = isKept || exitCode === EXITS.alarm ? exitCode : unkept;
  process.stdout.write(
    flags.json === true
      ? `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode: code, ...state, ...changes }))}\n`
      : renderMonitor(state),
  );
  process.exitCode = code;
}

/** Whether Prometheus can read what it was to read; why not is told. */
async function isExported(state: MonitorState, { prometheus }: MonitorFlags): Promise<boolean> {
  if (prometheus === undefined) return true;
  try {
    const text = await exportMetrics(state);
    await orProblem(prometheus, 'cannot be written', writeAtomically(prometheus, text));
    return true;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    printProblems(error.problems);
    return false;
  }
}

function optionsOf({ plan, state }: GivenMonitor, out: string): MonitorOptions {
  const { targets, objective, everyMinutes, tokensPerDay } = plan;
  return { out, state, rules: { objective, everyMinutes }, maxTokensPerDay: tokensPerDay, targets };
}
