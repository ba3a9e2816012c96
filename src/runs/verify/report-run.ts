import { join } from 'node:path';
import type { ErrorMend, Report, Reporter } from '../../contract/runs/report.ts';
import type { Summary } from '../../contract/runs/summary.ts';
import type { RunOrigin } from '../../contract/runs/origin.ts';
import type { Redact } from '../../contract/world.ts';
import { judgeRun } from '../../metrics/judge-run.ts';
import { runFile } from '../../store/run/layout.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { approvingCommands } from '../project/approve-command.ts';
import { keptFile } from './kept-reporters.ts';
import { nameRun } from '../project/name-run.ts';
import { goldenForm } from '../../suites/goldens/golden-line.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';

/** The report of a run that has ended. */
export function reportRun(run: {
  readonly summary: Summary;
  readonly manifest: RunManifest;
  readonly folder: string;
  readonly redact: Redact;
  readonly mends: readonly ErrorMend[];
  readonly changes: readonly string[];
  /** Where runs are kept, and the configuration, as they were named to us. */
  readonly out: string;
  readonly config: string;
  readonly contentRoot: string;
  readonly strength: Report['strength'];
  readonly shadow: Report['shadow'];
  readonly prompts: readonly PlannedPrompt[];
  readonly places: Report['places'];
  /** Of the reports that are kept beside it. */
  readonly reporters: readonly Reporter[];
  readonly costs: Report['costs'];
  readonly durationMs: number;
  readonly endedMs: number;
}): Report {
  const { summary, manifest, folder, prompts, durationMs, mends, changes } = run;
  const { planned, skipped, missing } = summary.counts;
  const unproven = new Set(summary.prompts.flatMap((row) => (row.unproven > 0 ? row.promptId : [])));
  const open = prompts.filter(({ prompt }) => unproven.has(prompt.id));
  return {
    identity: {
      run: manifest.run,
      startedAt: manifest.startedAt,
      endedAt: new Date(run.endedMs).toISOString(),
      durationMs,
      throughput: durationMs > 0 ? ((planned - skipped - missing) * 1000) / durationMs : null,
      origin: maskOrigin(manifest.origin, run.redact),
    },
    summary,
    exitCode: judgeRun(summary).exitCode,
    source: manifest.source,
    seed: manifest.seed,
    baseline: manifest.baseline,
    suites: [...new Set(prompts.map(({ prompt }) => prompt.suite))],
    shard: manifest.shard === null ? null : { index: manifest.shard.index, of: manifest.shard.of },
    planted: manifest.planted?.faults ?? 0,
    costs: run.costs,
    judge: manifest.judge,
    mends,
    changes,
    inRun: nameRun(manifest.run, run),
    contentRoot: run.contentRoot,
    strength: run.strength,
    shadow: run.shadow,
    goldensToWrite: open.map((planned) => goldenForm(manifest.baseline, planned)),
    approving: approvingCommands(summary, manifest, open, run),
    places: run.places,
    paths: {
      run: folder,
      summary: runFile(folder, 'summary'),
      ...Object.fromEntries(
        run.reporters.map((reporter) => [reporter.name, join(folder, keptFile(reporter))]),
      ),
    },
  };
}

function maskOrigin(origin: RunOrigin | null, redact: Redact): RunOrigin | null {
  if (origin === null) return null;
  const [by, link] = [origin.by, origin.link].map((text) => (text === null ? null : redact(text)));
  return { ...origin, by: by ?? null, link: link ?? null };
}
