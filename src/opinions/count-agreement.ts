import type { Agreement, AgreementCounts } from '../contract/opinions/agreement.ts';
import type { Label, Opinion } from '../contract/opinions/opinion.ts';
import { kappaInterval } from '../stats/cohen-kappa.ts';

/** A person's label, and what the judge says of the same answer. */
export interface Compared {
  readonly label: Label;
  readonly opinion: Opinion;
}

/** What the judge's word is taken for: one that cannot be read is against it. */
function taken({ label, opinion }: Compared): Label {
  return opinion.label ?? (label === 'good' ? 'bad' : 'good');
}

type Measured = Pick<Agreement, 'n' | 'counts' | 'unreadable' | 'kappa' | 'low' | 'high'>;

export function countAgreement(all: readonly Compared[]): Measured {
  const count = (person: Label, judge: Label): number =>
    all.filter((each) => each.label === person && taken(each) === judge).length;
  const counts = {
    bothGood: count('good', 'good'),
    bothBad: count('bad', 'bad'),
    judgeGood: count('bad', 'good'),
    judgeBad: count('good', 'bad'),
  };
  const unreadable = all.filter(({ opinion }) => opinion.label === null).length;
  return { n: all.length, counts, unreadable, ...kappaOf(counts) };
}

/** Kappa and its interval, from nothing but the counts: so whoever reads them can tell whether they are theirs. */
export function kappaOf({ bothGood, bothBad, judgeGood, judgeBad }: AgreementCounts) {
  const cells = { both: bothGood, neither: bothBad, firstAlone: judgeGood, secondAlone: judgeBad };
  return kappaInterval(cells) ?? { kappa: null, low: null, high: null };
}
