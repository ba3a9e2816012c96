import { InputError, problem } from '../../contract/problem.ts';
import { askedBy } from '../../store/run/asked-by.ts';
import { askedIn } from '../../store/run/asked-in.ts';
import { listRuns } from '../../store/run/find-run.ts';
import type { RunManifest, RunPurpose } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { readRun } from '../../store/run/read-run.ts';
import type { ChosenSide, Sides } from '../project/choose-sides.ts';
import type { SealedRun } from '../project/gather-answers.ts';

/** The runs that ask prompts of two sides again. */
export interface AgainRuns {
  readonly sealed: readonly SealedRun[];
  /** By id. */
  readonly unfinished: readonly string[];
}

/**
 * Every run of a folder that asks prompts of these sides again. One that judges another anew holds no answers of its own.
 * Throws InputError for one that was not asked as its sides were: its difference would be one of the question.
 */
export async function findAgain(out: string, sides: Sides): Promise<AgainRuns> {
  const folders = await listRuns(out);
  const manifests = await Promise.all(folders.map((folder) => readManifest(folder).catch(() => null)));
  const found = folders.filter((_folder, at) => asksAgain(manifests[at] ?? null, sides));
  const runs = await Promise.all(found.map((folder) => readRun(folder)));
  refuseOthers(
    runs.map(({ manifest }) => manifest),
    sides,
  );
  return {
    sealed: runs.flatMap((run) => {
      const { evidenceRoot } = run;
      return evidenceRoot === null ? [] : [{ ...run, evidenceRoot }];
    }),
    unfinished: runs.filter(({ evidenceRoot }) => evidenceRoot === null).map(({ manifest }) => manifest.run),
  };
}

function asksAgain(manifest: RunManifest | null, { baseline, candidate }: Sides): boolean {
  if (manifest === null || manifest.rejudged !== null || manifest.purpose?.what !== 'again') return false;
  const { purpose } = manifest;
  return isOf(purpose.baseline, baseline) && isOf(purpose.candidate, candidate);
}

/** However often the answers of a side were judged anew, before they were asked again or since, they are the same. */
function isOf(
  { run, target, askedIn: first }: Extract<RunPurpose, { what: 'again' }>['baseline'],
  { run: { manifest }, target: asked }: ChosenSide,
): boolean {
  const ours = [manifest.run, manifest.rejudged?.run, askedIn(manifest)];
  return target === asked && (ours.includes(run) || first === askedIn(manifest));
}

function refuseOthers(runs: readonly RunManifest[], { baseline }: Sides): void {
  const { run: before, hashes } = baseline.run.manifest;
  const problems = runs.flatMap(({ run, hashes: now }) => [
    ...(now.config === askedBy(baseline.run.manifest)
      ? []
      : [problem(`run ${run} asks prompts of run ${before} again by another configuration`, MEND)]),
    ...Object.keys(now.suites)
      .filter((suite) => now.suites[suite] !== hashes.suites[suite])
      .map((suite) =>
        problem(`run ${run} asks prompts of run ${before} again, whose suite ${suite} was another`, MEND),
      ),
  ]);
  if (problems.length > 0) throw new InputError(problems);
}

const MEND = 'remove it, and ask them again';
