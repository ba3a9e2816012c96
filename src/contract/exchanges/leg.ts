/**
 * What an asking was for. `answers` are what was wanted; `a/a` is the baseline asked once more, to know how much it differs
 * from itself; `shadow` is the candidate while nobody is served by it.
 */
export const LEGS = ['answers', 'a/a', 'shadow'] as const;
export type Leg = (typeof LEGS)[number];
