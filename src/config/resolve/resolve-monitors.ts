import { modesOf } from '../../contract/exchanges/mode.ts';
import type { MonitorPlan } from '../../contract/monitors/monitor-plan.ts';
import { unknownNames, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';

/** Every target and suite of a monitor is there. Its tags and prompts stand in suites, which are read later. */
export function checkMonitors({ monitors, known, suites }: Draft): readonly ProblemAt[] {
  return monitors.flatMap((row, index) => {
    const path = ['monitors', index];
    return [
      ...unknownNames([...path, 'targets'], 'target', row?.targets ?? null, known.targets),
      ...unknownNames([...path, 'suites'], 'suite', row?.suites ?? null, suites),
    ];
  });
}

export function monitorsOf({ monitors }: Draft): readonly MonitorPlan[] {
  return monitors.flatMap((row) => {
    if (row === null) return [];
    const { id, targets = null, suites = null, tags = null, prompts = null, mode, ...more } = row;
    return [{ id, targets, suites, tags, prompts, modes: modesOf(mode), ...more }];
  });
}
