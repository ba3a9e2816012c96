import type { CapabilityFile } from '../contract/probe/capability-file.ts';
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
    if (was.most === null || is.most === null) return [];
    const [less, more] = was.most < is.most ? [was, is] : [is, was];
    return isApart(less, more) ? change(what, `${was.most} tokens`, `${is.most} tokens`) : [];
  });
  return [...bits, ...counts];
}

/** The most tokens that came through, and the fewest that did not: null where the search ended before any. */
interface Limit {
  readonly most: number | null;
  readonly beyond: number | null;
}

/** Whether the more came through where the less met a limit: a search that merely went on for longer is no change. */
function isApart(less: Limit, more: Limit): boolean {
  if (less.most === null || more.most === null || less.beyond === null) return false;
  return more.most > less.most * APART && more.most * APART >= less.beyond;
}

function verdictOf({ verdict, ground }: CapabilityFile['bits'][number]): string {
  if (verdict === 'unknown') return NONE;
  return verdict === 'proved' ? verdict : `${verdict} (${ground})`;
}

/** The most output tokens that come of a request; null where it was not looked at, or none came. */
export function cappedAt({ output }: CapabilityFile): number | null {
  return output?.end === 'clamped' ? output.served : (output?.proved ?? null);
}

function outputLimit(file: CapabilityFile): Limit {
  const { end, served = null, requested = null } = file.output ?? {};
  const beyond = end === 'clamped' ? served : end === 'refused' ? requested : null;
  return { most: cappedAt(file), beyond };
}

const COUNTS: readonly (readonly [string, (file: CapabilityFile) => Limit])[] = [
  ['output cap', outputLimit],
  [
    'advertised context',
    ({ context }) => ({ most: context?.advertised ?? null, beyond: context?.advertised ?? null }),
  ],
  [
    'accepted context',
    ({ context }) => ({ most: context?.accepted ?? null, beyond: context?.refused ?? null }),
  ],
  [
    'usable context',
    ({ context }) => ({
      most: context?.usable ?? null,
      beyond: context?.unusable ?? context?.cutTo ?? context?.refused ?? null,
    }),
  ],
];
