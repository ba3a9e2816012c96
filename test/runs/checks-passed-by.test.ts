import { expect, it } from 'vitest';
import { createSchemaCompiler } from '../../src/checks/compile-schemas.ts';
import { preparePrompt } from '../../src/checks/prepare-prompt.ts';
import type { JudgeApart } from '../../src/checks/slow-value.ts';
import type { GoldenAnswer, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { alterAnswer } from '../../src/fuzz/alterations/alter-answer.ts';
import { givenOf } from '../../src/fuzz/alterations/given-answer.ts';
import { ALTERATION_CLASSES } from '../../src/fuzz/alterations/registry.ts';
import { readSubject } from '../../src/fuzz/alterations/subject.ts';
import { checksPassedBy, judgeGiven } from '../../src/runs/judge/judge-given.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { buildGolden, buildPrompt } from '../build-exchange.ts';

const SCHEMA = {
  type: 'object',
  required: ['total', 'due', 'lines'],
  properties: { total: { type: 'number' }, due: { format: 'date' }, lines: { type: 'array' } },
};
const VALUE = {
  total: 41.5,
  due: '2026-08-05',
  lines: [{ name: 'Norrland', amount: 40 }, { name: 'Courier' }],
};
const asked = buildPrompt({
  output: { name: 'invoice', schema: SCHEMA },
  comparators: { '/total': 'exact' },
});
const answer = { text: JSON.stringify(VALUE), finish: 'stop' } as const;

const judgeApart: JudgeApart = () => Promise.reject(new Error('nothing here is slow'));

/** Of every altered answer, what is found out of it alone, and what the whole judgement has. */
async function judgeBoth(prompt: GoldenPrompt, given: Partial<GoldenAnswer>) {
  const golden = buildGolden(given);
  const prepared = preparePrompt(prompt, golden, createSchemaCompiler().compile);
  const subject = readSubject(prompt, golden.answer, seededRandom(1));
  const answers = [
    givenOf(golden.answer),
    ...alterAnswer(subject, ALTERATION_CLASSES, []).altered.map((each) => each.answer),
  ];
  return Promise.all(
    answers.map(async (each) => {
      const { state, verdicts } = await judgeGiven(prepared, each, judgeApart);
      const passing = verdicts.filter(({ status }) => status === 'pass').map(({ check }) => check);
      return {
        short: await checksPassedBy(prepared, each, judgeApart),
        whole: state === 'passed' ? passing : null,
      };
    }),
  );
}

it.each([
  ['by a schema', asked, answer],
  [
    'by a schema that an answer which was to be cut is not held against',
    asked,
    { ...answer, finish: 'length' },
  ],
  [
    'by its text alone',
    buildPrompt({ comparators: { '': 'exact' } }),
    { text: 'Kyoto, of old', finish: 'stop' },
  ],
] as const)(
  'an answer that is judged %s passes what the whole judgement lets it pass',
  async (_by, prompt, given) => {
    const judged = await judgeBoth(prompt, given);
    expect(judged.map(({ short }) => short)).toEqual(judged.map(({ whole }) => whole));
    expect(new Set(judged.map(({ short }) => short === null))).toEqual(new Set([true, false]));
  },
);
