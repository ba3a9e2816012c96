import { caseText } from '../../contract/exchanges/case-id.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { LaneCase } from '../../queue/lane-job.ts';
import { plannedCases, type Plan, type PlannedCase } from '../project/plan-run.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import { skipCase } from '../verify/run-case.ts';
import { placeOf } from '../verify/run-cases.ts';

/** What of a run does not stand yet. */
export interface LaidOut {
  /** What workers are to ask, in the order in which they are: a lane a target, or one for all. */
  readonly lanes: readonly (readonly LaneCase[])[];
  /** The records of what no target can be asked. */
  readonly skipped: readonly ExchangeRecord[];
  /** The case of a target and a prompt, in whatever repetition; null where there is none that is asked. */
  readonly plannedOf: (target: string, prompt: string) => PlannedCase | null;
}

/** `seed` orders the cases of all targets in one; null leaves them side by side. `done` are those that stand, by their text. */
export function layOutCases(
  plan: Plan,
  prompts: readonly ReadyPrompt[],
  done: ReadonlySet<string>,
  seed: number | null,
): LaidOut {
  const byTarget = plan.targets.map((target) => [...plannedCases(plan, prompts, target)]);
  const all = byTarget.flat();
  const planned = new Map(
    all.flatMap((each) =>
      each.skipReason === null ? [[keyOf(each.target.id, each.planned.prompt.id), each]] : [],
    ),
  );
  const groups = seed === null ? byTarget : [inTurn(all, seed)];
  return {
    lanes: groups.map((cases) => cases.flatMap((each) => dueOf(each, done))),
    skipped: all.flatMap(({ skipReason: reason, ids }) =>
      reason === null ? [] : ids.filter((id) => !done.has(caseText(id))).map((id) => skipCase(id, reason)),
    ),
    plannedOf: (target, prompt) => planned.get(keyOf(target, prompt)) ?? null,
  };
}

function keyOf(target: string, prompt: string): string {
  return `${target}/${prompt}`;
}

function inTurn(cases: readonly PlannedCase[], seed: number): readonly PlannedCase[] {
  return cases
    .map((each) => ({ each, place: placeOf(each, seed) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ each }) => each);
}

function dueOf({ ids, skipReason }: PlannedCase, done: ReadonlySet<string>): readonly LaneCase[] {
  const due = ids.filter((id) => !done.has(caseText(id)));
  const [first] = due;
  if (first === undefined || skipReason !== null) return [];
  const { target, prompt, repetition } = first;
  return [{ target, prompt, repetition, modes: due.map(({ mode }) => mode) }];
}
