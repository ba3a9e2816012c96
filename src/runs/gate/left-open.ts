import { DEFAULT_POLICY, MAX_AGE_HOURS } from '../../contract/routing/default-policy.ts';
import type { LeftOpen } from '../../contract/runs/left-open.ts';
import type { Criterion } from '../../contract/gates/migration.ts';
import { judgeAgain } from '../../gates/judge-again.ts';
import { planAgain } from '../../gates/plan-again.ts';
import { askAgainCommand } from '../project/ask-again-command.ts';
import { sideNamed } from '../project/choose-sides.ts';
import type { CompareOptions } from '../compare/compare.ts';
import { gatherGate } from './gather-gate.ts';
import { openSides } from '../compare/open-sides.ts';
import type { RunWorld } from '../run-world.ts';

/** What asking again is about, whatever a policy makes of it. */
const CRITERIA: readonly Criterion[] = (DEFAULT_POLICY.stages.shadow?.criteria ?? []).filter(
  ({ metric }) => metric === 'breaking-differences' || metric === 'new-server-errors',
);

/** What two recorded sides leave open, and what asking it again came to so far. Calls nothing. */
export async function leftOpen(
  options: CompareOptions,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
): Promise<LeftOpen> {
  const opened = await openSides(options, world.clock.wallMs());
  const { sides } = opened;
  const looking = { out: options.out, maxAgeHours: MAX_AGE_HOURS, pinned: [] };
  const { gathered } = await gatherGate(opened, looking, world, signal);
  const judged = judgeAgain(gathered);
  const plan = judged.verdict === 'fail' ? null : planAgain(CRITERIA, gathered);
  return {
    baseline: sideNamed(sides.baseline),
    candidate: sideNamed(sides.candidate),
    synthetic: gathered.sources.some((source) => source !== 'live'),
    ...judged,
    askAgain: plan === null ? null : { ...plan, command: askAgainCommand(sides, options) },
  };
}
