import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/contract/json-value.ts';
import type { Golden, GoldenPrompt } from '../../src/contract/prompt.ts';
import { isJsonArray, isJsonObject } from '../../src/json/json-value.ts';
import { judge } from '../../src/library/judge.ts';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { readAllGoldens } from '../../src/suites/goldens/read-all-goldens.ts';
import { ROOT } from '../e2e/run-cli.ts';

const { suites } = await loadSuites({ root: ROOT, names: ['interface-reading', 'retrieval-answers'] });
const { read } = await readAllGoldens({ root: ROOT, baseline: 'reference', suites });

type Answer = Golden['answer'];
/** An answer that is wrong, and what was done to it. */
type Altered = readonly [what: string, answer: Answer];
type AlteredValue = readonly [what: string, value: JsonValue];
type AlteredText = readonly [what: string, text: string];

const alterScalar = (value: JsonValue): JsonValue => {
  if (typeof value === 'string') return `Something else than ${[...value].toReversed().join('').slice(0, 4)}`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : 'something';
};

/** Each value below a value altered, one at a time. */
function alterValues(value: JsonValue, at: string): AlteredValue[] {
  const children = isJsonArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : null;
  if (children === null) return [[at, alterScalar(value)]];
  return children.flatMap(([key, child]) =>
    alterValues(child, `${at}/${key}`).map(([what, altered]): AlteredValue => {
      if (isJsonArray(value)) return [what, value.with(Number(key), altered)];
      return [what, { ...(isJsonObject(value) ? value : {}), [key]: altered }];
    }),
  );
}

/** Each key dropped, each value retyped or made null, each list emptied, a key too much. */
function alterShapes(value: JsonValue, at: string): AlteredValue[] {
  if (isJsonArray(value)) {
    const inner = value.flatMap((item, index) =>
      alterShapes(item, `${at}/${index}`).map(([what, altered]): AlteredValue => [
        what,
        value.with(index, altered),
      ]),
    );
    const emptied: AlteredValue[] = value.length === 0 ? [] : [[`${at} emptied`, []]];
    return [...inner, ...emptied, [`${at} in an object`, { value }]];
  }
  if (!isJsonObject(value)) {
    const nothing: AlteredValue[] = value === null ? [] : [[`${at} null`, null]];
    return [...nothing, [`${at} in a list`, [value]]];
  }
  const inner = Object.entries(value).flatMap(([key, child]) => {
    const { [key]: _dropped, ...rest } = value;
    return [
      [`${at}/${key} dropped`, rest] as const,
      ...alterShapes(child, `${at}/${key}`).map(([what, altered]): AlteredValue => [
        what,
        { ...value, [key]: altered },
      ]),
    ];
  });
  return [...inner, [`${at}/added`, { ...value, added: 1 }]];
}

/** Each number of a text altered, and the whole put otherwise. */
function alterText(text: string): AlteredText[] {
  const numbers = [...text.matchAll(/\d+/g)].map(({ 0: digits, index }): AlteredText => {
    const altered = digits.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    return [`${digits} at ${index}`, text.slice(0, index) + altered + text.slice(index + digits.length)];
  });
  return [...numbers, ['all', 'No.'], ['all', 'It depends on several things, please ask at the desk.']];
}

type Alter = (value: JsonValue, at: string) => readonly AlteredValue[];

function alterAnswer({ output }: GoldenPrompt, answer: Answer, alter: Alter): Altered[] {
  if (answer.toolCalls.length > 0) {
    return answer.toolCalls.flatMap((call, index) =>
      alter(call.arguments, `/toolCalls/${index}`).map(([what, value]): Altered => [
        what,
        { ...answer, toolCalls: answer.toolCalls.with(index, { ...call, arguments: value }) },
      ]),
    );
  }
  // What was cut is compared by that it was.
  if (answer.finish === 'length') return [];
  if (output === null) {
    if (alter === alterShapes) return [];
    return alterText(answer.text).map(([what, text]): Altered => [what, { ...answer, text }]);
  }
  const value: JsonValue = JSON.parse(answer.text);
  return alter(value, '').map(([what, altered]): Altered => [
    what,
    { ...answer, text: JSON.stringify(altered) },
  ]);
}

/** As many as were allowed when the cap cut the answer; else one less, whatever it says. */
function outputTokens({ maxOutputTokens }: GoldenPrompt, { finish }: Answer): number | null {
  return maxOutputTokens === null || finish === 'length' ? maxOutputTokens : maxOutputTokens - 1;
}

function isRefused(prompt: GoldenPrompt, golden: Golden, answer: Answer): boolean {
  const { text, toolCalls, finish } = answer;
  const { state } = judge({
    prompt,
    golden: golden.answer,
    response: {
      text,
      toolCalls,
      finishReason: finish === null ? null : { unified: finish, raw: finish },
      usage: { inputTokens: 5000, outputTokens: outputTokens(prompt, answer) },
    },
  });
  return state === 'failed';
}

describe.each(read)('of the goldens of $suite.name', ({ suite, goldens }) => {
  it.each([
    ['values', alterValues, 0.95],
    ['shapes', alterShapes, 0.99],
  ] as const)(
    'altered %s are refused',
    (_what, alter, least) => {
      const passed: string[] = [];
      let count = 0;
      for (const prompt of suite.prompts) {
        const golden = goldens.get(prompt.id);
        if (golden === undefined) throw new Error(`${prompt.id} has no golden`);
        // Any answer at all is refused there.
        if (golden.answer.error !== null) continue;
        expect(isRefused(prompt, golden, golden.answer), prompt.id).toBe(false);
        for (const [what, answer] of alterAnswer(prompt, golden.answer, alter)) {
          count += 1;
          if (!isRefused(prompt, golden, answer)) passed.push(`${prompt.id} ${what}`);
        }
      }
      expect(count).toBeGreaterThan(100);
      expect(1 - passed.length / count, passed.join('\n')).toBeGreaterThanOrEqual(least);
    },
    120_000,
  );
});
