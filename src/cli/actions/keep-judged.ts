import type { Decision } from '../../contract/gates/decision.ts';
import { asWarning, InputError } from '../../contract/problem.ts';
import type { JudgedStage } from '../../runs/gate/gate.ts';
import { keepDecision } from '../../runs/gate/keep-decision.ts';
import { keepEvidence } from '../../runs/gate/keep-evidence.ts';
import { nameWriter } from '../machine/git-user.ts';
import { nodeUptime } from '../machine/node-uptime.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printNote, printProblems } from '../output/print-problems.ts';

/**
 * Keeps what was judged for history, and in the ledger of its migration. Where either cannot be written the verdict stands,
 * and it is said.
 */
export async function keepJudged({ decision, toKeep }: JudgedStage, out: string): Promise<void> {
  await keepDecided(decision, out);
  if (toKeep === null) return;
  const world = { ...nodeWorld(), uptime: nodeUptime() };
  try {
    const kept = await keepEvidence(toKeep, await nameWriter(undefined, toKeep.root), world);
    if (kept !== null) printNote(`kept for later gates: line ${kept.line} of ${kept.file}`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const lost = 'the evidence is not kept, so later gates do not count it';
    printProblems(error.problems.map((each) => asWarning({ ...each, message: `${lost}: ${each.message}` })));
  }
}

/** For history alone. */
export async function keepDecided(decision: Decision, out: string): Promise<void> {
  const unkept = await keepDecision(out, decision, nodeWorld());
  if (unkept !== null) printProblems([unkept]);
}
