import type { Report } from '../../contract/runs/report.ts';
import type { AlterationKind } from '../../contract/suites/strength.ts';
import { count, percent } from '../text/format.ts';

/** How much wrong the goldens of a run would catch, in a sentence; null where that was not measured. */
export function describeStrength({ strength }: Report): string | null {
  if (strength === null) return null;
  const { altered, kinds } = strength;
  const share = (kind: AlterationKind): string =>
    percent(kinds[kind].altered === 0 ? null : kinds[kind].caught / kinds[kind].altered);
  return `The goldens would catch ${share('value')} of wrong values and ${share('shape')} of broken shapes (${count(altered)} altered answers; golden strength lists what would pass).`;
}
