import type { Deadlines } from '../../contract/wires/target.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
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

function check(stated: object | undefined, effective: Deadlines, path: Path): readonly ProblemAt[] {
  if (stated === undefined) return [];
  return WITHIN.flatMap(([inner, outer]) => {
    if (effective[inner] <= effective[outer] || !(inner in stated || outer in stated)) return [];
    const message = `${inner} (${effective[inner]}) can never be reached: ${outer} is ${effective[outer]}`;
    const mend = `lower ${inner} or raise ${outer}`;
    const at = [...path, 'deadlines', outer in stated ? outer : inner];
    return [problemAt(at, message, { severity: 'warning', mend })];
  });
}

/** Warns of a deadline that another one always forestalls. */
export function checkDeadlines(draft: Draft): readonly ProblemAt[] {
  const { deadlines } = draft.defaults;
  const common = overlay(DEFAULT_DEADLINES, deadlines);
  return [
    ...check(deadlines, common, ['defaults']),
    ...draft.targets.flatMap((row, index) =>
      check(row?.deadlines, overlay(common, row?.deadlines), ['targets', index]),
    ),
  ];
}
