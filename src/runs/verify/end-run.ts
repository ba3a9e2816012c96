import type { ErrorMend, Report } from '../../contract/runs/report.ts';
import type { Summary } from '../../contract/runs/summary.ts';
import { finishRun, type EndedRun } from './finish-run.ts';
import type { VerifyOptions } from './plan-verify.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import { keepInHistory } from '../history/keep-in-history.ts';
import type { OnRunEvent } from './run-events.ts';
import type { RunWorld } from '../run-world.ts';
import { strengthOfRun } from './strength-of-run.ts';

/** A run of suites in which all that will come has been appended just now. */
interface DoneRun extends Omit<EndedRun, 'strength' | 'shadow' | 'endedMs'> {
  readonly options: EndedRun['options'] & Pick<VerifyOptions, 'strength'>;
  readonly prompts: readonly ReadyPrompt[];
}

/**
 * Ends a run now: says what its goldens would catch, reports it, seals it and puts it into the history. `mendsOf` says how
 * errors that it met are mended.
 */
export async function endRun(
  { prompts, ...run }: DoneRun,
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnRunEvent,
  mendsOf: (summary: Summary) => Promise<readonly ErrorMend[]>,
): Promise<Report> {
  const { options, manifest } = run;
  const endedMs = world.clock.wallMs();
  const strength = options.strength ? await strengthOfRun(prompts, world.judgeApart, signal) : null;
  const report = await finishRun({ ...run, strength, endedMs }, mendsOf);
  const unkept = await keepInHistory(options.out, manifest, report, world);
  if (unkept !== null) onEvent({ type: 'warnings', problems: [unkept] });
  return report;
}
