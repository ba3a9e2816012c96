import { InputError, problem } from '../contract/problem.ts';
import type { Report } from '../contract/report.ts';
import { MODES, type Mode } from '../contract/mode.ts';
import { quoteShell } from '../reports/quote-shell.ts';
import { REPORTERS } from '../reports/registry.ts';
import type { VerifyOptions } from '../runs/plan-verify.ts';
import type { StopReason } from '../runs/stop-run.ts';
import { verify } from '../runs/verify.ts';
import { printProblems } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { realWorld } from './real-world.ts';
import { stopSignals } from './stop-signals.ts';
import { wantsColour } from './terminal.ts';
import { DEFAULT_OUT, type VerifyFlags } from './verify-options.ts';

const WIDEST = 100;

const STOPPED: Readonly<Record<StopReason, string>> = {
  bail: 'stopped at the first exchange that did not pass, as --bail asks',
  maxDurationMs: 'stopped, for the time of budgets.maxDurationMs is over',
  maxTotalTokens: 'stopped, for the tokens of budgets.maxTotalTokens are spent',
};

export async function runVerify(flags: VerifyFlags, version: string): Promise<void> {
  if (flags.dryRun === true) {
    const { printPlan } = await import('./print-plan.ts');
    await printPlan(await toOptions(flags), flags.json === true);
    return;
  }
  const stop = stopSignals();
  const progress = await createProgress();
  const options = await toOptions(flags);
  const running = verify(options, realWorld(version), stop.signal, (event) => {
    if (event.type === 'warnings') printProblems(event.problems);
    else progress.on(event);
  });
  const { report, folder, interrupted, stopped } = await running.finally(progress.end);
  process.stdout.write(render(flags.json === true ? 'json' : 'console', openable(report, flags.out)));
  process.exitCode = report.exitCode;
  if (!interrupted && stopped === null) return;
  const why = stopped === null || interrupted ? 'interrupted' : STOPPED[stopped];
  console.error(`${why}; everything recorded is kept. To go on:\n  ${resumeLine(folder)}`);
  process.exitCode = (interrupted ? stop.exitCode() : null) ?? report.exitCode;
}

async function loadFaults(path: string): Promise<VerifyOptions['faults']> {
  const { readFaults } = await import('./read-faults.ts');
  return readFaults(path);
}

async function toOptions(flags: VerifyFlags): Promise<VerifyOptions> {
  return {
    config: flags.config,
    suites: flags.suite ?? null,
    selection: {
      targets: flags.target ?? null,
      tags: flags.tag ?? null,
      modes: modesOf(flags.mode),
      repeat: flags.repeat,
    },
    source: sourceOf(flags.source),
    concurrency: flags.concurrency ?? null,
    seed: flags.seed,
    out: flags.out,
    resume: flags.resume ?? null,
    bail: flags.bail === true,
    faults: flags.faults === undefined ? [] : await loadFaults(flags.faults),
    render: (report) =>
      Object.fromEntries(
        flags.reporter.map((name) => {
          const reporter = REPORTERS[name]({ colour: false, columns: WIDEST });
          return [`report.${reporter.extension}`, reporter.render(openable(report, flags.out))];
        }),
      ),
  };
}

/** `show` looks for runs where they are kept by default, unless it is told where. */
function openable(report: Report, out: string): Report {
  if (out === DEFAULT_OUT) return report;
  const where = ` --out ${quoteShell(out)}`;
  const groups = report.summary.groups.map((group) => ({ ...group, show: `${group.show}${where}` }));
  return { ...report, summary: { ...report.summary, groups } };
}

function modesOf(mode: VerifyFlags['mode']): readonly Mode[] {
  return mode === 'both' ? MODES : [mode];
}

function sourceOf(source: string | undefined): VerifyOptions['source'] {
  if (source === undefined || source === 'simulate' || source === 'live') return source ?? null;
  const mend = 'use --source simulate or --source live';
  const message =
    source === 'replay'
      ? 'source replay: there are no cassettes to replay yet'
      : `unknown source "${source}"`;
  throw new InputError([problem(message, mend)]);
}

function render(name: 'json' | 'console', report: Report): string {
  const colour = wantsColour(process.stdout);
  const columns = Math.min(process.stdout.columns ?? WIDEST, WIDEST);
  return REPORTERS[name]({ colour, columns }).render(report);
}

function resumeLine(folder: string): string {
  const args = process.argv
    .slice(2)
    .filter((arg, at, all) => !/^--(?:resume(?:=|$)|bail$)/.test(arg) && all[at - 1] !== '--resume');
  return ['npx', 'llama-contract', ...args, '--resume', folder].map(quoteShell).join(' ');
}
