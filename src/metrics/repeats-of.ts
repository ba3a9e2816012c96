import type { Repeats } from '../contract/runs/summary.ts';
import { chanceAllPass, chanceAnyPasses, varianceOfRepeats } from '../stats/repeats.ts';
import { compareText } from './compare-text.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import type { PromptTally } from './prompt-tally.ts';

/**
 * How alike a target answers when it is asked again. An asking is one repetition in all its modes: it passes where each of
 * them does. The unit is the prompt. Null where no prompt was asked twice. Prompts that cannot be asked, or have no approved
 * golden to pass by, are none of them.
 */
export function repeatsOf(tallies: readonly PromptTally[]): Repeats | null {
  const asked = tallies.filter(
    ({ repeat, planned, skipped, unproven }) => repeat > 1 && skipped < planned && unproven === 0,
  );
  const n = asked[0]?.repeat;
  if (n === undefined) return null;
  const prompts = asked.map((tally) => ({ promptId: tally.promptId, passed: passedAskings(tally), of: n }));
  const mean = (of: (passed: number) => number): number =>
    prompts.reduce((sum, { passed }) => sum + of(passed), 0) / prompts.length;
  const ks = Array.from({ length: n }, (_, at) => at + 1);
  const always = wilsonInterval(prompts.filter(({ passed }) => passed === n).length, prompts.length);
  return {
    repetitions: n,
    prompts: prompts.length,
    allPass: ks.map((k) => mean((passed) => chanceAllPass(passed, n, k))),
    anyPasses: ks.map((k) => mean((passed) => chanceAnyPasses(passed, n, k))),
    low: always?.low ?? 0,
    high: always?.high ?? 1,
    variance: varianceOfRepeats(
      prompts.map(({ passed }) => passed),
      n,
    ),
    flaky: prompts
      .filter(({ passed }) => passed > 0 && passed < n)
      .toSorted((a, b) => a.passed - b.passed || compareText(a.promptId, b.promptId)),
  };
}

/** Repetitions of which every exchange passed. */
function passedAskings({ passedByRepetition, planned, repeat }: PromptTally): number {
  const whole = planned / repeat;
  return [...passedByRepetition.values()].filter((passed) => passed === whole).length;
}
