import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import type { RunOverview } from '../../store/run/read-overview.ts';

/** What is told of a folder that stands among the runs and cannot be read: whoever counts runs counts without it. */
export function unreadOf({ folder, unread }: RunOverview): readonly Problem[] {
  if (unread === null) return [];
  const mend = 'restore it, read it by the version that wrote it, or move it away';
  return [asWarning(problem(`${folder} is no run that can be read here: ${unread}`, mend))];
}
