import type { TargetCost } from './cost.ts';
import type { Savings } from './savings.ts';

/** What a run cost, by the prices that are written down now, and what would have been saved on it. */
export interface RunCost {
  readonly run: string;
  readonly synthetic: boolean;
  readonly targets: readonly (TargetCost & { readonly savings: Savings })[];
}

/** Whether every amount is known to its end. */
export function isWholeCost({ targets }: RunCost): boolean {
  return targets.every(({ invoice }) => invoice !== null && invoice.total.most !== null);
}
