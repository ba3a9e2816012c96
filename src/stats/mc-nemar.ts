import { exactBinomialP } from './binomial.ts';

export interface McNemar {
  /** Chi-square with one degree of freedom, without and with the continuity correction; null without a discordant pair. */
  readonly zSquared: number | null;
  readonly corrected: number | null;
  /** The exact two-sided p-value: 1 without a discordant pair. */
  readonly p: number;
}

/** Whether two sides of the same pairs differ, by the pairs on which only one of them holds. Psychometrika 12 (1947) 153. */
export function mcNemar(onlyFirst: number, onlySecond: number): McNemar {
  const discordant = onlyFirst + onlySecond;
  if (discordant === 0) return { zSquared: null, corrected: null, p: 1 };
  const apart = Math.abs(onlyFirst - onlySecond);
  return {
    zSquared: apart ** 2 / discordant,
    corrected: Math.max(apart - 1, 0) ** 2 / discordant,
    p: exactBinomialP(onlyFirst, discordant, 0.5),
  };
}
