import type { Calibration } from '../../contract/gates/calibration.ts';
import { GATE_METRICS, type GateMetric } from '../../contract/gates/gate-metrics.ts';
import type { RunVerdict } from '../../contract/runs/summary.ts';

/** A count of 0 that passes claims no more than that what was not seen is rarer than a bound, which is printed with it. */
function isPromised(metric: GateMetric): boolean {
  return GATE_METRICS[metric].unit !== 'count';
}

/** What gates promise of a year: to be closed falsely, or opened on what is not allowed, no more often than this. */
const ALPHA = 0.05;

/**
 * Whether gates keep their promise: fail where an interval shows that they do not, inconclusive where the years are too few
 * to show that sides which do not differ are stopped as rarely as that. Nights that are judged alone were promised nothing.
 */
export function judgeCalibration({ worlds }: Pick<Calibration, 'worlds'>): RunVerdict {
  const promised = worlds.filter(({ nights }) => nights === 'together');
  const stops = promised
    .filter(({ equal }) => equal)
    .flatMap(({ stopped }) => stopped.map(({ years }) => years));
  const opened = promised.flatMap(({ criteria }) =>
    criteria.filter(({ allowed, metric }) => !allowed && isPromised(metric)).map(({ passed }) => passed),
  );
  if ([...stops, ...opened].some(({ low }) => low > ALPHA)) return 'fail';
  return stops.length > 0 && stops.every(({ high }) => high <= ALPHA) ? 'pass' : 'inconclusive';
}
