import { describe, expect, it } from 'vitest';
import type { SlowValue } from '../../src/checks/slow-value.ts';
import { createJudgeThreads } from '../../src/cli/threads/judge-threads.ts';

const LOOKING = { type: 'string', pattern: '^(?!(a+)+$)[a!]*$' };
const NEXT = { $ref: '#/$defs/n' };
const MEMBER = { properties: { c: NEXT }, required: ['c'] };
/** Each level of a value is looked at twice, and each look is an error. */
const DOUBLING = { $ref: '#/$defs/n', $defs: { n: { anyOf: [MEMBER, MEMBER] } } };

const quick: SlowValue = { schema: LOOKING, value: 'a!' };
const wrong: SlowValue = { schema: LOOKING, value: 'b' };
const stuck: SlowValue = { schema: LOOKING, value: `${'a'.repeat(40)}!` };
const deep: SlowValue = { schema: DOUBLING, value: JSON.parse(`${'{"c":'.repeat(60)}0${'}'.repeat(60)}`) };

const never = new AbortController().signal;
const PATIENT_MS = 60_000;

describe('values judged in threads', () => {
  it('have a result each, in their order', async () => {
    const judge = createJudgeThreads(1);
    expect(await judge([quick, wrong, quick], PATIENT_MS, never)).toEqual([
      [],
      [expect.objectContaining({ code: 'schema/pattern' })],
      [],
    ]);
  });

  it.each([
    ['a search without end', stuck],
    ['errors without end', deep],
  ])('keep what came before %s, and the next ones get another thread', async (_, hostile) => {
    const judge = createJudgeThreads(1);
    const both = judge([wrong, hostile, quick], 400, never);
    const next = judge([quick], PATIENT_MS, never);
    expect(await both).toEqual([
      [expect.objectContaining({ code: 'schema/pattern' })],
      'too-slow',
      'too-slow',
    ]);
    expect(await next).toEqual([[]]);
  });

  it('wait for a thread without losing their own time', async () => {
    const judge = createJudgeThreads(1);
    const results = await Promise.all([
      judge([stuck], 500, never),
      judge([stuck], 500, never),
      judge([quick], 500, never),
    ]);
    expect(results).toEqual([['too-slow'], ['too-slow'], [[]]]);
  });

  it('are let go when the run is stopped, those that wait as well', async () => {
    const judge = createJudgeThreads(1);
    const stop = new AbortController();
    const all = Promise.all([
      judge([stuck], PATIENT_MS, stop.signal),
      judge([quick], PATIENT_MS, stop.signal),
    ]);
    stop.abort(new Error('stopped'));
    expect(await all).toEqual([['too-slow'], ['too-slow']]);
  });

  it('leave nothing that would keep the process', async () => {
    const judge = createJudgeThreads(2);
    await Promise.all([judge([quick], PATIENT_MS, never), judge([quick], PATIENT_MS, never)]);
    expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
  });
});
