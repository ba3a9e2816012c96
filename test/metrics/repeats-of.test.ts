import { describe, expect, it } from 'vitest';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { RecordedState } from '../../src/contract/exchanges/record.ts';
import type { Repeats } from '../../src/contract/runs/summary.ts';
import { describeRepeats } from '../../src/reports/words/describe-repeats.ts';
import { fold, planOf, record } from './build-fold.ts';

const REPEAT = 3;
const MODES: readonly Mode[] = ['send', 'stream'];

/** What three askings of each prompt came to, by prompt: of each asking how send and stream did. */
function repeatsOf(askings: Readonly<Record<string, readonly (readonly RecordedState[])[]>>): Repeats | null {
  const plan = planOf(Object.keys(askings), 2 * REPEAT);
  const repeated = { ...plan, prompts: plan.prompts.map((row) => ({ ...row, repeat: REPEAT })) };
  const records = Object.entries(askings).flatMap(([prompt, states]) =>
    states.flatMap((pair, at) =>
      pair.map((state, mode) => record({ prompt, repetition: at + 1, mode: MODES[mode] ?? 'send', state })),
    ),
  );
  const [target] = fold(repeated, records).targets;
  return target?.repeats ?? null;
}

const good = ['passed', 'passed'] as const;
const bad = ['passed', 'failed'] as const;

describe('what asking again shows', () => {
  it('counts an asking as passed where it does in every mode, and names the prompts that sometimes do', () => {
    const repeats = repeatsOf({ a: [good, good, good], b: [good, bad, good], c: [bad, bad, bad] });
    expect(repeats).toMatchObject({
      repetitions: 3,
      prompts: 3,
      flaky: [{ promptId: 'b', passed: 2, of: 3 }],
    });
    expect(repeats?.allPass.map((chance) => chance.toFixed(4))).toEqual(['0.5556', '0.4444', '0.3333']);
    expect(repeats?.anyPasses.map((chance) => chance.toFixed(4))).toEqual(['0.5556', '0.6667', '0.6667']);
    expect(repeats?.variance?.within).toBeCloseTo(1 / 9, 12);
  });

  it('takes what is missing, or errored, for not passed', () => {
    const errored = ['passed', 'errored'] as const;
    const repeats = repeatsOf({ a: [good, good], b: [good, errored, good] });
    expect(repeats?.flaky).toEqual([
      { promptId: 'a', passed: 2, of: 3 },
      { promptId: 'b', passed: 2, of: 3 },
    ]);
  });

  it('leaves out prompts that cannot be asked, or that nothing approved is held against', () => {
    const none = ['skipped', 'skipped'] as const;
    const unproven = ['unproven', 'unproven'] as const;
    expect(repeatsOf({ a: [none, none, none], b: [unproven, unproven, unproven] })).toBeNull();
    expect(repeatsOf({ a: [good, good, good], b: [none, none, none] })?.prompts).toBe(1);
  });

  it('is nothing of prompts that were asked once', () => {
    expect(fold(planOf(['a']), [record({ prompt: 'a' })]).targets[0]?.repeats).toBeNull();
  });

  it('is told in two lines, the second where prompts are flaky', () => {
    const [target] = fold(planOf(['a']), [record({ prompt: 'a' })]).targets;
    if (target === undefined) throw new Error('one target was planned');
    expect(describeRepeats(target)).toEqual([]);
    const repeats = repeatsOf({ a: [good, good, good], b: [good, bad, good], c: [bad, bad, bad] });
    expect(describeRepeats({ ...target, repeats })).toEqual([
      'one: pass^3 33.3% [6-80%], pass@3 66.7%, each asking alone 55.6%, over 3 prompts; variance 0.1111 within prompts, 0.2222 between them',
      'one: 1 flaky prompt: b 2/3',
    ]);
  });
});
