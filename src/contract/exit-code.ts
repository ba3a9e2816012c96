import type { GateVerdict } from './gates/decision.ts';
import type { RunVerdict } from './runs/summary.ts';

/**
 * What a command that judges exits with (design, section 7). What is asked for and cannot be had is no evidence, so
 * inconclusive. Wrong input is 2, whatever the command.
 */
export const EXIT_CODES = {
  pass: 0,
  fail: 1,
  inconclusive: 3,
} as const satisfies Readonly<Record<RunVerdict, number>>;

/** The same of a gate. */
export const GATE_EXIT_CODES: Readonly<Record<GateVerdict, number>> = {
  open: EXIT_CODES.pass,
  closed: EXIT_CODES.fail,
  inconclusive: EXIT_CODES.inconclusive,
};
