import { describe, expect, it } from 'vitest';
import { alterAnswer, findIn } from './alter-answer.ts';
import { readApproved } from './approved-answers.ts';

describe.each(['short-coding'])('the suite %s', async (suite) => {
  const approved = [...(await readApproved(suite)).values()];

  it('accepts each approved answer', () => {
    const found = approved.map((each) => [each.prompt.id, findIn(each, each.golden.answer)]);
    expect(found.filter(([, findings]) => findings?.length !== 0)).toEqual([]);
  });

  it('refuses each whole one with one value, item, key or call altered', () => {
    const altered = approved
      .filter(({ golden }) => golden.answer.finish !== 'length')
      .flatMap((each) => [...alterAnswer(each)].map(([what, said]) => ({ each, what, said })));
    const passed = altered.filter(({ each, said }) => findIn(each, said).length === 0);
    expect(passed.map(({ each, what }) => `${each.prompt.id} ${what}`)).toEqual([]);
    expect(altered.length).toBeGreaterThan(500);
  });
});
