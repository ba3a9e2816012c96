import { CONFIG_FILE } from '../config/defaults.ts';
import type { RunVerdict } from '../contract/summary.ts';
import { quoteShell } from '../reports/quote-shell.ts';
import { renderComparison, renderComparisonJson } from '../reports/render-comparison.ts';
import { compare } from '../runs/compare.ts';
import { RUNS_FOLDER } from '../store/layout.ts';
import { nodeWorld } from './node-world.ts';
import { stopSignals } from './stop-signals.ts';
import type { CompareFlags } from './verbs.ts';

const EXIT_CODES: Readonly<Record<RunVerdict, number>> = { pass: 0, fail: 1, inconclusive: 3 };

export async function runCompare(
  baseline: string | undefined,
  candidate: string | undefined,
  flags: CompareFlags,
): Promise<void> {
  const { config, out, migration = null, json } = flags;
  const sides = { baseline: baseline ?? null, candidate: candidate ?? null };
  const comparison = await compare({ config, out, migration, ...sides }, nodeWorld(), stopSignals().signal);
  const exitCode = EXIT_CODES[comparison.verdict];
  process.stdout.write(
    json === true ? renderComparisonJson(comparison, exitCode) : renderComparison(comparison, nameRun(flags)),
  );
  process.exitCode = exitCode;
}

/** The flags without which a command would look elsewhere. */
function nameRun({ out, config }: CompareFlags): (run: string) => string {
  return (run) =>
    [
      '--run',
      run,
      ...(out === RUNS_FOLDER ? [] : ['--out', out]),
      ...(config === CONFIG_FILE ? [] : ['--config', config]),
    ]
      .map(quoteShell)
      .join(' ');
}
