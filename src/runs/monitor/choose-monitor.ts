import type { MonitorPlan } from '../../contract/monitors/monitor-plan.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import type { Selection } from '../project/plan-run.ts';

/**
 * A monitor of the configuration by its id, or the only one; null where none is named and none is written. Throws
 * InputError with what is near, or where several may be meant: `named` says how one of them is.
 */
export function chooseMonitor(
  monitors: readonly MonitorPlan[],
  wanted: string | null,
  named: (id: string) => string,
): MonitorPlan | null {
  const ids = monitors.map(({ id }) => id);
  const [only] = monitors;
  if (wanted === null && monitors.length < 2) return only ?? null;
  const found = monitors.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  throw new InputError([
    wanted === null
      ? problem('which monitor is meant is not determined', `name one: ${ids.map(named).join(', ')}`)
      : problem(`unknown monitor "${wanted}"`, suggest(wanted, ids)),
  ]);
}

/** What a monitor asks at each probe, of the suites that are its own. */
export function selectionOf({
  targets,
  tags,
  prompts,
  modes,
}: Pick<MonitorPlan, 'targets' | 'tags' | 'prompts' | 'modes'>): Selection {
  return { targets, tags, prompts, pairs: null, modes, repeat: 1, once: null };
}
