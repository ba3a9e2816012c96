import type { Random } from '../../contract/world.ts';

/** Sentences that belong into a long text, and what is asked of them. */
export interface Task {
  /** The first stands at the depth that is looked at, the others anywhere. */
  readonly facts: readonly string[];
  readonly question: string;
  /** All of it must stand in a right answer. */
  readonly expected: readonly string[];
}

const NAMES = ['Amara', 'Bojan', 'Chidi', 'Dagny', 'Emeka', 'Freya', 'Goran', 'Hanne', 'Ilse', 'Jovan'];
const LANDMARKS = [
  ['the Eiffel Tower', 'Paris'],
  ['the Colosseum', 'Rome'],
  ['the Brandenburg Gate', 'Berlin'],
  ['the Sagrada Familia', 'Barcelona'],
  ['the Acropolis', 'Athens'],
] as const;
const LINKS = 3;
const PAYMENTS = 4;
const ALONE = 'Answer with the number alone.';

const locker = (name: string, number: string): string => `The locker of ${name} is number ${number}.`;
const fiveDigits = (random: Random): string => String(10_000 + Math.floor(random() * 90_000));

/** Names in an order of chance. */
function people(random: Random): readonly string[] {
  return NAMES.map((name) => ({ name, drawn: random() }))
    .toSorted((a, b) => a.drawn - b.drawn)
    .map(({ name }) => name);
}

function named(random: Random, count: number): readonly { readonly name: string; readonly number: string }[] {
  return people(random)
    .slice(0, count)
    .map((name) => ({ name, number: fiveDigits(random) }));
}

const single = (random: Random): Task => {
  const all = named(random, LINKS);
  const [asked] = all;
  return {
    facts: all.map(({ name, number }) => locker(name, number)),
    question: `What is the number of the locker of ${asked?.name}? ${ALONE}`,
    expected: [asked?.number ?? ''],
  };
};

const several = (random: Random): Task => {
  const all = named(random, LINKS);
  return {
    facts: all.map(({ name, number }) => locker(name, number)),
    question: `What are the numbers of the lockers of ${all.map(({ name }) => name).join(' and of ')}? Answer with the numbers alone.`,
    expected: all.map(({ number }) => number),
  };
};

const chained = (random: Random): Task => {
  const chain = people(random).slice(0, LINKS);
  const number = fiveDigits(random);
  const links = chain.slice(1).map((name, at) => `The locker of ${chain[at]} is the locker of ${name}.`);
  return {
    facts: [locker(chain.at(-1) ?? '', number), ...links],
    question: `What is the number of the locker of ${chain[0]}? ${ALONE}`,
    expected: [number],
  };
};

const aggregate = (random: Random): Task => {
  const [payer, other] = people(random);
  const paid = Array.from({ length: PAYMENTS }, () => 1 + Math.floor(random() * 9));
  return {
    facts: [...paid.map((coins) => `${payer} paid ${coins} coins.`), `${other} paid 6 coins.`],
    question: `How many coins did ${payer} pay in all? ${ALONE}`,
    expected: [String(paid.reduce((sum, coins) => sum + coins, 0))],
  };
};

/** The question has no word of the fact but "the": https://arxiv.org/abs/2502.05167 */
const latent = (random: Random): Task => {
  const [name = '', other = ''] = people(random);
  const at = Math.floor(random() * LANDMARKS.length);
  const here = LANDMARKS[at] ?? LANDMARKS[0];
  const elsewhere = LANDMARKS[(at + 1) % LANDMARKS.length] ?? LANDMARKS[1];
  return {
    facts: [`${name} lives next to ${here[0]}.`, `${other} lives next to ${elsewhere[0]}.`],
    question: `Which person has been to ${here[1]}? Answer with the name alone.`,
    expected: [name],
  };
};

/** What long inputs are read for, as https://arxiv.org/abs/2404.06654 has it: one fact, several, a chain, a sum; and one without its words. */
export const TASKS: Readonly<Record<string, (random: Random) => Task>> = {
  single,
  several,
  chained,
  aggregate,
  latent,
};

/** Where in the text the first fact stands. */
export const DEPTHS = [0, 0.25, 0.5, 0.75, 1];

/** Whether all that is expected stands in an answer, each as a word of its own. */
export function isRight({ expected }: Pick<Task, 'expected'>, answer: string): boolean {
  const words = new Set(answer.toLowerCase().match(/[\p{L}\d]+/gu));
  return expected.every((word) => words.has(word.toLowerCase()));
}
