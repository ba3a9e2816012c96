import type { JudgeApart } from '../../checks/slow-value.ts';
import { DEFAULT_STRENGTH_SEED } from '../../config/defaults.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';

/**
 * What the goldens of a run would catch, for its report: some 10 ms of a processor a prompt. It hangs on suites and goldens
 * alone, so it is of one seed for every run of them. Null where none is approved, or nobody waits for it any more.
 */
export async function strengthOfRun(
  prompts: readonly ReadyPrompt[],
  judgeApart: JudgeApart,
  signal: AbortSignal,
): Promise<Report['strength']> {
  if (signal.aborted) return null;
  const { measureStrength } = await import('../goldens/measure-strength.ts');
  const { seed, altered, caught, kinds } = await measureStrength(prompts, DEFAULT_STRENGTH_SEED, judgeApart);
  return altered === 0 ? null : { seed, altered, caught, kinds };
}
