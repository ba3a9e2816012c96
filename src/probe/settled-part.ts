import type { CapabilityBit, CapabilityFile } from '../contract/capability-file.ts';

/** What an earlier probe settled, and need not be asked again. Null is nothing of a part. */
export interface Settled {
  readonly bits: ReadonlyMap<string, CapabilityBit>;
  readonly output: CapabilityFile['output'];
  readonly context: CapabilityFile['context'];
}

/** Ends that say nothing of the endpoint. */
const OPEN: ReadonlySet<string> = new Set(['budget', 'no-answer']);

const ended = <T extends { readonly end: string }>(part: T | null): T | null =>
  part === null || OPEN.has(part.end) ? null : part;

/** Of what was proved and refuted; null is no earlier probe. */
export function settledBy(file: CapabilityFile | null): Settled {
  const bits = (file?.bits ?? []).filter(({ verdict }) => verdict !== 'unknown');
  return {
    bits: new Map(bits.map((row) => [row.bit, row])),
    output: ended(file?.output ?? null),
    context: ended(file?.context ?? null),
  };
}
