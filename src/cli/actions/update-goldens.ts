import { dirname } from 'node:path';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { renderApproval } from '../../reports/verbs/render-approval.ts';
import { approveGoldens } from '../../runs/goldens/approve-goldens.ts';
import { checkConfig } from '../../runs/project/check-config.ts';
import type { VerifyResult } from '../../runs/verify/verify.ts';
import { checkReason } from './approve.ts';
import { nameUser } from '../machine/git-user.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';
import type { VerifyFlags } from '../verbs/verify-verb.ts';

/** An approval that is asked for before its run has begun. */
export interface Update {
  readonly all: boolean;
  readonly by: string;
  readonly reason: string;
}

/** Set by every CI that we know: https://docs.github.com/actions/reference/variables-reference */
function isCi(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

function checkPlace({ dryRun, update }: VerifyFlags): readonly Problem[] {
  const mend = 'approve where somebody reads the answers, and commit the goldens';
  return [
    ...(update === undefined ? [problem('--reason and --by are for --update', 'leave them out')] : []),
    ...(isCi(process.env['CI']) ? [problem('--update approves, and nobody does that in a CI', mend)] : []),
    ...(dryRun === true ? [problem('--dry-run calls nothing, so there is nothing to approve')] : []),
  ];
}

/** Throws InputError when the answers of the run that is to come could not be approved. */
export async function checkUpdate(flags: VerifyFlags): Promise<Update> {
  const reason = flags.reason?.trim() ?? '';
  const problems = [...checkPlace(flags), ...(flags.update === undefined ? [] : checkReason(reason))];
  if (problems.length > 0) throw new InputError(problems);
  const { catalog } = await checkConfig(flags.config);
  const source = flags.source ?? catalog.source;
  if (source !== 'live') {
    const mend = 'use --source live; golden approve takes answers of other runs, and says what they are';
    const why = source === 'simulate' ? 'a simulator would approve itself' : 'nobody answers in a replay';
    throw new InputError([problem(`--update is for live runs: ${why}`, mend)]);
  }
  const by = await nameUser(flags.by, dirname(flags.config), 'this approval');
  return { all: flags.update === 'all', by, reason };
}

/**
 * Approves the answers of a run that has come to its end. What it could not approve is told, and the exit code stays the
 * run's own: no answer is held against itself.
 */
export async function updateAfter(
  { all, by, reason }: Update,
  { config, out }: VerifyFlags,
  { folder }: Pick<VerifyResult, 'folder'>,
): Promise<void> {
  const selection = { prompts: null, target: null, mode: null, repetition: null };
  const wish = { all, expect: null, allowSynthetic: false, takesFailed: false };
  const options = { config, out, run: folder, baseline: null, selection, wish, by, reason };
  try {
    const approval = await approveGoldens(options, nodeWorld());
    process.stderr.write(renderApproval(approval));
    if (approval.rows.some(({ what }) => what === 'left')) process.exitCode ||= EXIT_CODES.inconclusive;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    printProblems(error.problems);
    // After the first call this is never 2.
    process.exitCode ||= EXIT_CODES.inconclusive;
  }
}
