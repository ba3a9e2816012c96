import { basename } from 'node:path';
import { InputError, problem } from '../contract/problem.ts';
import { findNewestRun, findRun } from '../store/find-run.ts';
import type { PlannedPair } from '../store/manifest.ts';
import { readManifest } from '../store/read-manifest.ts';
import { readRun } from '../store/read-run.ts';
import { pairText } from './plan-run.ts';

/** The prompts, each with its target, that failed or errored in a run. */
export interface LastFailed {
  readonly run: string;
  readonly pairs: readonly PlannedPair[];
}

/** Of the newest run under `out`. Throws InputError when there is none, or nothing in it failed or errored. */
export async function lastFailed(out: string): Promise<LastFailed> {
  const folder = await findNewestRun(out);
  const pairs = new Map<string, PlannedPair>();
  for await (const { record } of (await readRun(folder)).records) {
    const { target, prompt } = record.case;
    const isBad = record.state === 'failed' || record.state === 'errored';
    if (isBad) pairs.set(pairText({ target, prompt }), { target, prompt });
  }
  const run = basename(folder);
  if (pairs.size > 0) return { run, pairs: [...pairs.values()] };
  const mend = 'leave --last-failed out to ask all, or name prompts with --prompt';
  throw new InputError([problem(`nothing failed or errored in ${run}, the newest run under ${out}`, mend)]);
}

/**
 * Of the run that is gone on with: those with which it began, whatever it recorded since. Throws InputError when it was
 * not begun so.
 */
export async function lastFailedOf(out: string, wanted: string): Promise<LastFailed> {
  const { run, plan } = await readManifest(await findRun(out, wanted));
  if (plan.pairs !== null) return { run, pairs: plan.pairs };
  throw new InputError([problem(`run ${run} was not begun with --last-failed`, 'leave --last-failed out')]);
}
