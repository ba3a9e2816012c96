import type { CatalogTarget } from '../config/catalog.ts';
import { expectsCall, whyNoSchema, type PreparedPrompt } from '../checks/prepare-prompt.ts';
import { suggest } from '../config/problems/suggest.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import type { Golden, GoldenPrompt } from '../contract/prompt.ts';
import type { Mode } from '../contract/mode.ts';
import type { CanonicalRequest } from '../contract/request.ts';
import type { FoldPlan } from '../metrics/fold-plan.ts';
import { buildRequest } from '../suites/build-request.ts';
import { estimateTokens } from '../suites/estimate-tokens.ts';
import { hashRequest } from '../suites/hash-request.ts';
import type { Project } from './load-project.ts';

/** A prompt made ready once for every exchange that asks it. `request` has no id yet. */
export interface PlannedPrompt {
  readonly prompt: GoldenPrompt;
  readonly golden: Golden | null;
  readonly request: CanonicalRequest;
  readonly requestHash: string;
  /** Estimated, input and output cap together. */
  readonly tokens: number;
}

export interface Plan {
  readonly targets: readonly CatalogTarget[];
  readonly prompts: readonly PlannedPrompt[];
  readonly modes: readonly Mode[];
  readonly repeat: number;
}

/** prompt x target x repetition. */
export interface PlannedCase {
  readonly planned: PlannedPrompt;
  readonly prepared: PreparedPrompt;
  readonly target: CatalogTarget;
  /** Counted from 1. */
  readonly repetition: number;
}

export interface Selection {
  /** Null is all. */
  readonly targets: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly modes: readonly Mode[];
  readonly repeat: number;
}

/** Throws InputError when a name is unknown or nothing is left to ask. */
export function planRun(project: Project, selection: Selection): Plan {
  const { targets } = project.catalog;
  const all = project.suites.flatMap((suite) => suite.prompts);
  const problems = [
    ...unknown(
      'target',
      selection.targets,
      targets.map(({ id }) => id),
    ),
    ...unknown('tag', selection.tags, [...new Set(all.flatMap(({ tags }) => tags))]),
  ];
  if (problems.length > 0) throw new InputError(problems);

  const wanted = all.filter(
    ({ tags }) => selection.tags === null || selection.tags.some((tag) => tags.includes(tag)),
  );
  if (wanted.length === 0) {
    throw new InputError([
      problem('no prompt is selected', 'check --suite and --tag, or add prompts to suites/'),
    ]);
  }
  return {
    targets: targets.filter(({ id }) => selection.targets === null || selection.targets.includes(id)),
    prompts: wanted.map((prompt) => {
      const request = buildRequest(prompt, '');
      return {
        prompt,
        golden: project.goldens.get(prompt.id) ?? null,
        request,
        requestHash: hashRequest(request),
        tokens: estimateTokens(request),
      };
    }),
    modes: selection.modes,
    repeat: selection.repeat,
  };
}

function unknown(noun: string, asked: readonly string[] | null, known: readonly string[]): Problem[] {
  return (asked ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => problem(`unknown ${noun} "${name}"`, suggest(name, known)));
}

/** The denominators of the run. */
export function foldPlanOf(plan: Plan): FoldPlan {
  const plannedExchanges = plan.modes.length * plan.repeat;
  const plannedStreams = plan.modes.includes('stream') ? plan.repeat : 0;
  return {
    targets: plan.targets.map(({ id, deadlines }) => ({ id, deadlineMs: deadlines.exchangeMs })),
    prompts: plan.targets.flatMap((target) =>
      plan.prompts.map(({ prompt, golden }) => ({
        target: target.id,
        promptId: prompt.id,
        plannedExchanges,
        plannedStreams,
        hasSchema: whyNoSchema(prompt, golden) === null,
        expectsCall: expectsCall(prompt, golden),
      })),
    ),
  };
}
