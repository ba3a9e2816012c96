import { EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError } from '../../contract/problem.ts';
import { printProblems } from '../output/print-problems.ts';

/**
 * What is done with answers that were asked for: after the first call wrong input is no longer 2 (design, section 7). Null
 * then, with all said, and the exit code set.
 */
export async function afterAsking<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    printProblems(error.problems);
    process.exitCode = EXIT_CODES.inconclusive;
    return null;
  }
}
