import { InputError, problem } from '../contract/problem.ts';
import { MODES } from '../contract/mode.ts';
import { escapeJson } from '../reports/escape-terminal.ts';
import { quoteShell } from '../reports/quote-shell.ts';
import { renderRecording } from '../reports/render-recording.ts';
import { whereFlags } from '../runs/approve-command.ts';
import { recordRun } from '../runs/record.ts';
import { RunCutShort } from '../runs/run-cut-short.ts';
import type { OnRunEvent } from '../runs/run-events.ts';
import { verify } from '../runs/verify.ts';
import { limitHeapFor } from './limit-heap.ts';
import { nodeWorld } from './node-world.ts';
import { printProblems } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { stopSignals } from './stop-signals.ts';
import type { RecordFlags } from './record-verb.ts';

/** Something that was to be recorded is not. */
const EXIT_INCONCLUSIVE = 3;

export async function runRecord(flags: RecordFlags): Promise<void> {
  const { config, out, cassettes = null } = flags;
  const asked = flags.from === undefined ? await ask(flags) : { run: flags.from, missing: 0 };
  if (asked === null) return;
  const result = await recordRun({ config, out, run: asked.run, cassettes });
  printProblems(result.warnings);
  process.stdout.write(
    flags.json === true
      ? `${escapeJson(JSON.stringify({ schemaVersion: 1, ...result, missing: asked.missing }))}\n`
      : renderRecording({ ...result, missing: asked.missing }),
  );
  const isWhole = asked.missing === 0 && result.left.length === 0 && result.cassettes.length > 0;
  process.exitCode = isWhole ? 0 : EXIT_INCONCLUSIVE;
}

interface Asked {
  readonly run: string;
  /** Planned, and not asked. */
  readonly missing: number;
}

/** A run like any other; null where it did not come to its end. */
async function ask(flags: RecordFlags): Promise<Asked | null> {
  if (flags.source === 'replay') {
    const mend = 'use --source live or --source simulate, or --from a run';
    throw new InputError([problem('what is replayed was recorded already', mend)]);
  }
  const { config, out, mode } = flags;
  const stop = stopSignals();
  const progress = await createProgress();
  const onEvent: OnRunEvent = (event) => {
    if (event.type === 'planned') limitHeapFor(event.exchanges);
    else if (event.type === 'warnings') printProblems(event.problems);
    else progress.on(event);
  };
  const options = {
    config,
    suites: flags.suite ?? null,
    selection: {
      targets: flags.target ?? null,
      tags: flags.tag ?? null,
      prompts: flags.prompt ?? null,
      pairs: null,
      modes: mode === 'both' ? MODES : [mode],
      repeat: flags.repeat,
      once: null,
    },
    source: flags.source ?? null,
    cassettes: null,
    replaySpeed: null,
    concurrency: flags.concurrency ?? null,
    seed: flags.seed,
    out,
    resume: null,
    bail: false,
    waitReadyMs: null,
    faults: [],
    render: () => ({}),
  };
  const running = verify(options, { ...nodeWorld(), argv: process.argv.slice(2) }, stop.signal, onEvent);
  const result = await running.finally(progress.end).catch((error: unknown) => {
    if (!(error instanceof RunCutShort)) throw error;
    printProblems(error.problems);
    return null;
  });
  if (result === null) {
    process.exitCode = EXIT_INCONCLUSIVE;
    return null;
  }
  const { report, folder, interrupted } = result;
  if (!interrupted) return { run: folder, missing: report.summary.counts.missing };
  const command = ['npx', 'llama-contract', 'record', '--from', folder, ...whereFlags({ config, out })];
  console.error(
    `interrupted, and no cassette written; to record what came:\n  ${command.map(quoteShell).join(' ')}`,
  );
  process.exitCode = stop.exitCode() ?? EXIT_INCONCLUSIVE;
  return null;
}
