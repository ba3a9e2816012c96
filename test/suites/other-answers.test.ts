import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/contract/json-value.ts';
import type { GoldenAnswer } from '../../src/contract/suites/prompt.ts';
import { openJudge, type OtherAnswers, type Said } from './alter-answer.ts';
import { readApproved } from './approved-answers.ts';
import { OTHER_CODING } from './other-coding-answers.ts';
import { OTHER_QUERIES } from './other-coding-queries.ts';
import { OTHER_REVIEWS } from './other-review-answers.ts';

/** The approved answer with another text, or with other values in its JSON or in the arguments of its call. */
function vary({ text, toolCalls }: GoldenAnswer, other: OtherAnswers['right'][number]): Said {
  if (typeof other === 'string') return { text: other, toolCalls };
  const values: JsonObject = JSON.parse(JSON.stringify(other));
  const [call] = toolCalls;
  if (call === undefined) return { text: JSON.stringify({ ...JSON.parse(text), ...values }), toolCalls };
  const old: JsonObject = JSON.parse(JSON.stringify(call.arguments));
  return { text, toolCalls: [{ ...call, arguments: { ...old, ...values } }] };
}

describe.each([
  ['short-coding', [...OTHER_CODING, ...OTHER_QUERIES]],
  ['code-review', OTHER_REVIEWS],
])('the suite %s', async (suite, rows) => {
  const approved = readApproved(suite);

  function findingsOf(id: string, other: OtherAnswers['right'][number]): readonly string[] {
    const each = approved.get(id);
    if (each === undefined) throw new Error(`there is no prompt ${id}`);
    return openJudge(each)(vary(each.golden.answer, other));
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
