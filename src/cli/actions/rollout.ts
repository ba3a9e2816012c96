import { dirname } from 'node:path';
import { stringify } from 'yaml';
import { EXIT_CODES, GATE_EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderDecision } from '../../reports/verbs/render-decision.ts';
import {
  renderArm,
  renderDrill,
  renderProbes,
  renderRolledBack,
  renderRollout,
  renderWindows,
} from '../../reports/verbs/render-rollout.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { advanceRollout } from '../../runs/rollout/advance-rollout.ts';
import { drillRollout } from '../../runs/rollout/drill-rollout.ts';
import { armOf, exportRollout } from '../../runs/rollout/export-rollout.ts';
import { holdRollout } from '../../runs/rollout/hold-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../../runs/project/open-rollout.ts';
import { recordMonitor } from '../../runs/rollout/record-monitor.ts';
import { recordWindows } from '../../runs/rollout/record-windows.ts';
import { rollBack } from '../../runs/rollout/roll-back.ts';
import { showRollout } from '../../runs/rollout/show-rollout.ts';
import { startRollout } from '../../runs/rollout/start-rollout.ts';
import { nameWriter } from '../machine/git-user.ts';
import { keepDecided } from './keep-judged.ts';
import { nodeUptime } from '../machine/node-uptime.ts';
import { nodeWorld } from '../machine/node-world.ts';
import type {
  AdvanceFlags,
  DrillFlags,
  ExportFlags,
  HoldFlags,
  RecordWindowsFlags,
  RollBackFlags,
  StartFlags,
  StatusFlags,
} from '../verbs/rollout-verbs.ts';
import { stopSignals } from '../machine/stop-signals.ts';

export async function runStart(flags: StartFlags): Promise<void> {
  const state = await startRollout(await optionsOf(flags), rolloutWorld());
  print(flags, { exitCode: 0, state }, () => renderRollout(state));
}

export async function runStatus(flags: StatusFlags): Promise<void> {
  const { config, migration = null, client } = flags;
  // Nothing is written, so nobody answers for it.
  const state = await showRollout({ config, out: RUNS_FOLDER, migration, by: '' }, rolloutWorld());
  const arm = client === undefined ? null : armOf(client, state);
  print(flags, { exitCode: 0, state, ...(arm === null ? {} : { client: arm }) }, () =>
    arm === null ? renderRollout(state) : renderArm(arm, state),
  );
}

export async function runRecordWindows(flags: RecordWindowsFlags): Promise<void> {
  const { run = null, monitor } = flags;
  if (monitor !== undefined) return recordProbes(flags, monitor);
  const allowSynthetic = flags.allowSynthetic === true;
  const recorded = await recordWindows({ ...(await optionsOf(flags)), run, allowSynthetic }, rolloutWorld());
  const exitCode = recorded.rolledBack === null ? EXIT_CODES.pass : EXIT_CODES.fail;
  print(flags, { exitCode, ...recorded }, () => renderWindows(recorded));
}

async function recordProbes(flags: RecordWindowsFlags, monitor: string | true): Promise<void> {
  const allowSynthetic = flags.allowSynthetic === true;
  const file = monitor === true ? null : monitor;
  const recorded = await recordMonitor({ ...(await optionsOf(flags)), file, allowSynthetic }, rolloutWorld());
  const { runs, leftOut, rolledBack } = recorded;
  // What nobody weighs is no pass.
  const isWhole = runs.length > 0 && leftOut.length === 0;
  const kept = isWhole ? EXIT_CODES.pass : EXIT_CODES.inconclusive;
  const exitCode = rolledBack === null ? kept : EXIT_CODES.fail;
  print(flags, { exitCode, ...recorded }, () => renderProbes(recorded));
}

export async function runAdvance(flags: AdvanceFlags): Promise<void> {
  const { baseline = null, candidate = null, evidenceRoot: evidenceRoots } = flags;
  const allowSynthetic = flags.allowSynthetic === true;
  const options = { ...(await optionsOf(flags)), baseline, candidate, allowSynthetic, evidenceRoots };
  const { decision, state, advanced } = await advanceRollout(options, rolloutWorld(), stopSignals().signal);
  await keepDecided(decision, options.out);
  const exitCode = GATE_EXIT_CODES[decision.verdict];
  print(
    flags,
    { exitCode, advanced, decision, state },
    () => `${renderDecision(decision)}\n${renderRollout(state)}`,
  );
}

export async function runHold(flags: HoldFlags): Promise<void> {
  const release = flags.release === true;
  const reason = reasonOf(flags, release ? 'it may go on' : 'it has to wait');
  const state = await holdRollout({ ...(await optionsOf(flags)), release, reason }, rolloutWorld());
  print(flags, { exitCode: 0, state }, () => renderRollout(state));
}

export async function runRollBack(flags: RollBackFlags): Promise<void> {
  // Whoever is in a hurry may say why later.
  const given = flags.reason?.trim() ?? '';
  const reason = given === '' ? 'no reason was given' : given;
  const ledger = await rollBack({ ...(await optionsOf(flags)), reason }, rolloutWorld());
  print(flags, { exitCode: 0, entry: ledger.entries.at(-1), head: ledger.head }, () =>
    renderRolledBack(ledger),
  );
}

export async function runDrill(flags: DrillFlags): Promise<void> {
  const { run = null } = flags;
  const allowSynthetic = flags.allowSynthetic === true;
  const done = await drillRollout({ ...(await optionsOf(flags)), run, allowSynthetic }, rolloutWorld());
  print(flags, { exitCode: EXIT_CODES[done.verdict], ...done }, () => renderDrill(done));
}

export async function runExport(flags: ExportFlags): Promise<void> {
  const { config, migration = null, as: form, gateway, namespace, port, sink = null, json } = flags;
  const place = { gateway, namespace, port, sink };
  const options = { config, out: RUNS_FOLDER, migration, by: '', form, place };
  const { state, rows, route } = await exportRollout(options, rolloutWorld());
  const shown = route ?? { schemaVersion: 1, migration: state.migration, step: state.step, ...rows };
  process.stdout.write(json === true ? `${escapeJson(JSON.stringify(shown))}\n` : stringify(shown));
}

function rolloutWorld(): RolloutWorld {
  return { ...nodeWorld(), uptime: nodeUptime() };
}

async function optionsOf(flags: {
  readonly config: string;
  readonly migration?: string;
  readonly out?: string;
  readonly by?: string;
}): Promise<RolloutOptions> {
  const { config, migration = null, out = RUNS_FOLDER } = flags;
  return { config, migration, out, by: await nameWriter(flags.by, dirname(config)) };
}

function reasonOf({ reason }: { readonly reason?: string }, why: string): string {
  const given = reason?.trim() ?? '';
  if (given !== '') return given;
  const message = 'no reason is given: whoever reads the ledger later asks why';
  throw new InputError([problem(message, `add --reason 'why ${why}'`)]);
}

/** Sets the exit code, too. */
function print(
  { json }: { readonly json?: true },
  document: { readonly exitCode: number } & Readonly<Record<string, unknown>>,
  render: () => string,
): void {
  process.stdout.write(
    json === true ? `${escapeJson(JSON.stringify({ schemaVersion: 1, ...document }))}\n` : render(),
  );
  process.exitCode = document.exitCode;
}
