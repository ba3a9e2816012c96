import type { RunManifest } from '../../store/run/manifest.ts';

/** Whether all targets of a run are asked in one order that chance chose, or side by side. */
export function isInTurn({ plan, purpose }: Pick<RunManifest, 'plan' | 'purpose'>): boolean {
  return plan.once !== null || purpose?.what === 'again';
}
