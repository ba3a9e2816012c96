import type {
  Comparison,
  DifferenceGroup,
  DimensionRow,
  LossRow,
  PairCounts,
} from '../contract/comparison.ts';
import { DIMENSIONS, dimensionOf } from '../contract/findings/dimensions.ts';
import { signEValue } from '../stats/sign-e-value.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import { classOf } from './breaks-of.ts';
import type { CountedSides } from './compare-sides.ts';
import type { CountedGroup, Differing, DifferenceCount } from './count-differences.ts';
import type { ReadBy } from './read-by.ts';

/** Alarms that are false: one in twenty at most, over all looks together. */
const ENOUGH = 20;
/** Large breaks are to be found with few prompts. */
const PRIOR = 1;

type Judged = Pick<Comparison, 'verdict' | 'reason' | 'pairs' | 'dimensions' | 'groups' | 'losses'>;

/**
 * The verdict on two sides. A difference counts for what it exceeds the baseline's difference from itself, where that is
 * known: then it takes evidence of 20 to break, of the difference alone or of its whole dimension, and less leaves it
 * open. Where the baseline was asked once, every difference counts as it is.
 */
export function judgeSides({ pairs, differences, losses }: CountedSides, readBy: ReadBy): Judged {
  const dimensions = DIMENSIONS.map((dimension) => rowOf(dimension, differences));
  const counted = [...differences.groups.values()].map((group) => ({
    group,
    shown: groupOf(group, differences, readBy),
  }));
  const groups = counted
    .map(({ shown }) => shown)
    .filter(({ prompts }) => prompts > 0)
    .toSorted(byWeight);
  const breaks = breaksByDimension(counted, differences);
  return { ...verdictOf(pairs, breaks, groups), pairs, dimensions, groups, losses: lossesOf(losses) };
}

const NEVER: Differing = { candidate: new Set(), noise: new Set() };

function rowOf(dimension: DimensionRow['dimension'], differences: DifferenceCount): DimensionRow {
  const differing = differences.dimensions.get(dimension) ?? NEVER;
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
    ...noiseOf(differing, differences),
  };
}

function groupOf(group: CountedGroup, differences: DifferenceCount, readBy: ReadBy): DifferenceGroup {
  const { code, pointer, cited, example } = group;
  return {
    code,
    pointer,
    dimension: dimensionOf(code),
    class: classOf(code),
    prompts: group.candidate.size,
    ...noiseOf(group, differences),
    readBy: readBy(cited),
    message: cited.message,
    expected: cited.expected,
    observed: cited.observed,
    example,
  };
}

/** Prompts with both draws alone are counted: the candidate worse, or the baseline's second answer. */
function noiseOf(
  { candidate, noise }: Differing,
  { twice }: DifferenceCount,
): { readonly noise: number | null; readonly evidence: number | null } {
  if (twice.size === 0) return { noise: null, evidence: null };
  let [worse, better] = [0, 0];
  for (const prompt of twice) {
    const [differs, isNoise] = [candidate.has(prompt), noise.has(prompt)];
    if (differs && !isNoise) worse += 1;
    else if (isNoise && !differs) better += 1;
  }
  return { noise: noise.size, evidence: signEValue(worse, better, PRIOR) };
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
      const all = (side: 'candidate' | 'noise'): ReadonlySet<string> =>
        new Set(rows.flatMap(({ group }) => [...group[side]]));
      return [dimension, noiseOf({ candidate: all('candidate'), noise: all('noise') }, differences).evidence];
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

function verdictOf(
  pairs: PairCounts,
  breaks: ReadonlyMap<string, number | null>,
  groups: readonly DifferenceGroup[],
): Pick<Comparison, 'verdict' | 'reason'> {
  if (pairs.compared === 0) {
    return { verdict: 'inconclusive', reason: 'no exchange was answered on both sides' };
  }
  const breaking = groups.filter((group) => group.class === 'breaking' && isRead(group));
  const first = breaking.find(
    ({ evidence, dimension }) => isEnough(evidence) || isEnough(breaks.get(dimension) ?? null),
  );
  if (first !== undefined) {
    const readers = first.readBy === null ? '' : `, read by ${first.readBy.join(', ')}`;
    const where = first.pointer === '' ? '' : ` at ${first.pointer}`;
    return { verdict: 'fail', reason: `${first.code}${where} breaks on ${promptsOf(first)}${readers}` };
  }
  if (breaking.length > 0) {
    return {
      verdict: 'inconclusive',
      reason: `${kinds(breaking.length)} of breaking difference not shown apart from the baseline's own noise yet`,
    };
  }
  if (pairs.missing + pairs.unanswered > 0) {
    return { verdict: 'inconclusive', reason: 'not every planned pair was answered on both sides' };
  }
  return { verdict: 'pass', reason: 'nothing differs that breaks a client' };
}

/** Of a baseline that was asked once nothing is known that could excuse a difference. */
function isEnough(evidence: number | null): boolean {
  return evidence === null || evidence >= ENOUGH;
}

function promptsOf({ prompts }: DifferenceGroup): string {
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
