import type { CapabilityFile } from '../contract/capability-file.ts';
import type { CapabilityChange } from '../contract/outputs/probe-output.ts';

/** Two counts that differ by less are one: what was asked is never of quite the same length. */
const APART = 1.25;

const NONE = 'unknown';

/** What is known now and was known otherwise before. What one time did not find out is no change. */
export function diffCapabilities(before: CapabilityFile, after: CapabilityFile): readonly CapabilityChange[] {
  const { target } = after.endpoint;
  const change = (what: string, was: string, is: string): CapabilityChange[] =>
    was === is || was === NONE || is === NONE ? [] : [{ target, what, before: was, after: is }];
  const bits = after.bits.flatMap((bit) => {
    const old = before.bits.find((each) => each.bit === bit.bit);
    return old === undefined ? [] : change(bit.bit, verdictOf(old), verdictOf(bit));
  });
  const counts = COUNTS.flatMap(([what, read]) => {
    const [was, is] = [read(before), read(after)];
    if (was === null || is === null || Math.max(was, is) <= Math.min(was, is) * APART) return [];
    return change(what, `${was} tokens`, `${is} tokens`);
  });
  return [...bits, ...counts];
}

function verdictOf({ verdict, ground }: CapabilityFile['bits'][number]): string {
  if (verdict === 'unknown') return NONE;
  return verdict === 'proved' ? verdict : `${verdict} (${ground})`;
}

/** The most output tokens that come of a request; null where it was not looked at, or none came. */
export function cappedAt({ output }: CapabilityFile): number | null {
  return output?.end === 'clamped' ? output.served : (output?.proved ?? null);
}

const COUNTS: readonly (readonly [string, (file: CapabilityFile) => number | null])[] = [
  ['output cap', cappedAt],
  ['advertised context', ({ context }) => context?.advertised ?? null],
  ['accepted context', ({ context }) => context?.accepted ?? null],
  ['usable context', ({ context }) => context?.usable ?? null],
];
