import { describe, expect, it } from 'vitest';
import { walk } from '../../src/json/walk.ts';
import { openJudge } from './alter-answer.ts';
import { between, openApproved } from './approved-answers.ts';
import { addDays } from './derived-values.ts';
import { EXTRACTED, isoDay, shift } from './derived-extraction.ts';
import { numbersIn, wordsOf } from './golden-evidence.ts';

const { approved, askedOf, answerOf, textOf } = openApproved('extraction');
const added = [...approved.values()].filter(({ prompt }) => !prompt.tags.includes('core'));

/** Digits of India as ASCII. */
const ascii = (text: string): string =>
  text.replaceAll(/[०-९]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x966));
const spaced = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ');

describe('the goldens that came after the first sixty', () => {
  it('hold no number that neither stands in their prompt nor is given by a stated sum', () => {
    const unfounded = added.flatMap(({ prompt, golden: { answer } }) => {
      const known = new Set(numbersIn([ascii(wordsOf(prompt)), ...(EXTRACTED[prompt.id] ?? [])].join(' ')));
      if (answer.finish === 'length') return [];
      const json =
        prompt.output === null ? answer.text : JSON.stringify(JSON.parse(answer.text || 'null'), null, 1);
      const answered = `${json} ${JSON.stringify(
        answer.toolCalls.map((call) => call.arguments),
        null,
        1,
      )}`;
      return numbersIn(answered).flatMap((number) => (known.has(number) ? [] : [`${prompt.id} ${number}`]));
    });
    expect(unfounded).toEqual([]);
  });

  it('hold no text that neither stands in their prompt nor is derived', () => {
    const invented = added.flatMap(({ prompt, golden: { answer } }) => {
      const there = spaced(wordsOf(prompt) + JSON.stringify(prompt.tools));
      const values = [
        ...(prompt.output !== null && answer.finish === 'stop' ? [JSON.parse(answer.text)] : []),
        ...(answer.finish === 'length' ? [] : answer.toolCalls.map((call) => call.arguments)),
      ];
      return values.flatMap((value) => {
        const found: string[] = [];
        walk(value, ({ pointer, value: text }) => {
          if (typeof text !== 'string') return true;
          const isKnown = there.includes(spaced(text)) || EXTRACTED[prompt.id]?.includes(text) === true;
          if (!isKnown) found.push(`${prompt.id} ${pointer} ${text}`);
          return true;
        });
        return found;
      });
    });
    expect(invented).toEqual([]);
  });

  it('need every value that is derived', () => {
    const idle = Object.entries(EXTRACTED).flatMap(([id, values]) => {
      const { text = '', toolCalls = [] } = approved.get(id)?.golden.answer ?? {};
      const answered = `${text} ${JSON.stringify(toolCalls)}`;
      const numbers = numbersIn(answered);
      return values
        .filter((value) => !answered.includes(JSON.stringify(value).slice(1, -1)) && !numbers.includes(value))
        .map((value) => `${id} ${value}`);
    });
    expect(idle).toEqual([]);
    expect(added).toHaveLength(38);
  });
});

/** The weekday of a day, in English. */
const weekday = (day: string): string =>
  new Date(day).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });

/** Whether the last of seven digits is what the six before it give: https://en.wikipedia.org/wiki/IMO_number */
function isSound(imo: string): boolean {
  const digits = imo.split('').map(Number);
  const sum = digits.slice(0, 6).reduce((total, digit, at) => total + digit * (7 - at), 0);
  return sum % 10 === digits[6];
}

/** Of an account or a reference, letters being numbers from 10 on; 1 where it is sound (ISO 7064, mod 97-10). */
function remainderOf(text: string): number {
  const signs = `${text.slice(4)}${text.slice(0, 4)}`.split('');
  return Number(BigInt(signs.map((sign) => Number.parseInt(sign, 36)).join('')) % 97n);
}

describe('the documents agree with themselves', () => {
  it('by their days of the week', () => {
    const named = added.flatMap(({ prompt }) => [
      ...wordsOf(prompt).matchAll(/\b(Mon|Tue|Wed|Thu|Fri)(?:\w*) (\d{1,2} \w+)(?: 2026)?/gu),
    ]);
    const wrong = named.filter(
      ([, name = '', date = '']) => !weekday(isoDay(`${date} 2026`)).startsWith(name),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(wrong.map(([words]) => words)).toEqual([]);
  });

  it('by the check digit of vessels, which the one number that is corrected does not have', () => {
    const log = approved.get('extract-port-calls')?.prompt.documents[0] ?? '';
    const numbers = new Set([...log.matchAll(/IMO (\d{7})/gu)].map(([, imo = '']) => imo));
    const { calls } = answerOf('extract-port-calls');
    const named: ReadonlySet<string | null> = new Set(calls.map(({ imo }: { imo: string | null }) => imo));
    expect([...numbers].filter((imo) => !isSound(imo))).toEqual(['9284057']);
    expect([...numbers].filter((imo) => !named.has(imo))).toEqual(['9284057']);
  });

  it('by the remainders of accounts and of the reference', () => {
    const { iban, otherIban, reference } = answerOf('extract-two-accounts');
    expect([iban, otherIban, reference].map(remainderOf)).toEqual([1, 1, 1]);
  });

  it('by the votes that could be cast', () => {
    const { resolutions } = answerOf('extract-minutes-resolutions');
    const [store, fee, , vans] = resolutions.map(
      (each: { for: number; against: number; abstained: number | null }) =>
        each.for + each.against + (each.abstained ?? 0),
    );
    expect([store, fee, vans]).toEqual([
      3 + 1 + 1,
      4 + 1 + 1,
      answerOf('extract-minutes-quorum-item-six').votes,
    ]);
  });

  it('by both calendars', () => {
    const day = new Date(answerOf('extract-arabic-lab-visit').startsAt.slice(0, 10));
    const hijri = day.toLocaleDateString('ar-SA-u-ca-islamic-umalqura', {
      dateStyle: 'full',
      timeZone: 'UTC',
    });
    expect(askedOf('extract-arabic-lab-visit').replace('يوم الأحد ', 'الأحد، ')).toContain(hijri);
  });
});

describe('what is approved is what its rule gives', () => {
  it('of letters of other alphabets, one by one', () => {
    const { mahalle, il, ilce, slug } = answerOf('extract-turkish-address');
    expect([il, ilce, mahalle].join('-').toLocaleLowerCase('tr')).toBe(slug);
    expect(askedOf('extract-turkish-address')).toContain(`${mahalle.toLocaleUpperCase('tr')} MAH.`);
    const { badges } = answerOf('extract-rare-characters');
    const points = badges.map(({ name }: { name: string }) => [...name].map((sign) => sign.codePointAt(0)));
    expect(
      points.map((all: readonly number[]) => all.find((point) => point > 0xffff || point === 0x301)),
    ).toEqual([0x20bb7, 0xe0100, 0x301, 0x20bb7]);
  });

  it('of embargoes, in their order', () => {
    const { embargoes, printable } = answerOf('extract-press-embargoes');
    const times = embargoes.map(({ endsAt }: { endsAt: string }) => Date.parse(endsAt));
    expect(times).toEqual(times.toSorted());
    const midnight = Date.parse('2026-11-12T00:00+01:00');
    expect(
      embargoes
        .filter((_: unknown, at: number) => times[at] <= midnight)
        .map(({ release }: { release: number }) => release),
    ).toEqual(printable);
  });

  it('of a line of a log', () => {
    const line = /^\S+ - - .*$/mu.exec(askedOf('extract-access-log-line'))?.[0] ?? '';
    const { request, agent, at, client } = answerOf('extract-access-log-line');
    const target = new URL(/GET (\S+)/u.exec(line)?.[1] ?? '', 'http://host');
    expect([...target.searchParams].map(([key, value]) => ({ key, value }))).toEqual(request.query);
    expect([target.pathname, line.split(' ')[0]]).toEqual([request.path, client]);
    expect(line).toContain(JSON.stringify(agent));
    expect(Date.parse(at)).toBe(Date.parse('2026-11-26T00:58:07+01:00'));
  });

  it('of what is engraved, with a line break for two strokes', () => {
    const texts = [...askedOf('extract-tool-engraving').matchAll(/«([^»]*)»/gu)].map(([, text = '']) =>
      text.replaceAll(' // ', '\n'),
    );
    const written = JSON.stringify(approved.get('extract-tool-engraving')?.golden.answer.toolCalls);
    for (const text of texts) expect(written).toContain(JSON.stringify(text));
    expect(BigInt(Number('9007199254740993127')).toString()).not.toBe('9007199254740993127');
  });

  it('of dates that hang on others', () => {
    const { medicines } = answerOf('extract-discharge-medicines');
    expect(medicines.at(-1).lastDay).toBe(addDays('2026-11-25', 10 - 1));
    const { startsAt, fastFrom } = answerOf('extract-arabic-lab-visit');
    expect(shift(startsAt, -10 * 60)).toBe(fastFrom);
    const { days } = answerOf('extract-swedish-delivery');
    expect(days.map(weekday)).toEqual(['Tuesday', 'Thursday']);
    // The fourth of January is in the first week.
    const monday = addDays('2026-01-04', -6);
    expect(weekday(monday)).toBe('Monday');
    expect(days[0]).toBe(addDays(monday, (49 - 1) * 7 + 1));
  });
});

describe('what is cut is the beginning of the whole', () => {
  it('of prices', () => {
    const rows = [...askedOf('extract-price-list-cut').matchAll(/\b([A-E]\d) (\d+\.\d\d)/gu)];
    const prices = rows.map(([, sku, price]) => ({ sku, cents: Math.round(Number(price) * 100) }));
    expect(prices).toHaveLength(40);
    expect(JSON.stringify({ prices }).startsWith(textOf('extract-price-list-cut'))).toBe(true);
  });

  it('of towns', () => {
    const asked = askedOf('extract-towns-cut').replaceAll(/\s+/gu, ' ');
    const list = between(`${asked.trim()}\n`, 'this order: ', '.\n');
    const towns = list.split(', ').map((pair) => pair.replace(' ', '='));
    expect(towns).toHaveLength(25);
    expect(JSON.stringify({ towns }).startsWith(textOf('extract-towns-cut'))).toBe(true);
  });

  it('of what was said', () => {
    const turns = [...askedOf('extract-tool-transcript-cut').matchAll(/^(\d\d:\d\d) (\w+): (.*)$/gmu)];
    const rows = turns.map(([, at, speaker, text]) => ({ at, speaker, text }));
    const [call] = approved.get('extract-tool-transcript-cut')?.golden.answer.toolCalls ?? [];
    expect(rows).toHaveLength(13);
    expect(typeof call?.arguments === 'string' && JSON.stringify({ rows }).startsWith(call.arguments)).toBe(
      true,
    );
  });
});

it.each([
  '{"vessel":"Sable Coast","flag":"Malta","tons":"82,500"}',
  '{"vessel":"Sable Coast","flag":"Malta","tons":82500}\n【完】',
  '{"vessel":"Sable Coast","flag":"Malta","tons":82500}\n{"vessel":"Ottar","flag":"Norway","tons":0}',
])('a record that goes on, or is written otherwise, is refused', (text) => {
  const each = approved.get('extract-record-until-mark');
  if (each === undefined) throw new Error('there is no such prompt');
  expect(openJudge(each)({ text, toolCalls: [] })).not.toEqual([]);
});
