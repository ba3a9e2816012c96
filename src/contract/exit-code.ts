import type { RunVerdict } from './summary.ts';

/**
 * What a command that judges exits with (design, section 7). What is asked for and cannot be had is no evidence, so
 * inconclusive. Wrong input is 2, whatever the command.
 */
export const EXIT_CODES = {
  pass: 0,
  fail: 1,
  inconclusive: 3,
} as const satisfies Readonly<Record<RunVerdict, number>>;
