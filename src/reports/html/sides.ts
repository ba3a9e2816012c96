import type { Decision } from '../../contract/gates/decision.ts';
import type { RunDetail } from '../../contract/runs/run-detail.ts';

/** The target whose traffic is to move, and where to. */
export interface Sides {
  readonly baseline: string;
  readonly candidate: string;
}

/** Those of the gate, else of the only migration that the run asked both sides of; null where it is not one. */
export function sidesOf(gate: Decision | null, { migrations }: RunDetail): Sides | null {
  if (gate !== null) return { baseline: gate.baseline.target, candidate: gate.candidate.target };
  const [first, ...others] = migrations;
  return first === undefined || others.length > 0 ? null : first;
}
