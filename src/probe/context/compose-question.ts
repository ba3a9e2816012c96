import type { Random } from '../../contract/world.ts';
import { seededRandom } from '../../stats/seeded-random.ts';
import { ask } from '../ask.ts';
import type { Trial } from '../bit.ts';
import { DEPTHS, TASKS, type Task } from './tasks.ts';

/** One question about a long text. */
export interface LongQuestion {
  readonly trial: Trial;
  readonly task: Task;
  readonly characters: number;
}

const WHO = [
  'The old miller',
  'A grey heron',
  'The night train',
  'Our neighbour',
  'The ferry',
  'A young baker',
];
const DOES = [
  'waits near',
  'looks towards',
  'passes by',
  'stays close to',
  'turns away from',
  'dreams about',
];
const WHAT = ['the quiet river', 'a wooden bridge', 'the empty square', 'some tall poplars', 'the low hills'];
const WHEN = ['in the morning', 'before the rain', 'late in autumn', 'as on every day', 'without a sound'];

const pick = (from: readonly string[], random: Random): string =>
  from[Math.floor(random() * from.length)] ?? '';

function filler(characters: number, random: Random): string[] {
  const sentences: string[] = [];
  for (let length = 0; length < characters;) {
    const sentence = `${pick(WHO, random)} ${pick(DOES, random)} ${pick(WHAT, random)} ${pick(WHEN, random)}.`;
    sentences.push(sentence);
    length += sentence.length + 1;
  }
  return sentences;
}

const ANSWER = 48;

/**
 * The question of a number: tasks and depths go round, so that 25 that follow each other have each pair once. Of about so
 * many characters; the same seed gives the same text.
 */
export function composeQuestion(seed: number, number: number, characters: number): LongQuestion {
  const random = seededRandom('long', seed, number, characters);
  const tasks = Object.values(TASKS);
  const make = tasks[number % tasks.length] ?? tasks[0];
  if (make === undefined) throw new TypeError('there are tasks');
  const depth = DEPTHS[Math.floor(number / tasks.length) % DEPTHS.length] ?? 0;
  const task = make(random);
  const own = task.facts.join(' ').length + task.question.length + 24;
  const sentences = filler(Math.max(0, characters - own), random);
  for (const [at, fact] of task.facts.entries()) {
    const place = at === 0 ? depth : random();
    sentences.splice(Math.round(place * sentences.length), 0, fact);
  }
  const text = `Read this text.\n\n${sentences.join(' ')}\n\n${task.question}`;
  return { trial: ask(text, { maxOutputTokens: ANSWER }), task, characters: text.length };
}
