import type { Fault, WireFault } from '../contract/wires/fault.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { Face, Oddity } from './face.ts';

const TEXT_WIRE_LACKS: readonly WireFault[] = ['bad-crc'];

/** Checksums and end markers stand in streams alone. */
const OF_STREAMS: ReadonlySet<WireFault> = new Set(['bad-crc', 'drop-done']);

/**
 * Whether a wire has a place for this fault, in `mode` or, when that is null, in any mode.
 * One that has none answers as if it were not planted.
 */
export function expressible(
  fault: Fault,
  face: Pick<Face, 'lacks' | 'oddities'>,
  mode: Mode | null = null,
): boolean {
  if (fault.wire === undefined) return true;
  if (fault.wire === 'oddity') {
    const odd = findOddity(fault, face);
    return odd !== null && (mode === null || odd.modes.includes(mode));
  }
  if (mode === 'send' && OF_STREAMS.has(fault.wire)) return false;
  return !(face.lacks ?? TEXT_WIRE_LACKS).includes(fault.wire);
}

/** The oddity of a server that a fault names; null where it is none of this server's. */
export function findOddity({ value }: Fault, { oddities = {} }: Pick<Face, 'oddities'>): Oddity | null {
  if (typeof value !== 'string' || !Object.hasOwn(oddities, value)) return null;
  return oddities[value] ?? null;
}

/** An error within a stream that has begun, which has other words than one over HTTP. */
export function isInStream({ at, wire }: Fault, mode: Mode): boolean {
  return mode === 'stream' && (wire === 'exception' || typeof at === 'object' || at === 'after-finish');
}

/**
 * Whether a wire says this fault so that a reader can tell it from others: it has a place for it, and words of its
 * own for the error's kind.
 */
export function canSay(
  fault: Fault,
  face: Pick<Face, 'lacks' | 'borrows' | 'oddities'>,
  mode: Mode,
): boolean {
  if (!expressible(fault, face, mode)) return false;
  if (fault.error === undefined) return true;
  // Frames with checksums are binary: a body among them is noise, whatever it says.
  const framed = mode === 'stream' && expressible({ ...fault, wire: 'bad-crc' }, face, mode);
  if (framed && fault.wire === 'status-200-error') return false;
  const borrowed = face.borrows?.[isInStream(fault, mode) ? 'stream' : 'http'] ?? [];
  return !borrowed.includes(fault.error.kind);
}
