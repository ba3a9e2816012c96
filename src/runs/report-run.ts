import type { Report } from '../contract/report.ts';
import type { Summary } from '../contract/summary.ts';
import { judgeRun } from '../metrics/judge-run.ts';
import { runFile } from '../store/layout.ts';
import type { RunManifest } from '../store/manifest.ts';
import { goldenForm } from '../suites/goldens/golden-line.ts';
import type { PlannedPrompt } from '../suites/plan-prompts.ts';

/** The report of a run that has ended. */
export function reportRun(run: {
  readonly summary: Summary;
  readonly manifest: RunManifest;
  readonly folder: string;
  /** In the order in which they were asked for. */
  readonly suites: readonly string[];
  readonly prompts: readonly PlannedPrompt[];
  readonly durationMs: number;
  readonly endedMs: number;
}): Report {
  const { summary, manifest, folder, suites, prompts, durationMs } = run;
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
    goldensToWrite: prompts
      .filter(({ prompt }) => unproven.has(prompt.id))
      .map((planned) => goldenForm(manifest.baseline, planned, manifest.versions['llama-contract'] ?? '')),
    paths: { run: folder, summary: runFile(folder, 'summary') },
  };
}
