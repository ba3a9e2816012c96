import { CARRIAGES } from '../../contract/wires/carriage.ts';
import type { Summary } from '../../contract/runs/summary.ts';

/** So many exchanges of a target that asked for something, and what became of it. */
export interface Became {
  readonly target: string;
  readonly what: string;
  readonly count: number;
}

/** What was left out of what exchanges asked for, or weakened, and why. */
export function describeLost({ carriage, losses }: Pick<Summary, 'carriage' | 'losses'>): readonly Became[] {
  const declared = new Set(losses.map(({ target, field }) => `${target}\n${field}`));
  // Of what comes back no adapter declares a loss: it is its wire that has no place for it.
  const unsaid = carriage.filter(
    ({ target, feature, counts }) => counts.dropped > 0 && !declared.has(`${target}\n${feature}`),
  );
  return [
    ...losses.map(({ target, action, field, reason, count }) => ({
      target,
      what: `${action} ${field}: ${reason}`,
      count,
    })),
    ...unsaid.map(({ target, feature, counts }) => ({
      target,
      what: `dropped ${feature}: the wire has no place for it`,
      count: counts.dropped,
    })),
  ];
}

/** What exchanges left to the server's own default. */
export function listDefaulted(carriage: Summary['carriage']): readonly Became[] {
  return carriage
    .filter(({ counts }) => counts.defaulted > 0)
    .map(({ target, feature, counts }) => ({ target, what: feature, count: counts.defaulted }));
}

/** How much reached servers just as it was asked, of how much in all. */
export function countLossless(carriage: Summary['carriage']): {
  readonly lossless: number;
  readonly asked: number;
} {
  const sum = (actions: readonly (typeof CARRIAGES)[number][]): number =>
    carriage.reduce((all, { counts }) => all + actions.reduce((of, action) => of + counts[action], 0), 0);
  return { lossless: sum(['lossless']), asked: sum(CARRIAGES) };
}
