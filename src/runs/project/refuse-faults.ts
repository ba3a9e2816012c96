import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import { InputError, problem } from '../../contract/problem.ts';

/** Throws InputError where faults are given and no simulator is asked. */
export function refuseFaults(faults: readonly Fault[], source: Source): void {
  if (faults.length === 0 || source === 'simulate') return;
  const mend = 'use --source simulate, or leave --faults out';
  throw new InputError([problem(`faults are planted in the simulator, and the source is ${source}`, mend)]);
}
