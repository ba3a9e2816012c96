import { InputError, type Problem } from '../../contract/problem.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import { selectionOf } from './choose-monitor.ts';
import type { LoadedProject } from '../project/load-project.ts';
import { planRun } from '../project/plan-run.ts';
import { refuseEmptySuites } from '../verify/plan-verify.ts';

/** Why monitors of a configuration could not ask what they name, each at its place: what they would say when they ask. */
export async function checkMonitors(project: LoadedProject): Promise<readonly Problem[]> {
  const found = project.catalog.monitors.flatMap((monitor, row): readonly ProblemAt[] => {
    const { suites: own } = monitor;
    const known = project.suites.map(({ name }) => name);
    const missing = (own ?? []).flatMap((name, at) =>
      known.includes(name) ? [] : [unknownName(['monitors', row, 'suites', at], 'suite', name, known)],
    );
    if (missing.length > 0) return missing;
    const suites = project.suites.filter(({ name }) => own?.includes(name) !== false);
    try {
      refuseEmptySuites(own, planRun({ ...project, suites }, selectionOf(monitor)));
      return [];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.problems.map(({ message, mend }) => problemAt(['monitors', row], message, { mend }));
    }
  });
  return project.place(found);
}
