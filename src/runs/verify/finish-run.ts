import type { ErrorMend, Report } from '../../contract/runs/report.ts';
import type { Summary } from '../../contract/runs/summary.ts';
import type { Redact } from '../../contract/world.ts';
import { fingerprintsFile } from '../../store/run/fingerprints-file.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import type { RunStore } from '../../store/run/open-run.ts';
import { keptFile } from './kept-reporters.ts';
import type { Project } from '../project/load-project.ts';
import type { Plan } from '../project/plan-run.ts';
import { placePrompts } from './place-prompts.ts';
import type { VerifyOptions } from './plan-verify.ts';
import { changesSinceLast } from './endpoint-changes.ts';
import { reportRun } from './report-run.ts';
import type { RunSums } from './sum-run.ts';

/** A run of which all that will come has been appended and folded. */
export interface EndedRun {
  readonly options: Pick<VerifyOptions, 'out' | 'config' | 'reporters'>;
  readonly project: Project;
  readonly plan: Plan;
  readonly manifest: RunManifest;
  readonly store: RunStore;
  readonly sums: RunSums;
  readonly redact: Redact;
  readonly strength: Report['strength'];
  /** Left out where it asked prompts of suites. */
  readonly shadow?: Report['shadow'];
  readonly durationMs: number;
  readonly endedMs: number;
}

/** Sums a run up, reports it and seals it. `mendsOf` says how errors that it met are mended. */
export async function finishRun(
  {
    options,
    project,
    plan,
    manifest,
    store,
    sums,
    redact,
    strength,
    shadow = null,
    durationMs,
    endedMs,
  }: EndedRun,
  mendsOf: (summary: Summary) => Promise<readonly ErrorMend[]>,
): Promise<Report> {
  await store.flush();
  const { evidenceRoot, contentRoot } = store.roots();
  const summary = sums.fold.summary(evidenceRoot);
  const endpoints = sums.fingerprints.fingerprints();
  const seen = fingerprintsFile(evidenceRoot, endpoints, redact);
  const report = reportRun({
    summary,
    manifest,
    folder: store.folder,
    redact,
    mends: await mendsOf(summary),
    changes: (await changesSinceLast(options.out, manifest, endpoints)).map(redact),
    out: options.out,
    config: options.config,
    prompts: plan.prompts,
    costs: sums.bill.costs(summary, endedMs),
    contentRoot,
    strength,
    shadow,
    places: placePrompts(summary.prompts, project),
    reporters: options.reporters,
    durationMs,
    endedMs,
  });
  const rendered = options.reporters.map((reporter): [string, string] => [
    keptFile(reporter),
    reporter.render(report),
  ]);
  await store.seal(report, { ...Object.fromEntries(rendered), ...seen });
  return report;
}
