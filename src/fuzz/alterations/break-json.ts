import { isJsonObject } from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import { show, type Alteration, type AlterationClass } from './alteration.ts';
import type { Document, Subject } from './subject.ts';

type Frame = readonly [what: string, frame: (text: string) => string];

/** What models and servers write around an answer, which may then be no text for people either. */
const FRAMES: readonly Frame[] = [
  ['a code fence stands around it', (text) => `\`\`\`json\n${text}\n\`\`\``],
  ['a bare code fence stands around it', (text) => `\`\`\`\n${text}\n\`\`\``],
  ['the thoughts stand before it', (text) => `<think>The user wants facts.</think>\n${text}`],
  ['it stands twice', (text) => `${text}\n${text}`],
  ['a header of the chat template stands before it', (text) => `assistant\n\n${text}`],
  ['a marker of the chat template stands after it', (text) => `${text}<|eot|>`],
];

/** What breaks a JSON alone: in prose it may well stand. */
const PROSE: readonly Frame[] = [
  ['a sentence stands before it', (text) => `Here is the JSON you asked for:\n\n${text}`],
  ['a sentence stands after it', (text) => `${text}\n\nLet me know if you need anything else.`],
  ['a greeting stands before it', (text) => `Sure! ${text}`],
];

function* frame({ documents, answer }: Subject): Generator<Alteration> {
  for (const { root, text, withText } of documents) {
    for (const [what, framed] of [...FRAMES, ...PROSE])
      yield { at: root, what, answer: () => withText(framed(text)) };
  }
  if (documents.length > 0 || answer.text.trim() === '') return;
  for (const [what, framed] of FRAMES)
    yield { at: '', what, answer: () => ({ ...answer, text: framed(answer.text) }) };
}

/** What looks like JSON and is none. */
const HABITS: readonly (readonly [what: string, write: (text: string) => string])[] = [
  ['a comma stands before the last bracket', (text) => text.replace(/\s*([\]}])\s*$/, ',$1')],
  ['its quotes are single', (text) => text.replaceAll(/(?<!\\)"/g, "'")],
  ['its keys have no quotes', (text) => text.replaceAll(/"(\w+)":/g, '$1:')],
  [
    'its words are those of Python',
    (text) =>
      text
        .replaceAll(/\bnull\b/g, 'None')
        .replaceAll(/\btrue\b/g, 'True')
        .replaceAll(/\bfalse\b/g, 'False'),
  ],
  ['a comment stands in it', (text) => text.replace(/^(\s*[{[])/, '$1 // as asked\n')],
  ['NaN stands for a number', (text) => text.replace(/(:\s*)-?\d[\d.]*/, '$1NaN')],
  ['its last bracket is missing', (text) => text.replace(/[\]}]\s*$/, '')],
  ['a bracket too much stands at its end', (text) => `${text}}`],
  ['a byte order mark stands before it', (text) => `\uFEFF${text}`],
  ['quotes stand around all of it', (text) => JSON.stringify(text)],
  ['a line break stands raw in a string', (text) => text.replace(/" *: *"/, '": "\n')],
];

function* writeOtherwise({ documents }: Subject): Generator<Alteration> {
  for (const [what, write] of HABITS) {
    for (const { root, text, withText } of documents) {
      const written = write(text);
      if (written !== text) yield { at: root, what, answer: () => withText(written) };
    }
  }
}

/** A key stands twice, the second time with another value: parsers differ in which they take. */
function* doubleKeys({ documents }: Subject): Generator<Alteration> {
  for (const document of documents) {
    const { value, root, withText } = document;
    if (!isJsonObject(value)) continue;
    for (const key of Object.keys(value)) {
      const other = doubled(document, key);
      if (other !== null)
        yield {
          at: joinPointer(root, key),
          what: `the key stands twice, first with ${show(null)}`,
          answer: () => withText(other),
        };
    }
  }
}

function doubled({ text }: Document, key: string): string | null {
  const open = text.indexOf('{');
  return open === -1 ? null : `${text.slice(0, open + 1)}${JSON.stringify(key)}:null,${text.slice(open + 1)}`;
}

export const JSON_CLASSES: readonly AlterationClass[] = [
  {
    name: 'text/framed',
    kind: 'shape',
    means: 'a fence, a sentence or a marker stands around it',
    alter: frame,
  },
  { name: 'json/habit', kind: 'shape', means: 'it looks like JSON and is none', alter: writeOtherwise },
  { name: 'key/doubled', kind: 'shape', means: 'a key stands twice', alter: doubleKeys },
];
