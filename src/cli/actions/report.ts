import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Decision } from '../../contract/gates/decision.ts';
import type { Trend } from '../../contract/runs/history.ts';
import type { Stage } from '../../contract/gates/migration.ts';
import { asWarning, InputError, problem, type Problem } from '../../contract/problem.ts';
import { escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import { chooseTargets } from '../../runs/project/choose-targets.ts';
import { compare } from '../../runs/compare/compare.ts';
import { gate } from '../../runs/gate/gate.ts';
import { trendsUpTo } from '../../runs/history/history-trends.ts';
import { readHistory } from '../../runs/history/read-history.ts';
import { writeReportFiles, type ReportOptions } from '../../runs/report/report.ts';
import { keptDecisions } from './kept-decisions.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printNote, printProblems } from '../output/print-problems.ts';
import type { ReportFlags } from '../verbs/report-verb.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import { inRepository } from '../output/tell-actions.ts';

export async function runReport(run: string | undefined, flags: ReportFlags): Promise<void> {
  const { out, config, output, json } = flags;
  checkFlags(flags);
  const decide = flags.stage === undefined ? null : gateOf(flags, flags.stage);
  const around = {
    nowMs: nodeWorld().clock.wallMs(),
    inRepository: inRepository(),
    gate: decide,
    trends: (id: string) => trendsOf(out, id),
    decisions: () => keptDecisions(out),
    compare: compareIn(flags),
    onUnreadable: tellUnreadable,
  };
  const written = await writeReportFiles({ run: run ?? null, out, config, files: output, ...around });
  if (json === true) process.stdout.write(`${JSON.stringify({ schemaVersion: 1, files: written })}\n`);
  else for (const file of written) console.log(escapeTerminalLine(file));
  if (flags.open === true) openPage(written.find(isPage) ?? '');
}

/** A page without the project of its run is one all the same. */
function tellUnreadable(problems: readonly Problem[]): void {
  printProblems(problems.map(asWarning));
  printNote('the page is written without what the configuration, suites and goldens say');
}

/** Runs on a page's line, the one that is reported among them. */
const RUNS_SHOWN = 10;

async function trendsOf(out: string, run: string): Promise<readonly Trend[]> {
  const { runs, warnings } = await readHistory(out, nodeWorld());
  printProblems(warnings);
  return trendsUpTo(runs, run, RUNS_SHOWN);
}

/** The gate of a stage over both sides of the run that is reported, and of no other. */
function gateOf(flags: ReportFlags, stage: Stage): (run: string) => Promise<Decision> {
  const { out, config, migration: wanted = null } = flags;
  return async (run) => {
    const names = await chooseTargets({ config, migration: wanted, baseline: null, candidate: null });
    const options = {
      config,
      out,
      stage,
      migration: names.migration?.id ?? null,
      baseline: `${run}/${names.baseline}`,
      candidate: `${run}/${names.candidate}`,
      policy: null,
      allowSynthetic: flags.allowSynthetic === true,
      evidenceRoots: [],
    };
    return gate(options, nodeWorld(), stopSignals().signal);
  };
}

/** The two sides of a migration, in the run that is reported. */
function compareIn({ config, out }: ReportFlags): ReportOptions['compare'] {
  return (run, { id, baseline, candidate }) => {
    const sides = { baseline: `${run}/${baseline}`, candidate: `${run}/${candidate}` };
    return compare({ config, out, migration: id, ...sides }, nodeWorld(), stopSignals().signal);
  };
}

function isPage(file: string): boolean {
  return file.toLowerCase().endsWith('.html');
}

/** Flags that mean nothing without others. */
function checkFlags({ output, stage, migration, allowSynthetic, open }: ReportFlags): void {
  const hasPage = output.some(isPage);
  const problems = [
    ...(stage !== undefined && !hasPage
      ? [problem('--stage is for a page, and none is written', 'add a file that ends in .html')]
      : []),
    ...(open === true && !hasPage
      ? [problem('--open opens a page, and none is written', 'add a file that ends in .html')]
      : []),
    ...(stage === undefined && (migration !== undefined || allowSynthetic === true)
      ? [problem('--migration and --allow-synthetic are for --stage', 'add --stage, or leave them out')]
      : []),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** The page stands whether it can be opened or not: where nothing opens it, that is said and no more. */
function openPage(file: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, resolve(file)], { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`nothing here opens ${file} (${command} cannot be started)`));
  child.unref();
}
