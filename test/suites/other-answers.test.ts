import { describe, expect, it } from 'vitest';
import { findIn, type OtherAnswers } from './alter-answer.ts';
import { readApproved } from './approved-answers.ts';
import { OTHER_CODING } from './other-coding-answers.ts';

describe.each([['short-coding', OTHER_CODING]])('the suite %s', async (suite, rows) => {
  const approved = await readApproved(suite);

  function findingsOf(id: string, other: OtherAnswers['right'][number]): readonly string[] {
    const each = approved.get(id);
    if (each === undefined) throw new Error(`there is no prompt ${id}`);
    const { text } = each.golden.answer;
    const said = typeof other === 'string' ? other : JSON.stringify({ ...JSON.parse(text), ...other });
    return findIn(each, { text: said, toolCalls: [] });
  }

  it.each(rows)(
    'takes what is as good, and refuses what only looks so: $prompt',
    ({ prompt, right, wrong }) => {
      expect(right.flatMap((other) => findingsOf(prompt, other))).toEqual([]);
      expect(wrong.filter((other) => findingsOf(prompt, other).length === 0)).toEqual([]);
    },
  );

  it('has a wrong answer for each plain text that is approved whole', () => {
    const texts = [...approved.values()].filter(
      ({ prompt, golden }) =>
        prompt.output === null && golden.answer.text !== '' && golden.answer.finish === 'stop',
    );
    const tried = new Set(rows.filter(({ wrong }) => wrong.length > 0).map(({ prompt }) => prompt));
    expect(texts.map(({ prompt }) => prompt.id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
