import type { Deadlines } from '../../contract/target.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type Report } from '../../files/problem-at.ts';
import { DEFAULT_DEADLINES } from '../defaults.ts';
import { overlay } from './overlay.ts';
import type { Draft } from '../parse-draft.ts';

/** Pairs of which the first must fit into the second. */
const WITHIN: readonly (readonly [keyof Deadlines, keyof Deadlines])[] = [
  ['headersMs', 'totalMs'],
  ['firstOutputMs', 'totalMs'],
  ['idleMs', 'totalMs'],
  ['totalMs', 'exchangeMs'],
];

function check(stated: object | undefined, effective: Deadlines, path: Path, report: Report): void {
  if (stated === undefined) return;
  for (const [inner, outer] of WITHIN) {
    if (effective[inner] <= effective[outer] || !(inner in stated || outer in stated)) continue;
    const message = `${inner} (${effective[inner]}) can never be reached: ${outer} is ${effective[outer]}`;
    const mend = `lower ${inner} or raise ${outer}`;
    const at = [...path, 'deadlines', outer in stated ? outer : inner];
    report(problemAt(at, message, { severity: 'warning', mend }));
  }
}

/** Warns of a deadline that another one always forestalls. */
export function checkDeadlines(draft: Draft, report: Report): void {
  const { deadlines } = draft.defaults;
  const common = overlay(DEFAULT_DEADLINES, deadlines);
  check(deadlines, common, ['defaults'], report);
  draft.targets.forEach((row, index) => {
    check(row?.deadlines, overlay(common, row?.deadlines), ['targets', index], report);
  });
}
