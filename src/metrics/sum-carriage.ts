import { UNASKED, type Carriage, type CarriageCounts } from '../contract/wires/carriage.ts';
import { MODES } from '../contract/exchanges/mode.ts';
import { compareText } from './compare-text.ts';
import type { PromptTally } from './prompt-tally.ts';

/** What became of each thing that the exchanges of these prompts asked for, sorted by its name. */
export function sumCarriage(
  tallies: readonly Pick<PromptTally, 'asked' | 'carried'>[],
): readonly { readonly feature: string; readonly counts: CarriageCounts }[] {
  const features = new Map<string, Record<Carriage, number>>();
  for (const { asked, carried } of tallies) {
    for (const mode of MODES) {
      if (asked[mode] === 0) continue;
      for (const { feature, action } of carried[mode]) {
        const counts = features.get(feature) ?? { ...UNASKED };
        features.set(feature, counts);
        counts[action] += asked[mode];
      }
    }
  }
  return [...features]
    .map(([feature, counts]) => ({ feature, counts }))
    .sort((a, b) => compareText(a.feature, b.feature));
}
