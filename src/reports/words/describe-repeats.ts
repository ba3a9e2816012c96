import type { TargetSummary } from '../../contract/runs/summary.ts';
import { count, interval, percent, plural } from '../text/format.ts';

const MOST_NAMED = 10;

/** What asking each prompt several times showed of a target, in two lines; none where it was asked once. */
export function describeRepeats({ id, repeats }: TargetSummary): readonly string[] {
  if (repeats === null) return [];
  const { repetitions: k, prompts, allPass, anyPasses, variance, flaky } = repeats;
  const all = percent(allPass.at(-1) ?? null);
  const any = percent(anyPasses.at(-1) ?? null);
  const spread =
    variance === null
      ? ''
      : `; variance ${variance.within.toFixed(4)} within prompts, ${variance.between.toFixed(4)} between them`;
  const line = `${id}: pass^${k} ${all} ${interval(repeats)}, pass@${k} ${any}, each asking alone ${percent(allPass[0] ?? null)}, over ${count(prompts)} ${plural(prompts, 'prompt')}${spread}`;
  if (flaky.length === 0) return [line];
  const named = flaky.slice(0, MOST_NAMED).map(({ promptId, passed, of }) => `${promptId} ${passed}/${of}`);
  const rest = flaky.length > MOST_NAMED ? ` and ${count(flaky.length - MOST_NAMED)} more` : '';
  return [
    line,
    `${id}: ${count(flaky.length)} flaky ${plural(flaky.length, 'prompt')}: ${named.join(', ')}${rest}`,
  ];
}
