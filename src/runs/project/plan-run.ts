import type { CatalogTarget } from '../../config/catalog.ts';
import { expectsCall, whyNoSchema, type PreparedPrompt } from '../../checks/prepare-prompt.ts';
import { countRules } from '../../checks/count-rules.ts';
import { restsOn } from '../../checks/rests-on.ts';
import type { CaseId } from '../../contract/exchanges/case-id.ts';
import { suggest } from '../../files/suggest.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { FoldPlan } from '../../metrics/fold-plan.ts';
import { carriageOf } from '../../providers/carriage-of.ts';
import { planPrompts, type PlannedPrompt } from '../../suites/plan-prompts.ts';
import { skipReason } from '../../suites/skip-reason.ts';
import { holdsLongTexts } from '../../store/secrets/long-texts.ts';
import type { PlannedPair, PlannedShard } from '../../store/run/manifest.ts';
import { carrierOf } from './carrier-of.ts';
import type { Project } from './load-project.ts';

export interface Plan {
  readonly targets: readonly CatalogTarget[];
  readonly prompts: readonly PlannedPrompt[];
  readonly modes: readonly Mode[];
  readonly repeat: number;
  /** The candidate of triples: asked in the first repetition alone, while its baseline is asked in all. Else null. */
  readonly once: string | null;
  /** Those that are asked, as `pairText` spells them; null where every prompt is asked of every target. */
  readonly pairs: ReadonlySet<string> | null;
  /** Which part of a plan this is; null where it is the whole. */
  readonly shard: PlannedShard | null;
}

export function pairText({ target, prompt }: PlannedPair): string {
  return `${target}/${prompt}`;
}

/** The prompts that a target is asked. */
export function promptsOf(
  { prompts, pairs }: Pick<Plan, 'prompts' | 'pairs'>,
  target: string,
): readonly PlannedPrompt[] {
  if (pairs === null) return prompts;
  return prompts.filter(({ prompt }) => pairs.has(pairText({ target, prompt: prompt.id })));
}

/** How many exchanges a target is asked for: the one count of what is planned, until the plan is folded. */
export function exchangesOf(plan: Plan, target: string): number {
  return promptsOf(plan, target).length * plan.modes.length * repeatOf(plan, target);
}

/** How many exchanges are planned of all targets. */
export function allExchanges(plan: Plan): number {
  return plan.targets.reduce((sum, { id }) => sum + exchangesOf(plan, id), 0);
}

/** What all of a plan comes to. */
export interface PlannedWork {
  readonly exchanges: number;
  /** Whether no request holds a document or a picture. */
  readonly requests: 'short' | 'any';
}

export function workOf(plan: Plan): PlannedWork {
  const isLong = plan.prompts.some(({ request }) => holdsLongTexts(request));
  return { exchanges: allExchanges(plan), requests: isLong ? 'any' : 'short' };
}

/** How often a target is asked each prompt. */
function repeatOf({ repeat, once }: Pick<Plan, 'repeat' | 'once'>, target: string): number {
  return target === once ? 1 : repeat;
}

/** prompt x target x repetition, with its exchanges in each mode. */
export interface PlannedCase {
  readonly planned: PlannedPrompt;
  readonly prepared: PreparedPrompt;
  /** As it is called: with the settings of its connection. */
  readonly target: CatalogTarget;
  /** In the order in which they are asked. */
  readonly ids: readonly CaseId[];
  /** Why the target cannot be asked this prompt, or null. */
  readonly skipReason: string | null;
}

export interface Selection {
  /** Null is all. */
  readonly targets: readonly string[] | null;
  readonly tags: readonly string[] | null;
  /** By id. */
  readonly prompts: readonly string[] | null;
  readonly pairs: readonly PlannedPair[] | null;
  readonly modes: readonly Mode[];
  readonly repeat: number;
  /** The target that is asked in the first repetition alone; null for none. */
  readonly once: string | null;
}

/** Throws InputError when a name is unknown or nothing is left to ask. */
export function planRun(project: Project, selection: Selection): Plan {
  const { targets } = project.catalog;
  const prompts = project.suites.flatMap((suite) => suite.prompts);
  const names = targets.map(({ id }) => id);
  const tags = [...new Set(prompts.flatMap((prompt) => prompt.tags))];
  const ids = prompts.map(({ id }) => id);
  const problems = [
    ...unknown('target', selection.targets, names),
    ...unknown('tag', selection.tags, tags),
    ...unknown('prompt', selection.prompts, ids),
  ];
  if (problems.length > 0) throw new InputError(problems);
  const { pairs } = selection;
  const wanted = prompts.filter(({ id }) => selection.prompts === null || selection.prompts.includes(id));
  const plan = {
    targets: targets.filter(({ id }) => selection.targets === null || selection.targets.includes(id)),
    prompts: planPrompts(wanted, selection.tags, project.goldens),
    modes: selection.modes,
    repeat: selection.repeat,
    once: selection.once,
    shard: null,
  };
  return pairs === null ? { ...plan, pairs } : withPairs(plan, new Set(pairs.map(pairText)));
}

/** What of a plan is among the pairs. */
function withPairs(plan: Omit<Plan, 'pairs'>, pairs: ReadonlySet<string>): Plan {
  const { prompts } = plan;
  const targets = plan.targets.filter(({ id }) => promptsOf({ prompts, pairs }, id).length > 0);
  if (targets.length === 0) {
    const mend = 'leave out what selects targets, suites, tags or prompts beside it';
    throw new InputError([problem('nothing that failed or errored is selected', mend)]);
  }
  const asked = new Set(targets.flatMap(({ id }) => promptsOf({ prompts, pairs }, id)));
  const left = targets.flatMap(({ id: target }) =>
    promptsOf({ prompts, pairs }, target).map(({ prompt }) => pairText({ target, prompt: prompt.id })),
  );
  return { ...plan, targets, prompts: prompts.filter((prompt) => asked.has(prompt)), pairs: new Set(left) };
}

/** What of a plan asks these prompts; a target that is asked none of them is none of it. */
export function withPrompts(plan: Plan, ids: ReadonlySet<string>): Plan {
  const part = { ...plan, prompts: plan.prompts.filter(({ prompt }) => ids.has(prompt.id)) };
  return { ...part, targets: part.targets.filter(({ id }) => promptsOf(part, id).length > 0) };
}

/** The pairs of a plan in its order; null where every target is asked every prompt. */
export function askedPairs(plan: Plan): readonly PlannedPair[] | null {
  if (plan.pairs === null) return null;
  return plan.targets.flatMap(({ id: target }) =>
    promptsOf(plan, target).map(({ prompt }) => ({ target, prompt: prompt.id })),
  );
}

function unknown(noun: string, asked: readonly string[] | null, known: readonly string[]): Problem[] {
  return (asked ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => problem(`unknown ${noun} "${name}"`, suggest(name, known)));
}

/** Every case of one target, once. */
export function* plannedCases(
  plan: Pick<Plan, 'modes' | 'repeat' | 'once' | 'pairs'>,
  prompts: readonly Pick<PlannedCase, 'planned' | 'prepared'>[],
  target: CatalogTarget,
): Generator<PlannedCase> {
  const { modes, pairs } = plan;
  const isPlanned = (prompt: string): boolean =>
    pairs?.has(pairText({ target: target.id, prompt })) !== false;
  const due = prompts.filter(({ planned }) => isPlanned(planned.prompt.id));
  const asked = due.map(({ planned, prepared }) => {
    const reason = skipReason(planned, target);
    return { planned, prepared, target, skipReason: reason };
  });
  for (let repetition = 1; repetition <= repeatOf(plan, target.id); repetition += 1) {
    for (const prompt of asked) {
      const { suite, id } = prompt.planned.prompt;
      const ids = modes.map((mode): CaseId => ({ suite, prompt: id, target: target.id, mode, repetition }));
      yield { ...prompt, ids };
    }
  }
}

/** The denominators of the run. */
export function foldPlanOf(plan: Plan): FoldPlan {
  return {
    targets: plan.targets.map(({ id, deadlines }) => ({ id, deadlineMs: deadlines.exchangeMs })),
    prompts: plan.targets.flatMap((target) =>
      promptsOf(plan, target.id).map(({ prompt, golden, isStale, request }) => ({
        target: target.id,
        suite: prompt.suite,
        promptId: prompt.id,
        repeat: repeatOf(plan, target.id),
        plannedExchanges: plan.modes.length * repeatOf(plan, target.id),
        plannedStreams: plan.modes.includes('stream') ? repeatOf(plan, target.id) : 0,
        hasSchema: whyNoSchema(prompt, golden) === null,
        expectsCall: expectsCall(prompt, golden),
        isStale,
        scoredBy: countRules(prompt, golden),
        restsOn: restsOn(prompt, golden),
        carried: {
          send: carriageOf(request, carrierOf(target), 'send'),
          stream: carriageOf(request, carrierOf(target), 'stream'),
        },
      })),
    ),
  };
}
