import type { Decision } from '../../contract/gates/decision.ts';

/** For whatever rests on a simulator in which faults were planted: neither its breaks nor its passes are a provider's. */
export const PLANTED = 'Faults were planted: what broke here was meant to break.';

/** That of a gate, where faults were planted in any run that it rests on. */
export function plantedInGate({ evidence: { baseline, candidate, again } }: Decision): readonly string[] {
  return [baseline, candidate, ...again].some(({ planted }) => planted > 0) ? [PLANTED] : [];
}
