import { show, type Alteration, type AlterationClass } from './alteration.ts';
import { ISO_DATE, NUMERAL } from './read-input.ts';
import type { Passage, Subject } from './subject.ts';

/** What becomes of a number as it is spelt; nothing where it cannot go wrong so. */
type Respell = (spelt: string, subject: Subject) => readonly string[];

/** A number of a JSON, and every numeral in a text. */
function everyNumber(respell: Respell): AlterationClass['alter'] {
  return function* alter(subject) {
    for (const { at, value, withValue } of subject.places) {
      if (typeof value !== 'number') continue;
      for (const spelt of respell(String(value), subject)) {
        const changed = Number(spelt.replaceAll(',', ''));
        if (!Number.isFinite(changed) || changed === value) continue;
        yield { at, what: `${value} became ${changed}`, answer: () => withValue(changed) };
      }
    }
    for (const passage of subject.passages) yield* everyNumeral(passage, respell, subject);
  };
}

function* everyNumeral(
  { at, text, withText }: Passage,
  respell: Respell,
  subject: Subject,
): Generator<Alteration> {
  const dates = [...text.matchAll(ISO_DATE)].map((match) => [match.index, match.index + match[0].length]);
  for (const { index, 0: numeral } of text.matchAll(NUMERAL)) {
    if (dates.some(([from = 0, to = 0]) => index >= from && index < to)) continue;
    const [before, after] = [text.slice(0, index), text.slice(index + numeral.length)];
    for (const spelt of respell(numeral, subject)) {
      if (spelt === numeral) continue;
      const what = `${around(before, numeral, after)} became ${around(before, spelt, after)}`;
      yield { at, what, answer: () => withText(before + spelt + after) };
    }
  }
}

/** A numeral with what it is joined to. */
function around(before: string, numeral: string, after: string): string {
  return show(
    `${/[\p{L}\d-]*$/u.exec(before)?.[0] ?? ''}${numeral}${/^[\p{L}\d-]*/u.exec(after)?.[0] ?? ''}`,
  );
}

/** One more and one less in the last place. */
function byOne(spelt: string): readonly string[] {
  const last = Number(spelt.at(-1));
  return [last + 1, last - 1]
    .filter((digit) => digit >= 0 && digit <= 9)
    .map((digit) => spelt.slice(0, -1) + digit);
}

function swapDigits(spelt: string): readonly string[] {
  return [...spelt].flatMap((digit, at) => {
    const next = spelt[at + 1] ?? digit;
    if (!/\d\d/.test(digit + next) || digit === next) return [];
    return [spelt.slice(0, at) + next + digit + spelt.slice(at + 2)];
  });
}

const GROUPED = /^\d{1,3}(?:([.,])\d{3})+$/;

/** Ten times and a tenth, with the marks where they belong. */
function shiftPoint(spelt: string): readonly string[] {
  const mark = GROUPED.exec(spelt)?.[1];
  if (mark !== undefined) {
    const digits = spelt.replaceAll(mark, '');
    return [`${digits}0`, digits.slice(0, -1)].map((text) => text.replaceAll(/\B(?=(?:\d{3})+$)/g, mark));
  }
  const [, whole = '', point = '', part = ''] = /^(\d+)([.,]?)(\d*)$/.exec(spelt) ?? [];
  if (whole === '') return [];
  if (point === '')
    return [`${spelt}0`, ...(whole.length > 1 && whole.endsWith('0') ? [whole.slice(0, -1)] : [])];
  const more = `${whole}${part.slice(0, 1)}${part.length > 1 ? point + part.slice(1) : ''}`;
  return [more, ...(whole.length > 1 ? [`${whole.slice(0, -1)}${point}${whole.slice(-1)}${part}`] : [])];
}

/** Numbers of the prompt that could stand here, those of as many digits first. */
function takeAnother(spelt: string, { input }: Subject): readonly string[] {
  const alike = input.numbers.filter((number) => number !== spelt && number.length === spelt.length);
  const rest = input.numbers.filter((number) => number.length !== spelt.length);
  return [...alike, ...rest].slice(0, 3);
}

/** A number is taken for its opposite: of a JSON, or one that stands by itself in a text. */
function* turnSign(subject: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of subject.places) {
    if (typeof value !== 'number') continue;
    const changed = value === 0 ? -1 : -value;
    yield { at, what: `${value} became ${changed}`, answer: () => withValue(changed) };
  }
  for (const { at, text, withText } of subject.passages) {
    for (const { index, 0: found } of text.matchAll(/(?<=^|[\s(:,=])[-−]?\d+(?:[.,]\d+)*(?![-\w:])/gu)) {
      const turned = /^[-−]/u.test(found) ? found.slice(1) : `-${found}`;
      const changed = text.slice(0, index) + turned + text.slice(index + found.length);
      yield { at, what: `${found} became ${turned}`, answer: () => withText(changed) };
    }
  }
}

export const NUMBER_CLASSES: readonly AlterationClass[] = [
  { name: 'number/by-one', kind: 'value', means: 'a number is off by one', alter: everyNumber(byOne) },
  {
    name: 'number/digits-swapped',
    kind: 'value',
    means: 'two digits changed places',
    alter: everyNumber(swapDigits),
  },
  {
    name: 'number/magnitude',
    kind: 'value',
    means: 'a number is ten times or a tenth of itself',
    alter: everyNumber(shiftPoint),
  },
  { name: 'number/sign', kind: 'value', means: 'a number is its opposite', alter: turnSign },
  {
    name: 'number/another',
    kind: 'value',
    means: 'another number of the prompt stands in its place',
    alter: everyNumber(takeAnother),
  },
];
