import type { CapabilityBit, CapabilityFile, Read } from '../contract/probe/capability-file.ts';
import type { Bit } from './bit.ts';

/** What an earlier probe settled, and need not be asked again. Null is nothing of a part. */
export interface Settled {
  readonly bits: ReadonlyMap<string, CapabilityBit>;
  readonly output: CapabilityFile['output'];
  readonly context: CapabilityFile['context'];
  /** Of a search for the context that did not end: what was answered until then. What was not is asked again. */
  readonly reads: readonly Read[];
}

/** Ends that say nothing of the endpoint. */
const OPEN: ReadonlySet<string> = new Set(['budget', 'no-answer']);

/** Whether the search for a part came to its end. */
export function isEnded({ end }: { readonly end: string }): boolean {
  return !OPEN.has(end);
}

const ended = <T extends { readonly end: string }>(part: T | null): T | null =>
  part !== null && isEnded(part) ? part : null;

/** Of what was proved and refuted; null is no earlier probe. */
export function settledBy(file: CapabilityFile | null): Settled {
  const bits = (file?.bits ?? []).filter(({ verdict }) => verdict !== 'unknown');
  return {
    bits: new Map(bits.map((row) => [row.bit, row])),
    output: ended(file?.output ?? null),
    context: ended(file?.context ?? null),
    reads: (file?.context?.reads ?? []).filter(({ outcome }) => outcome !== 'no-answer'),
  };
}

/**
 * Bits that are asked all the same. What costs least is asked again, for what pictures add is counted from it; what rests on a
 * bit that was refuted is not.
 */
export function bitsLeft(bits: readonly Bit[], settled: Settled['bits']): readonly Bit[] {
  return bits.filter(
    ({ id, after }) => after === null || (!settled.has(id) && settled.get(after)?.verdict !== 'refuted'),
  );
}
