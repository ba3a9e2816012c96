import type { VerifyOptions } from '../../runs/verify/plan-verify.ts';
import { verify, type VerifyResult } from '../../runs/verify/verify.ts';
import { askRun } from './ask-run.ts';

/** What is as usual where nothing but the answers is wanted of a run. */
export const USUAL = {
  shard: null,
  cassettes: null,
  replaySpeed: null,
  concurrency: null,
  bail: false,
  judge: false,
  waitReadyMs: null,
  purpose: null,
  strength: false,
  reporters: [],
} as const satisfies Partial<VerifyOptions>;

/**
 * A run like any other, for its answers. Null when it did not come to its end: then all is said, and the exit code set.
 */
export async function askAnswers(
  options: Omit<VerifyOptions, keyof typeof USUAL> & Partial<VerifyOptions>,
): Promise<VerifyResult | null> {
  const asked = await askRun((world, signal, onEvent) =>
    verify({ ...USUAL, ...options }, world, signal, onEvent),
  );
  if (asked === null) return null;
  const stopped = asked.tellStop();
  if (stopped === null) return asked.result;
  process.exitCode = stopped;
  return null;
}
