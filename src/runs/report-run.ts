import type { ErrorMend, Report } from '../contract/report.ts';
import type { Summary } from '../contract/summary.ts';
import { judgeRun } from '../metrics/judge-run.ts';
import { CONFIG_FILE } from '../config/defaults.ts';
import { quoteShell } from '../reports/quote-shell.ts';
import { RUNS_FOLDER, runFile } from '../store/layout.ts';
import type { RunManifest } from '../store/manifest.ts';
import { goldenForm } from '../suites/goldens/golden-line.ts';
import type { PlannedPrompt } from '../suites/plan-prompts.ts';

/** The report of a run that has ended. */
export function reportRun(run: {
  readonly summary: Summary;
  readonly manifest: RunManifest;
  readonly folder: string;
  readonly mends: readonly ErrorMend[];
  /** Where runs are kept, and the configuration, as they were named to us. */
  readonly out: string;
  readonly config: string;
  /** In the order in which they were asked for. */
  readonly suites: readonly string[];
  readonly contentRoot: string;
  readonly prompts: readonly PlannedPrompt[];
  readonly durationMs: number;
  readonly endedMs: number;
}): Report {
  const { summary, manifest, folder, suites, prompts, durationMs, mends } = run;
  const { planned, skipped, missing } = summary.counts;
  const unproven = new Set(summary.prompts.flatMap((row) => (row.unproven > 0 ? row.promptId : [])));
  return {
    identity: {
      run: manifest.run,
      startedAt: manifest.startedAt,
      endedAt: new Date(run.endedMs).toISOString(),
      durationMs,
      throughput: durationMs > 0 ? ((planned - skipped - missing) * 1000) / durationMs : null,
    },
    summary,
    exitCode: judgeRun(summary).exitCode,
    source: manifest.source,
    seed: manifest.seed,
    baseline: manifest.baseline,
    suites,
    mends,
    inRun: nameRun(manifest.run, run),
    contentRoot: run.contentRoot,
    goldensToWrite: prompts
      .filter(({ prompt }) => unproven.has(prompt.id))
      .map((planned) => goldenForm(manifest.baseline, planned, manifest.versions['llama-contract'] ?? '')),
    paths: { run: folder, summary: runFile(folder, 'summary') },
  };
}

/** The flags without which a command would look elsewhere. */
function nameRun(run: string, { out, config }: { readonly out: string; readonly config: string }): string {
  const flags = ['--run', run];
  if (out !== RUNS_FOLDER) flags.push('--out', out);
  if (config !== CONFIG_FILE) flags.push('--config', config);
  return flags.map(quoteShell).join(' ');
}
