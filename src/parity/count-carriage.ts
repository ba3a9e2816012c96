import { UNASKED, type Carriage, type Carried } from '../contract/wires/carriage.ts';
import type { CarriageRow } from '../contract/gates/comparison.ts';

export interface CarriageFold {
  add(side: 'baseline' | 'candidate', carried: readonly Carried[]): void;
  rows(): readonly CarriageRow[];
}

type Counts = Record<Carriage, number>;

/** What became of each feature of the exchanges that were compared, on either side. */
export function countCarriage(): CarriageFold {
  const features = new Map<string, { readonly baseline: Counts; readonly candidate: Counts }>();
  return {
    add(side, carried) {
      for (const { feature, action } of carried) {
        const counts = features.get(feature) ?? { baseline: { ...UNASKED }, candidate: { ...UNASKED } };
        features.set(feature, counts);
        counts[side][action] += 1;
      }
    },
    rows: () =>
      [...features]
        .map(([feature, counts]) => ({ feature, ...counts }))
        .toSorted((a, b) => (a.feature < b.feature ? -1 : 1)),
  };
}
