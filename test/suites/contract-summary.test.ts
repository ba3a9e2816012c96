import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/json/json-value.ts';
import { walk } from '../../src/json/walk.ts';
import { DERIVED_TERMS } from './derived-terms.ts';
import { spaced } from './golden-evidence.ts';
import { groundGoldens } from './ground-goldens.ts';

const { approved, withPicture, unfounded, idle, blind } = groundGoldens('contract-summary', DERIVED_TERMS);

/** How a passage begins that has a number: a clause, a paragraph of a part, an article, in any of the languages. */
const PASSAGE =
  /^(?<label>\d+\.\d+|\d+(?=\. )|§ \d+(?: Abs\. \d+)?|Nr\. \d+|Art\. \d+(?: bis)?|Cláusula \d+|[A-D]\d+|第\d+条|سمادة \d+|المادة \d+|סעיף \d+)[.:]?\s*(?<words>.*)$/u;
/** A part whose paragraphs are named by it: Schedule 1 paragraph 4. */
const PART = /^(?<part>SCHEDULE|AMENDMENT|SIDE LETTER|NACHTRAG|ENDORSEMENT|ANNEX)(?: (?<number>\d+))?\b/u;

const PARTS: Readonly<Record<string, string>> = {
  SCHEDULE: 'Schedule',
  AMENDMENT: 'Amendment',
  'SIDE LETTER': 'Side Letter',
  NACHTRAG: 'Nachtrag',
  ENDORSEMENT: 'Endorsement',
};

/** The passages of a contract by the names under which they are cited. */
function passagesIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let part = '';
  let label = '';
  for (const line of text.split('\n')) {
    const heading = PART.exec(line)?.groups;
    if (heading !== undefined) {
      const name = PARTS[heading['part'] ?? ''];
      part = name === undefined ? '' : [name, heading['number']].filter(Boolean).join(' ');
      label = '';
      continue;
    }
    const passage = PASSAGE.exec(line)?.groups;
    if (passage !== undefined) {
      const own = passage['label'] ?? '';
      label = part === '' || !/^(?:\d+|Nr\. \d+)$/u.test(own) ? own : `${part}${joint(own)}`;
      found.set(label, passage['words'] ?? '');
    } else if (label !== '') found.set(label, `${found.get(label)} ${line}`);
  }
  return found;
}

const joint = (own: string): string => (own.startsWith('Nr.') ? ` ${own}` : ` paragraph ${own}`);

const KEYS = {
  place: [
    'clause',
    'place',
    'stelle',
    'article',
    '条',
    'المادة',
    'levelFrom',
    'dueFrom',
    'rateFrom',
    'teilerAus',
  ],
  quote: ['quote', 'zitat', 'citation', '引用', 'اقتباس'],
} as const;

function textAt(item: JsonObject, kind: keyof typeof KEYS): string | null {
  const value = KEYS[kind].map((key) => item[key]).find((found) => found !== undefined);
  if (typeof value === 'number') return `المادة ${value}`;
  return typeof value === 'string' ? value : null;
}

/** Each object of an approved answer and each call that names a place of the contract. */
const cited = approved
  .filter(({ prompt, golden }) => prompt.documents.length > 0 && golden.answer.finish !== 'length')
  .flatMap(({ id, prompt, golden: { answer } }) => {
    const passages = passagesIn(prompt.documents.join('\n'));
    const answered: JsonValue[] = answer.toolCalls.map((call) => call.arguments);
    if (prompt.output !== null) answered.push(JSON.parse(answer.text));
    const items: JsonObject[] = [];
    walk(answered, ({ value }) => {
      if (isJsonObject(value)) items.push(value);
      return true;
    });
    return items.flatMap((item) => {
      const place = textAt(item, 'place');
      return place === null ? [] : [{ id, place, quote: textAt(item, 'quote'), words: passages.get(place) }];
    });
  });

describe('the goldens of contract summaries', () => {
  it('name clauses that exist', () => {
    expect(cited.filter(({ words }) => words === undefined)).toEqual([]);
    expect(cited.length).toBeGreaterThan(55);
  });

  it('quote what stands in just the clause that they name, word for word', () => {
    const quoting = cited.filter(({ quote }) => quote !== null);
    const wrong = quoting.filter(({ quote, words }) => !spaced(words ?? '').includes(spaced(quote ?? '-')));
    expect(wrong).toEqual([]);
    expect(quoting.length).toBeGreaterThan(20);
  });

  it('name clauses in plain text that exist too', () => {
    const texts = approved.filter(
      ({ prompt, golden }) => prompt.output === null && golden.answer.text !== '',
    );
    const named = texts.flatMap(({ id, prompt, golden }) => {
      const passages = passagesIn(prompt.documents.join('\n'));
      const places = [
        ...golden.answer.text.matchAll(/\[((?:Schedule|art\.)[^\]]*)\]|^(\w+ \d paragraph \d)/gmu),
      ];
      return places.map(([, inside, before]) => {
        const place = (inside ?? before ?? '').replace('art.', 'Art.');
        return { id, place, exists: passages.has(place) };
      });
    });
    expect(named.filter(({ exists }) => !exists)).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(6);
  });

  it('hold no number that neither stands in document or picture nor is given by a stated sum', () => {
    expect(unfounded()).toEqual([]);
    expect(idle()).toEqual([]);
  });

  it('say what only the picture says, where there is one', () => {
    expect(blind()).toEqual([]);
    expect(withPicture.length).toBe(3);
  });
});
