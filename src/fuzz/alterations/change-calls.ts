import { argumentsAt, callAt } from '../../contract/suites/comparator.ts';
import { show, type Alteration, type AlterationClass } from './alteration.ts';
import { givenCall, readCall, withCall } from './given-answer.ts';
import type { Subject } from './subject.ts';

function* callTooFew({ answer }: Subject): Generator<Alteration> {
  for (const [index, { name }] of answer.calls.entries()) {
    const calls = answer.calls.toSpliced(index, 1);
    const finishes = calls.length > 0 ? (['tool_calls'] as const) : (['stop', 'tool_calls'] as const);
    const texts = ['', 'One moment please.', 'I have done that for you.'];
    for (const finish of finishes) {
      for (const text of texts)
        yield {
          at: callAt(index),
          what: `${name} is not called, with ${show(text)} and ${finish}`,
          answer: () => ({ text, calls, finish }),
        };
    }
  }
}

function* callTooMany({ answer, prompt, random }: Subject): Generator<Alteration> {
  for (const [index, call] of answer.calls.entries()) {
    const calls = answer.calls.toSpliced(index, 0, call);
    yield {
      at: callAt(index),
      what: `${call.name} is called twice`,
      answer: () => ({ ...answer, calls }),
    };
  }
  for (const { name } of prompt.tools) {
    const first = answer.calls[Math.floor(random() * answer.calls.length)];
    for (const args of [{}, first?.arguments ?? { query: 'x' }]) {
      const calls = [...answer.calls, givenCall(name, args)];
      yield {
        at: callAt(answer.calls.length),
        what: `${name} is called too`,
        answer: () => ({ ...answer, calls, finish: 'tool_calls' }),
      };
    }
  }
}

/** The name of a call, or which of the calls stands first. */
function* callAnother({ answer, prompt }: Subject): Generator<Alteration> {
  for (const [index, call] of answer.calls.entries()) {
    const names = prompt.tools.map(({ name }) => name).filter((name) => name !== call.name);
    for (const name of [
      ...names,
      `functions.${call.name}`,
      call.name.replaceAll('_', '-'),
      `${call.name}_v2`,
    ]) {
      yield {
        at: `${callAt(index)}/name`,
        what: `${call.name} is called ${name}`,
        answer: () => withCall(answer, index, { ...call, name }),
      };
    }
  }
}

/** How models write a call that their server does not parse. */
function* writeCall({ answer, prompt }: Subject): Generator<Alteration> {
  const given =
    answer.calls[0] ?? (prompt.tools[0] === undefined ? null : givenCall(prompt.tools[0].name, {}));
  if (given === null) return;
  const spoken: readonly string[] = [
    JSON.stringify({ name: given.name, parameters: given.arguments }),
    `<|python_start|>${given.name}(**${given.rawArguments})<|python_end|>`,
    `[${given.name}(x=1)]`,
    `<function=${given.name}>${given.rawArguments}</function>`,
    `\`\`\`json\n${JSON.stringify({ name: given.name, arguments: given.arguments })}\n\`\`\``,
  ];
  for (const text of spoken) {
    yield {
      at: '',
      what: `${show(text)} stands in the text`,
      answer: () => ({ text, calls: [], finish: 'stop' }),
    };
    yield {
      at: '',
      what: `${show(text)} stands in the text too`,
      answer: () => ({ ...answer, text: `${answer.text}${text}` }),
    };
  }
}

/** Arguments that came through one encoding too many, or too few. */
function* encodeArguments({ answer }: Subject): Generator<Alteration> {
  for (const [index, call] of answer.calls.entries()) {
    const { name, rawArguments } = call;
    const others: readonly (readonly [what: string, raw: string])[] = [
      ['encoded twice', JSON.stringify(rawArguments)],
      ['in a list', `[${rawArguments}]`],
      ['below another "arguments"', `{"arguments":${rawArguments}}`],
      ['empty', ''],
      ['an empty object', '{}'],
      ['null', 'null'],
      ['doubled', `${rawArguments}${rawArguments}`],
    ];
    for (const [what, raw] of others) {
      yield {
        at: argumentsAt(index),
        what: `the arguments are ${what}`,
        answer: () => withCall(answer, index, readCall(name, raw)),
      };
    }
  }
}

export const CALL_CLASSES: readonly AlterationClass[] = [
  { name: 'call/missing', kind: 'shape', isRare: true, means: 'a tool is not called', alter: callTooFew },
  {
    name: 'call/extra',
    kind: 'shape',
    means: 'a tool is called that nobody wanted, or twice',
    alter: callTooMany,
  },
  { name: 'call/another', kind: 'shape', isRare: true, means: 'another tool is called', alter: callAnother },
  { name: 'call/in-text', kind: 'shape', means: 'the call stands in the text', alter: writeCall },
  {
    name: 'call/encoded',
    kind: 'shape',
    isRare: true,
    means: 'the arguments are encoded once too often, or empty',
    alter: encodeArguments,
  },
];
