import { dirname } from 'node:path';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderApproval } from '../../reports/verbs/render-approval.ts';
import { approveGoldens } from '../../runs/goldens/approve-goldens.ts';
import { approveWritten } from '../../runs/goldens/approve-written.ts';
import type { Approval } from '../../runs/goldens/write-approved.ts';
import { nameUser } from '../machine/git-user.ts';
import { nodeWorld } from '../machine/node-world.ts';
import type { ApproveGoldensFlags } from '../verbs/short-verbs.ts';

export async function runApproveGoldens(run: string | undefined, flags: ApproveGoldensFlags): Promise<void> {
  const reason = flags.reason?.trim() ?? '';
  const problems = [...checkReason(reason), ...checkFlags(run, flags)];
  if (problems.length > 0) throw new InputError(problems);
  const { config, out, prompt: prompts = null, target = null, mode = null, repetition = null } = flags;
  const by = await nameUser(flags.by, dirname(config), 'this approval');
  const shared = { config, baseline: flags.to ?? null, by, reason };
  const wish = {
    all: flags.all === true,
    expect: flags.expect ?? null,
    allowSynthetic: flags.allowSynthetic === true,
    takesFailed: true,
  };
  const selection = { prompts, target, mode, repetition };
  const approval =
    flags.written === true
      ? await approveWritten({ ...shared, prompts }, nodeWorld())
      : await approveGoldens({ ...shared, out, run: run ?? null, selection, wish }, nodeWorld());
  process.stdout.write(flags.json === true ? spellApproval(approval) : renderApproval(approval));
  // Something that was asked for has nothing approved.
  if (approval.rows.some(({ what }) => what === 'left')) process.exitCode = EXIT_CODES.inconclusive;
}

export function checkReason(reason: string): readonly Problem[] {
  if (reason !== '') return [];
  const mend = "add --reason 'why the answers are right'";
  return [problem('no reason is given: whoever reads the golden later asks why it is right', mend)];
}

/** Flags that mean nothing together. */
function checkFlags(run: string | undefined, flags: ApproveGoldensFlags): readonly Problem[] {
  const ofRuns = [
    [run, `run ${run ?? ''}`],
    [flags.target, '--target'],
    [flags.mode, '--mode'],
    [flags.repetition, '--repetition'],
    [flags.expect, '--expect'],
    [flags.all, '--all'],
    [flags.allowSynthetic, '--allow-synthetic'],
  ] as const;
  const idle = flags.written === true ? ofRuns.filter(([given]) => given !== undefined) : [];
  return [
    ...idle.map(([, what]) =>
      problem(
        `--written approves what stands in the files, and ${what} has no part in it`,
        'leave one of them out',
      ),
    ),
    ...(flags.expect !== undefined && flags.prompt === undefined
      ? [problem('--expect says how the answers to some prompts should end', 'name them with --prompt')]
      : []),
    ...(flags.all === true && flags.prompt !== undefined
      ? [problem('--all is for every prompt of the run, and --prompt names some', 'leave one of them out')]
      : []),
  ];
}

/** The approval on one line. Keys, and their order, are a promise to scripts. */
function spellApproval({ run, baseline, approver, rows }: Approval): string {
  const goldens = rows.map(({ promptId, suite, what, why, file, golden }) => ({
    promptId,
    suite,
    what,
    why,
    file,
    exchange: golden?.provenance.run?.exchange ?? null,
    source: golden?.provenance.source ?? null,
  }));
  const { by, reason, date } = approver;
  const document = { schemaVersion: 1, run, baseline, by, reason, date, goldens };
  return `${escapeJson(JSON.stringify(document))}\n`;
}
