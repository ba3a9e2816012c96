import { describe, expect, it } from 'vitest';
import { openApproved } from './approved-answers.ts';

const { approved, askedOf, answerOf } = openApproved('code-review');

function documentOf(id: string, start: string): string {
  const found = approved.get(id)?.prompt.documents.find((text) => text.includes(start));
  if (found === undefined) throw new Error(`${id} quotes no document with ${start}`);
  return found;
}

/** The samples `a) …` of a question, by their letters. */
function samplesOf(id: string): readonly (readonly [letter: string, text: string])[] {
  return [...askedOf(id).matchAll(/(?:^|\s)([a-f])\) (.*?)(?=\s+[b-f]\) |\n|$)/g)].map((found) => [
    found[1] ?? '',
    found[2] ?? '',
  ]);
}

/** Ten per cent of an amount, rounded in one of the two ways; in integers, for halves must be exact. */
function tenth(minor: number, mode: string): number {
  const size = Math.abs(minor);
  const [floor, rest] = [Math.trunc(size / 10), size % 10];
  const up = rest > 5 || (rest === 5 && (mode === 'half-up' || floor % 2 === 1));
  return Math.sign(minor) * (floor + (up ? 1 : 0));
}

function spell(at: number): string {
  return new Date(at).toISOString().replace('.000', '');
}

/** Whole cents of so many grams, a half upwards. */
function price(grams: number, perKilo: number): number {
  return Math.floor((grams * perKilo) / 1000 + 0.5);
}

describe('the approved numbers of reviews', () => {
  it('round by the year in which the stay begins', () => {
    const cases = samplesOf('review-tidebook-rounding').map(([id, text]) => {
      const [, minor, year] = /^(-?\d+), stay begins (\d{4})/.exec(text) ?? [];
      const mode = Number(year) >= 2027 ? 'half-up' : 'half-even';
      return { id, mode, minor: tenth(Number(minor), mode) };
    });
    expect(cases.length).toBe(5);
    expect(answerOf('review-tidebook-rounding').cases).toEqual(cases);
  });

  it('count tariff days from six to six, local time', () => {
    const hours = 3_600_000;
    const dayOf = (instant: number): number => Math.floor((instant + hours - 6 * hours) / (24 * hours));
    const stays = samplesOf('review-tidebook-tariff-days').map(([id, text]) => {
      const [, from = '', to = '', expected] = /^(\S+) to (\S+), (\d)/.exec(text) ?? [];
      const [first, last] = [dayOf(Date.parse(from)), dayOf(Date.parse(to) - 1)];
      const firstDay = new Date(first * 24 * hours).toISOString().slice(0, 10);
      return { id, days: last - first + 1, firstDay, authorIsRight: last - first + 1 === Number(expected) };
    });
    expect(stays.length).toBe(4);
    expect(answerOf('review-tidebook-tariff-days').stays).toEqual(stays);
  });

  it('add up the changed lines of the pull request, and void what came before the last push', () => {
    const id = 'review-tidebook-merge';
    const answer = answerOf(id);
    const page = documentOf(id, 'Pull request 412');
    const changed = [...page.matchAll(/^\S+\.\w+ +(\d+) +(\d+)$/gm)].map(
      (row) => Number(row[1]) + Number(row[2]),
    );
    expect(changed.length).toBe(5);
    expect(changed.reduce((sum, each) => sum + each, 0)).toBe(answer.changedLines);
    const author = /Author: (\w+)/.exec(page)?.[1];
    const lastPush = /Pushes: .*, ([\d-]+ [\d:]+)\./.exec(page)?.[1] ?? '';
    const given = [...page.matchAll(/(\w+) (\d{4}-\d\d-\d\d \d\d:\d\d)(?=[,.])/g)]
      .map((found) => ({ name: found[1] ?? '', at: found[2] ?? '' }))
      .filter(({ name }) => ['Wanjiru', 'Ines', 'Olav'].includes(name));
    const whyVoid = ({ name, at }: { name: string; at: string }): string | null =>
      name === author ? 'own' : at < lastPush ? 'lapsed' : null;
    expect(given.filter((each) => whyVoid(each) === null).map(({ name }) => name)).toEqual(
      answer.validApprovals,
    );
    expect(
      given.flatMap((each) => (whyVoid(each) === null ? [] : [{ name: each.name, why: whyVoid(each) }])),
    ).toEqual(answer.voidApprovals);
  });

  it('check every import against the layers', () => {
    const id = 'review-tidebook-layers';
    const rows = [...documentOf(id, 'npm run imports').matchAll(/^(src\S+):(\d+) +import( type)? +(\S+)$/gm)];
    const violations = rows.flatMap(([, file = '', line, type, imports = '']) => {
      const target = new URL(imports, `file:///${file}`).pathname.slice(1);
      const [from = '', to = ''] = [file, target].map((path) => path.split('/')[1]);
      const rule = ruleOfImport(from, to, target);
      return rule === null ? [] : [{ file, line: Number(line), imports, rule, typeOnly: type !== undefined }];
    });
    expect(answerOf(id)).toEqual({ checked: rows.length, violations });
  });

  it('keep the double nearest to an id', () => {
    const { received, wrongDigits } = answerOf('review-gullwing-lost-digits');
    const sent = '1795665600123456789';
    expect(BigInt(Number(sent)).toString()).toBe(received);
    const first = Array.from(sent).findIndex((digit, index) => digit !== received[index]);
    expect(sent.length - first).toBe(wrongDigits);
  });

  it('judge every metric by its name and labels', () => {
    const id = 'review-gullwing-metrics';
    const rows = [...documentOf(id, 'package metrics').matchAll(/^ *(\d+)\|.*?\("([a-z_]+)"(.*)\)$/gm)];
    const metrics = rows.map(([, line, name = '', labels = '']) => ({
      name,
      line: Number(line),
      rule: ruleOfMetric(name, labels),
    }));
    expect(answerOf(id)).toEqual({ metrics, ok: metrics.filter(({ rule }) => rule === null).length });
  });

  it('order four times around the end of summer time', () => {
    const id = 'review-leitstelle-winterzeit';
    const instants = samplesOf(id).map(([letter, text]) => {
      const [, time = '', offset = ''] = /(\d\d:\d\d) ([+-]\d\d:\d\d)/.exec(text) ?? [];
      return { id: letter, at: Date.parse(`2026-10-25T${time}:00${offset}`) };
    });
    const answer = answerOf(id);
    expect(answer.utc).toEqual(instants.map(({ id: letter, at }) => ({ id: letter, zeit: spell(at) })));
    const sorted = instants.toSorted((a, b) => a.at - b.at);
    expect(answer.folge).toEqual(sorted.map(({ id: letter }) => letter));
    const [c, d] = ['c', 'd'].map((letter) => instants.find((each) => each.id === letter)?.at ?? 0);
    expect(answer.minutenVonCBisD).toBe(((d ?? 0) - (c ?? 0)) / 60_000);
  });

  it('round a price by weight once a line', () => {
    const { lineas, total, totalAutor } = answerOf('review-mercado-peso');
    const rows: readonly (readonly [id: string, bags: number, grams: number, perKilo: number])[] = [
      ['a', 1, 350, 1299],
      ['b', 1, 1275, 899],
      ['c', 3, 125, 1333],
    ];
    for (const [, , grams, perKilo] of rows) {
      expect(askedOf('review-mercado-peso')).toMatch(new RegExp(`${grams} g a ${perKilo} céntimos`));
    }
    const right = rows.map(([id, bags, grams, perKilo]) => ({
      id,
      gramos: bags * grams,
      centimos: price(bags * grams, perKilo),
    }));
    expect(lineas).toEqual(right);
    expect(total).toBe(right.reduce((sum, { centimos }) => sum + centimos, 0));
    expect(totalAutor).toBe(rows.reduce((sum, [, bags, grams, each]) => sum + bags * price(grams, each), 0));
  });

  it('put an order at closing time on the next day', () => {
    const answer = answerOf('review-tana-cutoff');
    const rows = samplesOf('review-tana-cutoff').map(([id, text]) => {
      const [, warehouse, day = '', time = ''] = /(.) (\d{4}-\d\d-\d\d) (\d\d:\d\d)/.exec(text) ?? [];
      const dayFor = (closes: string): string =>
        new Date(Date.parse(day) + (time >= closes ? 86_400_000 : 0)).toISOString().slice(0, 10);
      const early = warehouse === '北' && day <= '2026-12-31';
      return { id, day: dayFor(early ? '16:30' : '17:00'), without: dayFor('17:00') };
    });
    expect(answer['扱い']).toEqual(rows.map(({ id, day }) => ({ id, 扱い日: day })));
    expect(answer['例外を使った']).toEqual(
      rows.filter(({ day, without }) => day !== without).map(({ id }) => id),
    );
  });

  it('take differences of ticks modulo their width', () => {
    const cases = samplesOf('review-perch-ticks').map(([id, text]) => {
      const [started = 0, now = 0] = (text.match(/\d+/g) ?? []).map(Number);
      const elapsedMs = (now - started) >>> 0;
      return { id, elapsedMs, a: elapsedMs > 45_000, b: now > (started + 45_000) >>> 0 };
    });
    const answer = answerOf('review-perch-ticks');
    expect(answer.cases).toEqual(cases);
    expect(answer.wrongIn).toEqual(cases.filter(({ a, b }) => a !== b).map(({ id }) => id));
  });

  it('count the rules of a class', () => {
    const firmware = documentOf('review-perch-should', '# Perch');
    expect(answerOf('review-perch-should').mustRules).toBe(firmware.match(/^\*\*P-\d+\*\* MUST:/gm)?.length);
    const german = documentOf('review-leitstelle-auflagen', '# Leitstelle');
    expect(answerOf('review-leitstelle-auflagen').hinweise).toBe(
      german.match(/^\*\*L-\d+\*\* \[Hinweis\]/gm)?.length,
    );
  });

  it('cut rows into batches, with a pause between two', () => {
    const answer = answerOf('review-sijill-batches');
    const batches = Math.ceil(2_345_678 / 10_000);
    expect(askedOf('review-sijill-batches')).toContain('2345678');
    expect([answer['دفعات'], answer['الأخيرة'], answer['ثواني']]).toEqual([
      batches,
      2_345_678 % 10_000,
      batches * 1.5 + (batches - 1) * 0.5,
    ]);
  });
});

function ruleOfImport(from: string, to: string, target: string): string | null {
  const port = target.startsWith('src/app/ports/');
  if (from === 'domain') return to === 'domain' ? null : 'T-2.2';
  if (from === 'app') return to === 'domain' || to === 'app' ? null : 'T-2.3';
  if (from === 'infra') return to === 'infra' || to === 'domain' || port ? null : 'T-2.4';
  if (from === 'http') return to === 'infra' ? 'T-2.5' : null;
  return null;
}

function ruleOfMetric(name: string, labels: string): string | null {
  const units = 'seconds|frames|bytes';
  if (labels.includes('"buoy_id"')) return 'G-22';
  if (!name.startsWith('gullwing_')) return 'G-21';
  if (new RegExp(`_total_(?:${units})$`).test(name)) return 'G-23';
  return new RegExp(`_(?:${units})(?:_total)?$`).test(name) ? null : 'G-21';
}
