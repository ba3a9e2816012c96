import type { Fault, WireFault } from '../contract/fault.ts';
import type { Face } from './face.ts';

const TEXT_WIRE_LACKS: readonly WireFault[] = ['bad-crc'];

/** Whether a wire has a place for this fault. One that has none answers as if it were not planted. */
export function expressible(fault: Fault, face: Pick<Face, 'lacks'>): boolean {
  return fault.wire === undefined || !(face.lacks ?? TEXT_WIRE_LACKS).includes(fault.wire);
}
