import type { JsonValue } from '../../json/json-value.ts';
import { show, type Alteration, type AlterationClass } from './alteration.ts';
import { ISO_DATE, kindOfName, NUMERAL } from './read-input.ts';
import { namedValues, typesOf } from './schemas-at.ts';
import type { Place, Subject } from './subject.ts';

/** A short text that stands for something is taken for its neighbour, in the prompt or in the answer. */
function* takeAnotherName(subject: Subject): Generator<Alteration> {
  const own = subject.places.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  for (const { at, value, schemas, withValue } of subject.places) {
    if (
      typeof value !== 'string' ||
      namedValues(schemas).length > 0 ||
      new RegExp(`^${ISO_DATE.source}$`).test(value)
    )
      continue;
    const kind = kindOfName(value);
    if (kind === null) continue;
    const others = [...subject.input.names[kind], ...own.filter((text) => kindOfName(text) === kind)];
    for (const other of pickOthers(value, others)) {
      yield { at, what: `${show(value)} became ${show(other)}`, answer: () => withValue(other) };
    }
  }
  for (const { at, text, isWhole, withText } of subject.passages) {
    if (!isWhole && kindOfName(text) !== null) continue;
    for (const kind of ['name', 'identifier', 'address'] as const) {
      const { [kind]: names } = subject.input.names;
      for (const name of names) {
        const index = text.indexOf(name);
        if (
          index === -1 ||
          /[\p{L}\d]$/u.test(text.slice(0, index)) ||
          /^[\p{Ll}\d]/u.test(text.slice(index + name.length))
        )
          continue;
        for (const other of pickOthers(name, names)) {
          const changed = text.slice(0, index) + other + text.slice(index + name.length);
          yield { at, what: `${show(name)} became ${show(other)}`, answer: () => withText(changed) };
        }
      }
    }
  }
}

function pickOthers(name: string, others: readonly string[]): readonly string[] {
  return [...new Set(others)]
    .filter((other) => !other.includes(name) && !name.includes(other))
    .toSorted((a, b) => Math.abs(a.length - name.length) - Math.abs(b.length - name.length))
    .slice(0, 2);
}

function* takeSibling({ places }: Subject): Generator<Alteration> {
  for (const { at, value, schemas, withValue } of places) {
    const named = typeof value === 'boolean' ? [true, false] : namedValues(schemas);
    if (!named.includes(value)) continue;
    for (const other of named) {
      if (other === value) continue;
      yield { at, what: `${show(value)} became ${show(other)}`, answer: () => withValue(other) };
    }
  }
}

/** What is not there is made up, of what its schema lets stand there. */
function* fillIn(subject: Subject): Generator<Alteration> {
  for (const place of subject.places) {
    if (place.value !== null) continue;
    for (const made of inventFor(place, subject)) {
      yield { at: place.at, what: `null became ${show(made)}`, answer: () => place.withValue(made) };
    }
  }
}

function inventFor({ schemas }: Place, { input, places }: Subject): readonly JsonValue[] {
  const types = typesOf(schemas);
  const named = namedValues(schemas).filter((value) => value !== null);
  if (named.length > 0) return named.slice(0, 3);
  if (types.has('boolean')) return [false, true];
  const numbers = input.numbers.map((text) => Number(text.replaceAll(',', ''))).filter(Number.isFinite);
  if (types.has('integer') || types.has('number')) {
    return [...new Set([0, ...numbers])]
      .filter((value) => types.has('number') || Number.isInteger(value))
      .slice(0, 3);
  }
  if (!types.has('string') && types.size > 0) return [];
  const format = schemas.map((schema) => schema['format']).find((known) => typeof known === 'string');
  const dates = places.flatMap(({ value }) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? [value] : [],
  );
  if (format === 'date')
    return [...dates.map((date) => date.slice(0, 10)), '2026-11-02', '2026-04-03'].slice(0, 2);
  if (format === 'date-time')
    return [...dates.filter((date) => date.includes('T')), '2026-11-02T09:00:00Z'].slice(0, 2);
  const { address, identifier, name } = input.names;
  return [name[0], identifier[0], address[0], 'unknown'].filter((text) => text !== undefined).slice(0, 3);
}

/** Two numerals of one text change places: the right figures of the wrong things. */
function* exchangeNumerals({ passages }: Subject): Generator<Alteration> {
  for (const { at, text, withText } of passages) {
    const found = [...text.matchAll(NUMERAL)];
    for (const [index, first] of found.entries()) {
      const second = found.slice(index + 1).find(([numeral]) => numeral !== first[0]);
      if (second === undefined) continue;
      const changed =
        text.slice(0, first.index) +
        second[0] +
        text.slice(first.index + first[0].length, second.index) +
        first[0] +
        text.slice(second.index + second[0].length);
      yield { at, what: `${first[0]} and ${second[0]} changed places`, answer: () => withText(changed) };
    }
  }
}

export const NAME_CLASSES: readonly AlterationClass[] = [
  {
    name: 'name/another',
    kind: 'value',
    means: 'another name, identifier or address of the prompt stands in its place',
    alter: takeAnotherName,
  },
  {
    name: 'value/sibling',
    kind: 'value',
    means: 'another of the few values that a place may have',
    alter: takeSibling,
  },
  { name: 'null/filled', kind: 'value', isRare: true, means: 'what is not there is made up', alter: fillIn },
  {
    name: 'number/exchanged',
    kind: 'value',
    means: 'two numbers of a text changed places',
    alter: exchangeNumerals,
  },
];
