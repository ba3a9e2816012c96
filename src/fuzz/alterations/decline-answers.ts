import { isJsonObject, type JsonValue } from '../../json/json-value.ts';
import type { Alteration, AlterationClass } from './alteration.ts';
import type { GivenAnswer } from './given-answer.ts';
import { namedValues, typesOf } from './schemas-at.ts';
import type { Subject } from './subject.ts';

/** So short an answer comes to its end, whatever ended the approved one. */
function instead(text: string): GivenAnswer {
  return { text, calls: [], finish: 'stop' };
}

function sentences(texts: readonly string[]): AlterationClass['alter'] {
  return function* alter() {
    for (const text of texts) {
      yield { at: '', what: `${JSON.stringify(text)} is all of it`, answer: () => instead(text) };
    }
  };
}

const REFUSALS = [
  "I'm sorry, but I can't help with that.",
  'I cannot assist with this request.',
  'As an AI language model, I am unable to answer this.',
  "I can't provide legal or financial advice. Please ask a professional.",
  'Es tut mir leid, dabei kann ich nicht helfen.',
  'This content may violate our usage policies.',
];

const NOTHINGS = ['No.', 'Yes.', 'OK', 'N/A', '...', 'null', '{}', '[]', '42', 'Sure, I can help with that!'];

function* empty(subject: Subject): Generator<Alteration> {
  const { answer } = subject;
  for (const text of ['', ' ', '\n\n']) {
    for (const finish of new Set([
      answer.calls.length > 0 ? ('stop' as const) : answer.finish,
      'stop' as const,
    ])) {
      yield {
        at: '',
        what: `${JSON.stringify(text)} is all of it, with ${finish}`,
        answer: () => ({ text, calls: [], finish }),
      };
    }
  }
}

const UNREAD = [
  "I don't see any attachment. Could you send it again?",
  'The document is too long for me to read in full, so I can only give a general answer.',
  'The picture shows some text that I cannot make out.',
];

/** What is answered where the input was not read: a question for it, or guesses of the right shape. */
function* leaveUnread(subject: Subject): Generator<Alteration> {
  yield* sentences(UNREAD)(subject);
  const text = subject.documents.find(({ root }) => root === '');
  if (text === undefined) return;
  for (const guess of ['unknown', 'n/a', 'as shown']) {
    const blank = blanked(text.value, subject, guess);
    yield {
      at: '',
      what: `whatever is not in the prompt's words is ${JSON.stringify(guess)}`,
      answer: () => text.withText(text.spelt(blank)),
    };
  }
}

/** A value with every leaf guessed that the prompt's words do not hold. */
function blanked(value: JsonValue, { places, input }: Subject, guess: string): JsonValue {
  const guesses = new Map<JsonValue, JsonValue>();
  for (const { value: leaf, schemas } of places) {
    if (leaf === null || typeof leaf === 'object' || input.text.includes(String(leaf))) continue;
    const named = namedValues(schemas);
    const types = typesOf(schemas);
    const other = named.find((name) => name !== leaf && name !== null);
    guesses.set(
      leaf,
      other ??
        (types.has('null') ? null : typeof leaf === 'string' ? guess : typeof leaf === 'number' ? 0 : false),
    );
  }
  const fill = (node: JsonValue): JsonValue => {
    if (Array.isArray(node)) return node.map(fill);
    if (isJsonObject(node))
      return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, fill(member)]));
    return guesses.get(node) ?? node;
  };
  return fill(value);
}

export const DECLINING_CLASSES: readonly AlterationClass[] = [
  { name: 'answer/refused', kind: 'shape', means: 'the answer declines', alter: sentences(REFUSALS) },
  {
    name: 'answer/hollow',
    kind: 'shape',
    means: 'the answer is a word or two: "No.", "OK", {}',
    alter: sentences(NOTHINGS),
  },
  { name: 'answer/empty', kind: 'shape', means: 'the answer is empty', alter: empty },
  {
    name: 'input/unread',
    kind: 'value',
    means: 'a picture or document was not read, and the answer is a guess',
    alter: leaveUnread,
  },
];
