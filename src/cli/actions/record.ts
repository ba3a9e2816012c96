import { EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderRecording } from '../../reports/verbs/render-recording.ts';
import { recordRun } from '../../runs/given/record.ts';
import { askAnswers } from '../asking/ask-answers.ts';
import { givenSelection } from '../asking/given-selection.ts';
import { printProblems } from '../output/print-problems.ts';
import type { RecordFlags } from '../verbs/record-verb.ts';

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
  process.exitCode = EXIT_CODES[isWhole ? 'pass' : 'inconclusive'];
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
  const asked = await askAnswers({
    config: flags.config,
    suites: flags.suite ?? null,
    selection: givenSelection(flags),
    source: flags.source ?? null,
    seed: flags.seed,
    out: flags.out,
    resume: flags.resume ?? null,
    faults: [],
  });
  if (asked === null) return null;
  return { run: asked.folder, missing: asked.report.summary.counts.missing };
}
