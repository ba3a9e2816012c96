import type { TargetCost } from './cost.ts';
import type { RouteWorth } from '../routing/route-worth.ts';
import type { Savings } from './savings.ts';
import type { TargetSummary } from '../runs/summary.ts';

/** What a run cost, by the prices that are written down now, and what would have been saved on it. */
export interface RunCost {
  readonly run: string;
  readonly synthetic: boolean;
  /** What quality each route gives for what is billed, had a router decided when the run ended. */
  readonly routes: readonly RouteWorth[];
  readonly targets: readonly (TargetCost & {
    /** Its score, and what was billed for it; null where nothing is compared, or nobody counted. */
    readonly quality: number | null;
    readonly metered: TargetSummary['metered'];
    readonly savings: Savings;
  })[];
}

/** Whether every amount is known to its end. */
export function isWholeCost({ targets }: RunCost): boolean {
  return targets.every(({ invoice }) => invoice !== null && invoice.total.most !== null);
}
