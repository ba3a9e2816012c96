import type { Fault } from '../../contract/wires/fault.ts';
import type { AskAgain } from '../../contract/gates/decision.ts';
import type { Catalog } from '../../config/catalog.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { askedBy } from '../../store/run/asked-by.ts';
import { askedIn } from '../../store/run/asked-in.ts';
import { findRun } from '../../store/run/find-run.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { whyNotAgain } from '../project/ask-again-command.ts';
import type { CompareOptions } from '../compare/compare.ts';
import { findAgain } from '../compare/find-again.ts';
import { hashConfig } from '../verify/describe-run.ts';
import { openSides } from '../compare/open-sides.ts';
import type { ChosenSide } from '../project/choose-sides.ts';
import type { VerifyOptions } from '../verify/plan-verify.ts';

type Asked = Pick<
  VerifyOptions,
  'config' | 'suites' | 'selection' | 'source' | 'seed' | 'faults' | 'purpose'
>;

/**
 * The run that asks prompts of two recorded sides again: both in turn, as they were asked. Throws InputError where they
 * cannot be, before anything is called.
 */
export async function planAskAgain(
  options: CompareOptions,
  { prompts, pairs }: Pick<AskAgain, 'prompts' | 'pairs'>,
  faults: readonly Fault[],
  nowMs: number,
): Promise<Asked> {
  const { project, sides } = await openSides(options, nowMs);
  const { baseline, candidate } = sides;
  const why = whyNotAgain(sides);
  if (why !== null) throw new InputError([problem(why, 'ask both sides anew: compare --triples')]);
  refuseOther(project.catalog, baseline, faults);
  const { sealed } = await findAgain(options.out, sides);
  const [ours, theirs] = [baseline.run.manifest, candidate.run.manifest];
  return {
    config: options.config,
    suites: [...new Set(prompts.map(({ suite }) => suite))],
    selection: {
      targets: [baseline.target, candidate.target],
      tags: null,
      prompts: prompts.map(({ prompt }) => prompt),
      pairs: null,
      modes: ours.plan.modes.filter((mode) => theirs.plan.modes.includes(mode)),
      repeat: pairs,
      once: null,
    },
    source: ours.source,
    // Another than those of the sides and of what was asked again before: a simulator is to answer afresh.
    seed: ours.seed + SEEDS_BESIDE * (1 + sealed.length),
    faults,
    purpose: { what: 'again', baseline: asSide(baseline), candidate: asSide(candidate) },
  };
}

/**
 * A run that asks prompts again and was cut short, as it was begun: what it holds so far is evidence already, and would change
 * what is to be asked. Throws InputError for any other run.
 */
export async function planResumed(
  { config, out }: Pick<CompareOptions, 'config' | 'out'>,
  wanted: string,
  faults: readonly Fault[],
): Promise<Asked> {
  const { run, plan, purpose, source, seed } = await readManifest(await findRun(out, wanted));
  if (purpose?.what !== 'again') {
    const mend = 'go on with it as it was begun: its command stands in its run.json';
    throw new InputError([problem(`run ${run} asks no prompts again`, mend)]);
  }
  const { suites, targets, named, modes, repeat, once } = plan;
  const selection = { targets, tags: null, prompts: named, pairs: null, modes, repeat, once };
  return { config, suites, selection, source, seed, faults, purpose };
}

function asSide({ run, target }: ChosenSide) {
  const { manifest, evidenceRoot } = run;
  return { run: manifest.run, target, evidenceRoot, askedIn: askedIn(manifest) };
}

const SEEDS_BESIDE = 1_000;

function refuseOther(catalog: Catalog, { run: { manifest } }: ChosenSide, faults: readonly Fault[]): void {
  if (hashConfig(catalog, faults) === askedBy(manifest)) return;
  const message = `run ${manifest.run} was asked by another configuration, or with other faults, than stand today`;
  throw new InputError([problem(message, 'restore it, or ask both sides anew: compare --triples')]);
}
