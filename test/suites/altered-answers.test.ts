import { describe, expect, it } from 'vitest';
import { alterAnswer, openJudge } from './alter-answer.ts';
import { readApproved } from './approved-answers.ts';

describe.each(['short-coding', 'code-review'])('the suite %s', async (suite) => {
  const approved = [...(await readApproved(suite)).values()].map((each) => ({
    ...each,
    id: each.prompt.id,
    findIn: openJudge(each),
  }));

  it('accepts each approved answer', () => {
    const found = approved.flatMap(({ id, golden, findIn }) =>
      findIn(golden.answer).map((each) => [id, each]),
    );
    expect(found).toEqual([]);
  });

  it('refuses each whole one with one value, item, key or call altered', () => {
    const tried = approved
      .filter(({ golden }) => golden.answer.finish !== 'length')
      .flatMap((each) => [...alterAnswer(each)].map(([what, said]) => ({ ...each, what, said })));
    const passed = tried.filter(({ findIn, said }) => findIn(said).length === 0);
    expect(passed.map(({ id, what }) => `${id} ${what}`)).toEqual([]);
    expect(tried.length).toBeGreaterThan(500);
  });
});
