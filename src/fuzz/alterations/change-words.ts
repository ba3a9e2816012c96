import { show, type Alteration, type AlterationClass } from './alteration.ts';
import { namedValues } from './schemas-at.ts';
import type { Subject } from './subject.ts';

/** Shorter ones stand in a prompt by chance. */
const SHORTEST_QUOTE = 6;

/** What is quoted from the prompt, word for word, is made up. */
function* inventQuotes({ places, input }: Subject): Generator<Alteration> {
  for (const { at, value, schemas, withValue } of places) {
    if (typeof value !== 'string' || value.length < SHORTEST_QUOTE || namedValues(schemas).length > 0)
      continue;
    if (!input.text.includes(value) || !/[\s\p{Lo}]/u.test(value)) continue;
    for (const made of misquote(value)) {
      yield { at, what: `${show(value)} became ${show(made)}`, answer: () => withValue(made) };
    }
  }
}

function misquote(quote: string): readonly string[] {
  const words = quote.split(' ');
  const last = words.at(-1) ?? '';
  return [
    'as agreed by the parties from time to time',
    ...(words.length > 3
      ? [words.toSpliced(1, 1).join(' '), [...words.slice(2), ...words.slice(0, 2)].join(' ')]
      : []),
    ...(words.length > 1 ? [[...words.slice(0, -1), [...last].toReversed().join('')].join(' ')] : []),
    `${quote}${quote.slice(-1)}`,
  ];
}

/** A text says less than it should. */
function* leaveOutSentences({ passages }: Subject): Generator<Alteration> {
  for (const { at, text, isWhole, withText } of passages) {
    if (!isWhole) continue;
    const parts = text.split(/(?<=[.!?。]\s+|\n)(?=\S)/u);
    if (parts.length < 2) continue;
    if (parts.length > 2)
      yield { at, what: 'only its first sentence is left', answer: () => withText(parts[0] ?? '') };
    for (const [index, part] of parts.entries()) {
      if (part.trim() === '') continue;
      yield {
        at,
        what: `${show(part)} is left out`,
        answer: () => withText(parts.toSpliced(index, 1).join('')),
      };
    }
  }
}

/** A text of the prompt in place of an answer to it. */
function* echoPrompt({ passages, documents, answer, input }: Subject): Generator<Alteration> {
  for (const sentence of input.sentences.slice(0, 12)) {
    const what = `the prompt's own ${show(sentence)} stands for it`;
    if (documents.length === 0) yield { at: '', what, answer: () => ({ ...answer, text: sentence }) };
    for (const { at, text, isWhole, withText } of passages) {
      if (isWhole || text.split(' ').length < 4) continue;
      yield { at, what, answer: () => withText(sentence) };
    }
  }
}

export const WORD_CLASSES: readonly AlterationClass[] = [
  {
    name: 'quote/invented',
    kind: 'value',
    isRare: true,
    means: 'what stands in the prompt word for word is made up or misquoted',
    alter: inventQuotes,
  },
  {
    name: 'sentence/left-out',
    kind: 'value',
    isRare: true,
    means: 'a sentence of a text is left out, or all but the first',
    alter: leaveOutSentences,
  },
  {
    name: 'text/echoed',
    kind: 'value',
    means: 'a sentence of the prompt stands in place of an answer',
    alter: echoPrompt,
  },
];
