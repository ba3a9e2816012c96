import type { Fault, WireFault } from '../contract/fault.ts';
import type { Mode } from '../contract/request.ts';
import type { Face } from './face.ts';

const TEXT_WIRE_LACKS: readonly WireFault[] = ['bad-crc'];

/** Checksums and end markers stand in streams alone. */
const OF_STREAMS: ReadonlySet<WireFault> = new Set(['bad-crc', 'drop-done']);

/**
 * Whether a wire has a place for this fault, in `mode` or, when that is null, in any mode.
 * One that has none answers as if it were not planted.
 */
export function expressible(fault: Fault, face: Pick<Face, 'lacks'>, mode: Mode | null = null): boolean {
  if (fault.wire === undefined) return true;
  if (mode === 'send' && OF_STREAMS.has(fault.wire)) return false;
  return !(face.lacks ?? TEXT_WIRE_LACKS).includes(fault.wire);
}
