import { InputError, problem } from '../contract/problem.ts';
import { MODES } from '../contract/mode.ts';
import { escapeJson } from '../reports/escape-terminal.ts';
import { renderRecording } from '../reports/render-recording.ts';
import { recordRun } from '../runs/record.ts';
import { verify } from '../runs/verify.ts';
import { askRun } from './ask-run.ts';
import { printProblems } from './print-problems.ts';
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
  const { mode } = flags;
  const options = {
    config: flags.config,
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
    out: flags.out,
    resume: flags.resume ?? null,
    bail: false,
    waitReadyMs: null,
    faults: [],
    judge: false,
    strength: false,
    render: () => ({}),
  };
  const asked = await askRun((world, signal, onEvent) => verify(options, world, signal, onEvent));
  if (asked === null) return null;
  const stopped = asked.tellStop();
  if (stopped !== null) {
    process.exitCode = stopped;
    return null;
  }
  const { folder, report } = asked.result;
  return { run: folder, missing: report.summary.counts.missing };
}
