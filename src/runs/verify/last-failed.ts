import { basename } from 'node:path';
import type { Mode } from '../../contract/exchanges/mode.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { findNewestRun, findRun } from '../../store/run/find-run.ts';
import type { PlannedPair } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { readRun } from '../../store/run/read-run.ts';
import { pairText } from '../project/plan-run.ts';
import { refuseLive } from '../project/refuse-live.ts';

/** The prompts, each with its target, that failed or errored in a run. */
export interface LastFailed {
  readonly run: string;
  readonly pairs: readonly PlannedPair[];
  /** How many more did in other modes alone. */
  readonly leftOut: number;
}

/**
 * Of the newest run under `out`, in these modes: what failed in a stream alone is not asked again without one. Throws
 * InputError when there is none, or nothing in it failed or errored so.
 */
export async function lastFailed(out: string, modes: readonly Mode[], nowMs: number): Promise<LastFailed> {
  const folder = await findNewestRun(out, nowMs);
  refuseLive(await readManifest(folder));
  const pairs = new Map<string, PlannedPair>();
  const all = new Set<string>();
  for await (const { facts } of (await readRun(folder)).facts) {
    const { target, prompt, mode } = facts.case;
    if (facts.state !== 'failed' && facts.state !== 'errored') continue;
    all.add(pairText({ target, prompt }));
    if (modes.includes(mode)) pairs.set(pairText({ target, prompt }), { target, prompt });
  }
  const run = basename(folder);
  if (pairs.size > 0) return { run, pairs: [...pairs.values()], leftOut: all.size - pairs.size };
  throw new InputError([all.size === 0 ? nothingFailed(run, out) : nothingFailedIn(run, modes, all.size)]);
}

function nothingFailed(run: string, out: string): Problem {
  const mend = 'leave --last-failed out to ask all, or name prompts with --prompt';
  return problem(`nothing failed or errored in ${run}, the newest run under ${out}`, mend);
}

function nothingFailedIn(run: string, modes: readonly Mode[], others: number): Problem {
  return problem(
    `nothing failed or errored in mode ${modes.join(' or ')} in ${run}; in another mode ${others} ${others === 1 ? 'prompt' : 'prompts'} did`,
    'leave --mode out, to ask these again as they were asked',
  );
}

/**
 * Of the run that is gone on with: those with which it began, whatever it recorded since. Throws InputError when it was
 * not begun so.
 */
export async function lastFailedOf(out: string, wanted: string): Promise<LastFailed> {
  const { run, plan, shard } = await readManifest(await findRun(out, wanted));
  // A shard is a part of what had failed, and is taken from the whole again.
  const pairs = shard?.whole.pairs ?? plan.pairs;
  if (pairs !== null) return { run, pairs, leftOut: 0 };
  throw new InputError([problem(`run ${run} was not begun with --last-failed`, 'leave --last-failed out')]);
}
