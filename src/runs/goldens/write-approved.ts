import type { Golden } from '../../contract/suites/prompt.ts';
import type { Approver } from '../../suites/goldens/build-golden.ts';
import { goldensFile } from '../../suites/goldens/goldens-file.ts';
import { updateGoldens } from '../../suites/goldens/update-goldens.ts';
import { orProblem } from '../../store/disk/input-output-problem.ts';
import type { Project } from '../project/load-project.ts';

/** What became of the golden of one prompt. */
export interface ApprovalRow {
  readonly promptId: string;
  readonly suite: string;
  readonly what: 'added' | 'updated' | 'matched' | 'kept' | 'left';
  /** Why nothing was approved; null where something was. */
  readonly why: string | null;
  /** What is approved; null where nothing is. */
  readonly golden: Golden | null;
}

export interface Approval {
  /** Null where goldens were approved as they were written. */
  readonly run: string | null;
  readonly baseline: string;
  readonly approver: Approver;
  readonly rows: readonly (ApprovalRow & { readonly file: string })[];
}

/** Writes what is approved into the files of the baseline, whose goldens are held. A file of which nothing is stays. */
export async function writeApproved(
  { root, baseline, goldenHashes }: Pick<Project, 'root' | 'baseline' | 'goldenHashes'>,
  rows: readonly ApprovalRow[],
  { run, approver }: Pick<Approval, 'run' | 'approver'>,
): Promise<Approval> {
  const bySuite = Map.groupBy(
    rows.flatMap(({ suite, golden }) => (golden === null ? [] : [{ suite, golden }])),
    ({ suite }) => suite,
  );
  for (const [suite, approved] of bySuite) {
    const goldens = approved.map(({ golden }) => golden);
    const read = goldenHashes[suite] ?? null;
    const file = goldensFile(baseline, suite);
    await orProblem(file, 'cannot be written', updateGoldens({ root, baseline, suite, read, goldens }));
  }
  const placed = rows.map((row) => ({ ...row, file: goldensFile(baseline, row.suite) }));
  return { run, baseline, approver, rows: placed };
}
