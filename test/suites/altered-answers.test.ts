import { describe, expect, it } from 'vitest';
import { alterAnswer, openJudge } from './alter-answer.ts';
import { readApproved } from './approved-answers.ts';

describe.each(['short-coding', 'code-review'])('the suite %s', async (suite) => {
  const approved = [...readApproved(suite).values()]
    .filter(({ golden }) => golden.answer.error === null)
    .map((each) => ({ ...each, id: each.prompt.id, findIn: openJudge(each) }));

  it('accepts each approved answer, and its JSON with other spacing', () => {
    const found = approved.flatMap(({ id, prompt, golden, findIn }) => {
      const { text, toolCalls, finish } = golden.answer;
      const isJson = prompt.output !== null && text !== '' && finish !== 'length';
      const spaced = isJson ? JSON.stringify(JSON.parse(text), null, 3) : `${text} `;
      return [text, spaced].flatMap((each) => findIn({ text: each, toolCalls }).map((code) => [id, code]));
    });
    expect(found).toEqual([]);
  });

  it('refuses each whole one with one value, item, key or call altered', () => {
    const tried = approved
      .filter(({ golden }) => golden.answer.finish !== 'length')
      .flatMap((each) => [...alterAnswer(each)].map(([what, altered]) => ({ ...each, what, altered })));
    const passed = tried.filter(({ findIn, altered }) => findIn(altered).length === 0);
    expect(passed.map(({ id, what }) => `${id} ${what}`)).toEqual([]);
    expect(tried.length).toBeGreaterThan(500);
  });
});
