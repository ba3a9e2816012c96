import { modesOf } from '../../contract/mode.ts';
import type { MonitorPlan } from '../../contract/monitor-plan.ts';
import { unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';

/** Every target and suite of a monitor is there. Its tags and prompts stand in suites, which are read later. */
export function checkMonitors({ monitors, known, suites }: Draft): readonly ProblemAt[] {
  return monitors.flatMap((row, index) => {
    const unknown = (
      key: 'targets' | 'suites',
      noun: string,
      names: readonly string[] | null,
    ): readonly ProblemAt[] =>
      (row?.[key] ?? []).flatMap((name, at) =>
        names?.includes(name) === false ? [unknownName(['monitors', index, key, at], noun, name, names)] : [],
      );
    return [...unknown('targets', 'target', known.targets), ...unknown('suites', 'suite', suites)];
  });
}

export function monitorsOf({ monitors }: Draft): readonly MonitorPlan[] {
  return monitors.flatMap((row) => {
    if (row === null) return [];
    const { id, targets = null, suites = null, tags = null, prompts = null, mode, ...more } = row;
    return [{ id, targets, suites, tags, prompts, modes: modesOf(mode), ...more }];
  });
}
