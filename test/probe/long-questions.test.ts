import { describe, expect, it } from 'vitest';
import { composeQuestion } from '../../src/probe/context/compose-question.ts';
import { isRight, TASKS } from '../../src/probe/context/tasks.ts';
import { readText } from '../../src/simulator/read-text.ts';

const SEED = 3;
const questions = Array.from({ length: 25 }, (_, number) => composeQuestion(SEED, number, 6_000));

function textOf({ trial }: (typeof questions)[number]): string {
  const [message] = trial.request.messages;
  return message?.role === 'user'
    ? message.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
    : '';
}

describe('questions about long texts', () => {
  it('are answered rightly by a reader of its own that misses nothing', () => {
    const wrong = questions.filter((question) => !isRight(question.task, readText(textOf(question)) ?? ''));
    expect(wrong.map(({ task }) => task.question)).toEqual([]);
  });

  it('are not answered rightly by who says nothing of the text', () => {
    for (const { task } of questions) expect(isRight(task, 'I cannot find that.')).toBe(false);
  });

  it('have about the length that is wanted, and the same text for the same seed', () => {
    for (const [number, question] of questions.entries()) {
      expect(textOf(question).length).toBeGreaterThan(5_800);
      expect(textOf(question).length).toBeLessThan(6_300);
      expect(composeQuestion(SEED, number, 6_000)).toEqual(question);
    }
  });

  it('come from each task, at each depth', () => {
    expect(
      new Set(questions.map(({ task }) => task.question.split(' ').slice(0, 2).join(' '))).size,
    ).toBeGreaterThan(3);
    const places = questions.map((question) => {
      const text = textOf(question);
      return Math.round((text.indexOf(question.task.facts[0] ?? '') / text.length) * 4);
    });
    expect(new Set(places)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(Object.keys(TASKS)).toHaveLength(5);
  });
});

it('a number within another is no answer', () => {
  expect(isRight({ expected: ['123'] }, 'It is 1234.')).toBe(false);
  expect(isRight({ expected: ['123'] }, 'It is 123.')).toBe(true);
  expect(isRight({ expected: ['Ilse'] }, 'ilse')).toBe(true);
});
