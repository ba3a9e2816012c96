import {
  DRIFTS,
  type Comparison,
  type ContractComparison,
  type DifferenceGroup,
  type DimensionRow,
  type Drift,
  type LossRow,
  type PairCounts,
  type SideDrift,
} from '../contract/gates/comparison.ts';
import { DIMENSIONS, dimensionOf } from '../contract/findings/dimensions.ts';
import { whyUnfair, type LostRequests } from '../contract/traffic/lost-requests.ts';
import { byPrompts, spellUnserved } from '../contract/gates/unserved.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import { besideNoise, isEnough } from './beside-noise.ts';
import { classOf } from './breaks-of.ts';
import type { CountedSides } from './compare-sides.ts';
import { isBreak } from './contract/judge-contract.ts';
import type { CountedGroup, Differing, DifferenceCount } from './count-differences.ts';
import type { ReadBy } from './read-by.ts';

type Judged = Pick<
  Comparison,
  'verdict' | 'reason' | 'pairs' | 'unserved' | 'dimensions' | 'groups' | 'losses' | 'contract'
>;

/**
 * The verdict on two sides. A difference counts for what it exceeds the baseline's difference from itself, where that is
 * known: then it takes evidence of 20 to break, of the difference alone or of its whole dimension, and less leaves it
 * open. Where the baseline was asked once, every difference counts as it is. Where both sides are the same stored answers,
 * every difference is of the wrapper and none of the provider; where only versions differ it may be, and the verdict stays:
 * a client breaks by either. Of live requests of which too many were lost nothing passes.
 */
export function judgeSides(
  counted: CountedSides,
  readBy: ReadBy,
  contract: ContractComparison | null,
  drift: SideDrift | null,
  lost: LostRequests | null,
): Judged {
  const { pairs, differences, losses } = counted;
  const isSame = drift?.sameAnswers === true;
  const dimensions = [
    ...DIMENSIONS.map((dimension) =>
      rowOf(dimension, (isSame ? undefined : differences.dimensions.get(dimension)) ?? NEVER, differences),
    ),
    ...driftsIn(drift).map((of) => rowOf(of, anyOf([...differences.dimensions.values()]), differences)),
  ];
  const shownGroups = [...differences.groups.values()].map((group) => ({
    group,
    shown: groupOf(group, isSame ? 'wrapper' : dimensionOf(group.code), differences, readBy),
  }));
  const groups = shownGroups
    .map(({ shown }) => shown)
    .filter(({ prompts }) => prompts > 0)
    .toSorted(byWeight);
  const breaks = breaksByDimension(shownGroups, differences);
  const unserved = byPrompts([...counted.unserved].map(([reason, { size }]) => ({ reason, prompts: size })));
  const verdict = refusalOf(counted, unserved) ?? verdictOf(pairs, breaks, groups, contract, lost);
  const whose = verdict.verdict === 'fail' ? whoseIs(drift) : '';
  return {
    ...verdict,
    reason: `${verdict.reason}${whose}`,
    pairs,
    unserved,
    dimensions,
    groups,
    losses: lossesOf(losses),
    contract,
  };
}

const NEVER: Differing = { candidate: new Set(), noise: new Set() };

/** The dimensions of which something was not the same on both sides. */
function driftsIn(drift: SideDrift | null): readonly Drift[] {
  if (drift === null) return [];
  return DRIFTS.filter(
    (name) => (name === 'wrapper' && drift.sameAnswers) || drift.versions.some(({ of }) => of === name),
  );
}

function whoseIs(drift: SideDrift | null): string {
  if (drift?.sameAnswers === true) return '; it is of the wrapper: both sides are the same stored answers';
  const drifts = driftsIn(drift);
  return drifts.length === 0 ? '' : `; it may be of the ${drifts.join(' or the ')}, whose versions differ`;
}

function anyOf(differing: readonly Differing[]): Differing {
  const all = (side: keyof Differing): ReadonlySet<string> =>
    new Set(differing.flatMap((each) => [...each[side]]));
  return { candidate: all('candidate'), noise: all('noise') };
}

function rowOf(
  dimension: DimensionRow['dimension'],
  differing: Differing,
  differences: DifferenceCount,
): DimensionRow {
  const prompts = differences.prompts.size;
  const count = differing.candidate.size;
  const interval = wilsonInterval(count, prompts);
  return {
    dimension,
    prompts,
    differing: count,
    rate: prompts === 0 ? null : count / prompts,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    ...besideNoise(differing, differences.twice),
  };
}

function groupOf(
  group: CountedGroup,
  dimension: DifferenceGroup['dimension'],
  differences: DifferenceCount,
  readBy: ReadBy,
): DifferenceGroup {
  const { code, pointer, cited, example } = group;
  return {
    code,
    pointer,
    dimension,
    class: classOf(code),
    prompts: group.candidate.size,
    ...besideNoise(group, differences.twice),
    readBy: readBy(cited),
    message: cited.message,
    expected: cited.expected,
    observed: cited.observed,
    example,
  };
}

/** The evidence of all breaks of a dimension together: few prompts may share one, and many have one. */
function breaksByDimension(
  counted: readonly { readonly group: CountedGroup; readonly shown: DifferenceGroup }[],
  differences: DifferenceCount,
): ReadonlyMap<string, number | null> {
  const breaking = counted.filter(({ shown }) => shown.class === 'breaking' && isRead(shown));
  const byDimension = Map.groupBy(breaking, ({ shown }) => shown.dimension);
  return new Map(
    [...byDimension].map(([dimension, rows]) => {
      const all = anyOf(rows.map(({ group }) => group));
      return [dimension, besideNoise(all, differences.twice).evidence];
    }),
  );
}

const CLASSES = ['breaking', 'degraded', 'note'] as const;

function isRead({ readBy }: DifferenceGroup): boolean {
  return readBy === null || readBy.length > 0;
}

function byWeight(a: DifferenceGroup, b: DifferenceGroup): number {
  return (
    CLASSES.indexOf(a.class) - CLASSES.indexOf(b.class) ||
    Number(isRead(b)) - Number(isRead(a)) ||
    b.prompts - a.prompts ||
    (`${a.code}${a.pointer}` < `${b.code}${b.pointer}` ? -1 : 1)
  );
}

/** What the candidate alone cannot be asked breaks whoever asks it, as the gate of a stage has it. It takes no statistics. */
function refusalOf(
  counted: CountedSides,
  unserved: Comparison['unserved'],
): Pick<Comparison, 'verdict' | 'reason'> | null {
  if (unserved.length === 0) return null;
  const many = new Set([...counted.unserved.values()].flatMap((prompts) => [...prompts])).size;
  return { verdict: 'fail', reason: spellUnserved(unserved, many, counted.served.size) };
}

function verdictOf(
  pairs: PairCounts,
  breaks: ReadonlyMap<string, number | null>,
  groups: readonly DifferenceGroup[],
  contract: ContractComparison | null,
  lost: LostRequests | null,
): Pick<Comparison, 'verdict' | 'reason'> {
  if (pairs.compared === 0) {
    return { verdict: 'inconclusive', reason: 'no exchange was answered on both sides' };
  }
  const breaking = groups.filter((group) => group.class === 'breaking' && isRead(group));
  const first = breaking.find(
    ({ evidence, dimension }) => isEnough(evidence) || isEnough(breaks.get(dimension) ?? null),
  );
  if (first !== undefined) {
    return {
      verdict: 'fail',
      reason: `${placed(first.code, first)} breaks on ${promptsOf(first)}${readersOf(first)}`,
    };
  }
  const changes = contract?.changes.filter(isBreak) ?? [];
  const [change] = changes;
  if (change !== undefined && contract?.verdict === 'breaking') {
    const { part } = change;
    const what = placed(`${part} ${change.change}`, change);
    return {
      verdict: 'fail',
      reason: `${what} breaks its contract on ${promptsOf(change)}${readersOf(change)}`,
    };
  }
  const open = breaking.length + changes.length;
  if (open > 0) {
    return {
      verdict: 'inconclusive',
      reason: `${kinds(open)} of breaking difference not shown apart from the baseline's own noise yet`,
    };
  }
  if (pairs.missing + pairs.unanswered > 0) {
    return { verdict: 'inconclusive', reason: 'not every planned pair was answered on both sides' };
  }
  const unfair = whyUnfair(lost);
  if (unfair !== null) return { verdict: 'inconclusive', reason: unfair };
  return { verdict: 'pass', reason: 'nothing differs that breaks a client' };
}

function placed(what: string, { pointer }: { readonly pointer: string }): string {
  return pointer === '' ? what : `${what} at ${pointer}`;
}

function readersOf({ readBy }: { readonly readBy: readonly string[] | null }): string {
  return readBy === null ? '' : `, read by ${readBy.join(', ')}`;
}

function promptsOf({ prompts }: { readonly prompts: number }): string {
  return prompts === 1 ? '1 prompt' : `${prompts} prompts`;
}

function kinds(count: number): string {
  return count === 1 ? '1 kind is' : `${count} kinds are`;
}

/** What one side gives up and the other does not comes first. */
function lossesOf(losses: CountedSides['losses']): readonly LossRow[] {
  return [...losses.values()]
    .map(({ loss: { field, action, reason }, baseline, candidate }) => ({
      field,
      action,
      reason,
      baseline,
      candidate,
    }))
    .toSorted(
      (a, b) =>
        Number(a.baseline > 0 && a.candidate > 0) - Number(b.baseline > 0 && b.candidate > 0) ||
        (`${a.field}${a.reason}` < `${b.field}${b.reason}` ? -1 : 1),
    );
}
