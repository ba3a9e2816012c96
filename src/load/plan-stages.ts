import type { Stage } from '../contract/load/load.ts';
import type { Workload } from '../contract/load/workload.ts';

const TENTH = 0.1;

/** How long the parts of each stage are. */
function timingOf({
  seconds,
  warmUpSeconds = seconds * TENTH,
  coolDownSeconds = seconds * TENTH,
}: Pick<Workload, 'seconds' | 'warmUpSeconds' | 'coolDownSeconds'>): Pick<
  Stage,
  'warmUpMs' | 'measuredMs' | 'coolDownMs'
> {
  return {
    warmUpMs: warmUpSeconds * 1000,
    measuredMs: seconds * 1000,
    coolDownMs: coolDownSeconds * 1000,
  };
}

/**
 * The sweep of each output cap: from the least load to the most and down again, for what a queue or a cache keeps of the
 * load before shows only on the way down.
 */
export function planStages(workload: Workload): readonly Stage[] {
  const { clients, ratesPerSecond, outputCaps } = workload;
  const ascending = [...new Set(clients ?? ratesPerSecond)].toSorted((a, b) => a - b);
  const sweep = [
    ...ascending.map((value) => ({ value, direction: 'up' as const })),
    ...ascending
      .slice(0, -1)
      .toReversed()
      .map((value) => ({ value, direction: 'down' as const })),
  ];
  const timing = timingOf(workload);
  return [...new Set<number | null>(outputCaps ?? [null])]
    .flatMap((outputCap) => sweep.map((each) => ({ ...each, outputCap })))
    .map(({ value, direction, outputCap }, stage) => ({
      stage,
      load: clients === undefined ? { loop: 'open', perSecond: value } : { loop: 'closed', clients: value },
      outputCap,
      direction,
      ...timing,
    }));
}
