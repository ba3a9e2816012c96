import type { UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import { FINISH_REASONS } from '../../contract/exchanges/finish-reason.ts';
import type { Alteration, AlterationClass } from './alteration.ts';
import { readCall, type GivenAnswer } from './given-answer.ts';
import type { Subject } from './subject.ts';

/** Shares of an answer after which it ends. */
const CUTS = [0.15, 0.35, 0.5, 0.65, 0.8, 0.95] as const;

/** The answer up to each of some places: its text, or the arguments of its last call. */
function* cutsOf({
  answer,
}: Subject): Generator<readonly [what: string, cut: (finish: UnifiedFinishReason | null) => GivenAnswer]> {
  const { text, calls } = answer;
  const last = calls.at(-1);
  const whole = last === undefined ? text : last.rawArguments;
  for (const share of CUTS) {
    const length = Math.min(Math.floor(whole.length * share), whole.trimEnd().length - 1);
    if (length < 1) continue;
    const rest = whole.slice(0, length);
    const what = `it ends after ${length} of ${whole.length} characters`;
    yield [
      what,
      (finish) =>
        last === undefined
          ? { ...answer, text: rest, finish }
          : {
              ...answer,
              calls: calls.with(calls.length - 1, readCall(last.name, rest)),
              finish,
            },
    ];
  }
}

function* cutOpenly(subject: Subject): Generator<Alteration> {
  for (const [what, cut] of cutsOf(subject)) {
    if (subject.answer.finish !== 'length')
      yield { at: '', what: `${what}, with length`, answer: () => cut('length') };
  }
}

/** As where a stream broke and something on the way called it an end. */
function* cutSilently(subject: Subject): Generator<Alteration> {
  const { finish } = subject.answer;
  for (const [what, cut] of cutsOf(subject)) {
    yield {
      at: '',
      what: `${what}, with ${finish === 'length' ? 'stop' : finish}`,
      answer: () => cut(finish === 'length' ? 'stop' : finish),
    };
    yield { at: '', what: `${what}, with no finish reason`, answer: () => cut(null) };
  }
}

function* changeFinish({ answer }: Subject): Generator<Alteration> {
  for (const finish of [...FINISH_REASONS, null]) {
    if (finish === answer.finish) continue;
    const what = `the finish reason is ${finish ?? 'missing'}`;
    yield { at: '', what, answer: () => ({ ...answer, finish }) };
  }
}

/** A server that does not know the stop strings, or returns them. */
function* runOverStop({ prompt, answer, input }: Subject): Generator<Alteration> {
  const tails = [
    '',
    '\n',
    ' And here is why.',
    `\n${input.sentences[0] ?? 'More of it.'}`,
    '\nUser: and then?\nAssistant: Then this.',
  ];
  for (const stop of prompt.stop) {
    for (const tail of tails) {
      yield {
        at: '',
        what: `${JSON.stringify(stop)} and ${tail.length} characters stand after it`,
        answer: () => ({ ...answer, text: `${answer.text}${stop}${tail}` }),
      };
      yield {
        at: '',
        what: `${JSON.stringify(stop)} and ${tail.length} characters stand after it, and all of it again`,
        answer: () => ({ ...answer, text: `${answer.text}${stop}${tail}\n${answer.text}` }),
      };
    }
  }
}

export const END_CLASSES: readonly AlterationClass[] = [
  {
    name: 'cut/open',
    kind: 'shape',
    means: 'the answer is cut, and the finish reason says so',
    alter: cutOpenly,
  },
  { name: 'cut/silent', kind: 'shape', means: 'the answer is cut, and nothing says so', alter: cutSilently },
  {
    name: 'finish/changed',
    kind: 'shape',
    means: 'the finish reason is another one, or missing',
    alter: changeFinish,
  },
  {
    name: 'stop/run-over',
    kind: 'shape',
    isRare: true,
    means: 'a stop string stands in the answer, perhaps with more after it',
    alter: runOverStop,
  },
];
