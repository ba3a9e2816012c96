import type { KeptDecision } from '../../contract/runs/history.ts';
import { readDecisions } from '../../store/decisions.ts';
import { printProblems } from '../output/print-problems.ts';

/** What gates said of the runs under a folder, the oldest first. What cannot be read of it is told. */
export async function keptDecisions(out: string): Promise<readonly KeptDecision[]> {
  const { decisions, warnings } = await readDecisions(out);
  printProblems(warnings);
  return decisions;
}
