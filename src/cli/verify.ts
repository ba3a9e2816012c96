import { MODES, type Mode } from '../contract/mode.ts';
import type { Report } from '../contract/report.ts';
import { escapeTerminalLine } from '../reports/escape-terminal.ts';
import { count, plural } from '../reports/format.ts';
import { quoteShell } from '../reports/quote-shell.ts';
import { REPORTERS } from '../reports/registry.ts';
import type { VerifyOptions } from '../runs/plan-verify.ts';
import { renderReports, WIDEST } from '../runs/render-reports.ts';
import type { PlannedPair } from '../store/manifest.ts';
import type { StopReason } from '../metrics/watch-spending.ts';
import { RunCutShort } from '../runs/run-cut-short.ts';
import type { rejudge } from '../runs/rejudge.ts';
import type { OnRunEvent } from '../runs/run-events.ts';
import { verify, type VerifyResult } from '../runs/verify.ts';
import type { Update, updateAfter } from './update-goldens.ts';
import { limitHeapFor } from './limit-heap.ts';
import { nodeWorld } from './node-world.ts';
import { printProblems } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { stopSignals } from './stop-signals.ts';
import { wantsColour } from './terminal.ts';
import type { VerifyFlags } from './verbs.ts';

/** Design, section 7: after the first call a full disk is never 2. */
const EXIT_INCONCLUSIVE = 3;

const STOPPED: Readonly<Record<StopReason, string>> = {
  bail: 'stopped at the first exchange that did not pass, as --bail asks',
  maxDurationMs: 'stopped, for the time of budgets.maxDurationMs is over',
  maxTotalTokens: 'stopped, for the tokens of budgets.maxTotalTokens are spent',
};

export async function runVerify(flags: VerifyFlags): Promise<void> {
  const update = await readUpdate(flags);
  if (flags.dryRun === true) {
    const { printPlan } = await import('./print-plan.ts');
    await printPlan(await toOptions(flags), flags.json === true);
    return;
  }
  const stop = stopSignals();
  const progress = await createProgress();
  const options = await toOptions(flags);
  const argv = process.argv.slice(2);
  const onEvent: OnRunEvent = (event) => {
    if (event.type === 'planned') limitHeapFor(event.exchanges);
    else if (event.type === 'warnings') printProblems(event.problems);
    else progress.on(event);
  };
  const world = { ...nodeWorld(), argv };
  const running =
    flags.rejudge === undefined
      ? verify(options, world, stop.signal, onEvent)
      : judgeAnew({ ...options, run: flags.rejudge }, world, stop.signal, onEvent);
  const result = await running.finally(progress.end).catch((error: unknown) => {
    if (!(error instanceof RunCutShort)) throw error;
    printProblems(error.problems);
    console.error(
      `the run is cut short; what was written is kept. To go on:\n  ${resumeLine(argv, error.folder)}`,
    );
    process.exitCode = EXIT_INCONCLUSIVE;
    return null;
  });
  if (result === null) return;
  const { report, folder, interrupted, unready, stopped } = result;
  process.stdout.write(render(flags.json === true ? 'json' : 'console', report));
  process.exitCode = report.exitCode;
  const why = interrupted
    ? 'interrupted'
    : (whyUnready(unready) ?? (stopped === null ? null : STOPPED[stopped]));
  if (why === null) {
    if (update !== null) await runUpdate(update, flags, result);
    return;
  }
  console.error(`${why}; everything recorded is kept. To go on:\n  ${resumeLine(argv, folder)}`);
  process.exitCode = (interrupted ? stop.exitCode() : null) ?? report.exitCode;
}

/** Loaded when there is something to judge anew. */
async function judgeAnew(...run: Parameters<typeof rejudge>): ReturnType<typeof rejudge> {
  const { rejudge } = await import('../runs/rejudge.ts');
  return rejudge(...run);
}

function whyUnready(unready: VerifyResult['unready']): string | null {
  if (unready.length === 0) return null;
  const each = unready.map(({ target, why, waitedMs }) => {
    const seconds = Math.round(waitedMs / 1000);
    return escapeTerminalLine(`${target} was not ready after ${seconds} s: ${why}`);
  });
  return `nothing was asked, for ${each.join('; ')}`;
}

async function toOptions(flags: VerifyFlags): Promise<VerifyOptions> {
  return {
    config: flags.config,
    suites: flags.suite ?? null,
    selection: {
      targets: flags.target ?? null,
      tags: flags.tag ?? null,
      prompts: flags.prompt ?? null,
      pairs: flags.lastFailed === true ? await readLastFailed(flags) : null,
      modes: modesOf(flags.mode),
      repeat: flags.repeat,
    },
    source: flags.source ?? null,
    concurrency: flags.concurrency ?? null,
    seed: flags.seed,
    out: flags.out,
    resume: flags.resume ?? null,
    bail: flags.bail === true,
    waitReadyMs: flags.waitReady === undefined ? null : flags.waitReady * 1000,
    faults: flags.faults === undefined ? [] : await loadFaults(flags.faults),
    render: (report) => renderReports(flags.reporter, report),
  };
}

function modesOf(mode: VerifyFlags['mode']): readonly Mode[] {
  return mode === 'both' ? MODES : [mode];
}

async function readLastFailed({ out, resume, mode }: VerifyFlags): Promise<readonly PlannedPair[]> {
  const { lastFailed, lastFailedOf } = await import('../runs/last-failed.ts');
  const { run, pairs, leftOut } =
    resume === undefined ? await lastFailed(out, modesOf(mode)) : await lastFailedOf(out, resume);
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

async function loadFaults(path: string): Promise<VerifyOptions['faults']> {
  const { readFaults } = await import('./read-faults.ts');
  return readFaults(path);
}

function render(name: 'json' | 'console', report: Report): string {
  const colour = wantsColour(process.stdout);
  const columns = Math.min(process.stdout.columns ?? WIDEST, WIDEST);
  return REPORTERS[name]({ colour, columns }).render(report);
}

/** What judges a run anew makes no calls, and begins anew itself. */
function resumeLine(argv: readonly string[], folder: string): string {
  if (argv.some((arg) => /^--rejudge(?:=|$)/.test(arg))) {
    return ['npx', 'llama-contract', ...argv].map(quoteShell).join(' ');
  }
  const args = argv.filter(
    (arg, at, all) => !/^--(?:resume(?:=|$)|bail$)/.test(arg) && all[at - 1] !== '--resume',
  );
  return ['npx', 'llama-contract', ...args, '--resume', folder].map(quoteShell).join(' ');
}
