import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walk } from '../../src/json/walk.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/json/json-value.ts';
import { readApproved } from './approved-answers.ts';

const approved = [...readApproved('code-review').values()];
const whole = approved.filter(({ prompt, golden }) => prompt.output !== null && golden.answer.text !== '');

/** A numbered rule: `**G-1** [stop] Every goroutine …`. */
interface Rule {
  readonly number: string;
  readonly weight: string;
  readonly sentence: string;
}

const RULE = /^\*\*([^*]+)\*\* (?:\[([^\]]*)\] |\(([^)]*)\) |【([^】]*)】|(MUST|SHOULD): )?(.*)$/gm;

function rulesIn(text: string): readonly Rule[] {
  return [...text.matchAll(RULE)].map(([, number = '', ...rest]) => ({
    number,
    weight: rest.slice(0, 4).find((each) => each !== undefined) ?? '',
    sentence: (rest[4] ?? '').trim(),
  }));
}

interface Row {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** The lines of the listings of a prompt, in documents and messages, by their numbers. */
function rowsIn(text: string): readonly Row[] {
  let file = '';
  return text.split('\n').flatMap((each) => {
    file = /^=== (.*) ===$/.exec(each)?.[1] ?? file;
    const row = /^ *(\d+)\| ?(.*)$/.exec(each);
    return row === null ? [] : [{ file, line: Number(row[1]), code: (row[2] ?? '').trim() }];
  });
}

const KEYS = {
  rule: ['rule', 'regel', 'regla', '規約', 'قاعدة', 'כלל'],
  line: ['line', 'zeile', 'linea', '行', 'سطر'],
  code: ['code', 'codigo', 'コード'],
  quote: ['quote', 'zitat', 'cita', '引用'],
  weight: ['severity', 'درجة'],
} as const;

function valueOf(item: JsonObject, kind: keyof typeof KEYS): JsonValue | undefined {
  return KEYS[kind].map((key) => item[key]).find((value) => value !== undefined);
}

function ruleOf(item: JsonObject): string {
  const rule = valueOf(item, 'rule');
  return typeof rule === 'string' ? rule : '';
}

/** Each object of an approved answer, with what its prompt shows. */
const items = whole.flatMap(({ prompt, golden, asked }) => {
  const found: JsonObject[] = [];
  walk(JSON.parse(golden.answer.text), ({ value }) => {
    if (isJsonObject(value)) found.push(value);
    return true;
  });
  const rules = prompt.documents.flatMap(rulesIn);
  return found.map((item) => ({ id: prompt.id, item, rules, rows: rowsIn(asked) }));
});

describe('the approved reviews', () => {
  it('name rules that the document has', () => {
    const unknown = items.filter(({ item, rules }) => {
      const rule = valueOf(item, 'rule');
      return typeof rule === 'string' && !rules.some(({ number }) => number === rule);
    });
    expect(unknown.map(({ id, item }) => [id, item])).toEqual([]);
  });

  it('quote the sentence of just the rule that they name', () => {
    const cited = items.filter(
      ({ item }) => valueOf(item, 'quote') !== undefined && typeof valueOf(item, 'rule') === 'string',
    );
    const wrong = cited.filter(({ item, rules }) => {
      const rule = rules.find(({ number }) => number === valueOf(item, 'rule'));
      const sentence = rule?.sentence.replace(/^\(\d{4}-\d\d-\d\d\) /, '').replace(/例：.*$/, '');
      const quote = valueOf(item, 'quote');
      return (
        quote !== sentence && !(typeof quote === 'string' && quote.startsWith('No exception may be made'))
      );
    });
    expect(cited.length).toBeGreaterThanOrEqual(35);
    expect(wrong.map(({ id, item }) => [id, item])).toEqual([]);
  });

  it('give each line the number under which its code stands', () => {
    const coded = items.filter(({ item }) => valueOf(item, 'code') !== undefined);
    const wrong = coded.filter(({ item, rows }) => {
      const file = item['file'];
      return !rows.some(
        (row) =>
          row.line === valueOf(item, 'line') &&
          row.code === valueOf(item, 'code') &&
          (file === undefined || row.file === file),
      );
    });
    expect(coded.length).toBeGreaterThanOrEqual(40);
    expect(wrong.map(({ id, item }) => [id, item])).toEqual([]);
  });

  it('weigh a break as the document does', () => {
    const chapters: Readonly<Record<string, string>> = {
      3: 'blocker',
      6: 'blocker',
      8: 'blocker',
      4: 'major',
    };
    const amended: Readonly<Record<string, string>> = { 'A-3': '8' };
    const weighed = items.filter(({ item }) => valueOf(item, 'weight') !== undefined);
    const wrong = weighed.filter(({ item, rules }) => {
      const number = ruleOf(item);
      const chapter = amended[number] ?? /^T-(\d+)/.exec(number)?.[1];
      const own = rules.find((rule) => rule.number === number)?.weight;
      return valueOf(item, 'weight') !== (chapter === undefined ? own : chapters[chapter]);
    });
    expect(weighed.length).toBeGreaterThanOrEqual(20);
    expect(wrong.map(({ id, item }) => [id, item])).toEqual([]);
  });
});

/** What a line must hold that breaks a rule, where the answer does not repeat the line itself. */
const ANCHORS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'review-gullwing-fix': { 'G-8': 'slog.Error("put frame"', 'G-7': 'return err' },
  'review-leitstelle-auflagen': {
    'L-4': 'return fahrzeuge;',
    'L-13': 'return null;',
    'L-6': 'long hoechstalter',
  },
  'review-mercado-corrige': { 'M-3': 'useState(', 'M-17': '{textos.articulo}s', 'M-14': 'key={indice}' },
  'review-tana-should': { T4: 'def arrived(db, sku, weight)', T12: 'print(', T15: 'SELECT *' },
  'review-perch-should': { 'P-4': 'static uint8_t curve', 'P-8': '/ 2u' },
  'review-sijill-migration': {
    'س-2': "'30s'",
    'س-1': 'CREATE INDEX loan_due',
    'س-6': 'numeric',
    'س-3': 'FOREIGN KEY',
    'س-4': 'DROP COLUMN',
    'س-7': 'UPDATE loan',
    'س-8': '+962',
  },
  'review-leitstelle-zweiter-weg': { 'L-9': 'brichAb(' },
  'review-tidebook-contested': { 'T-7.3': 'retries: 2' },
  'review-tana-retry': { T9: 'range(6)' },
};

describe('the lines of reviews that do not repeat them', () => {
  const ruled = items.filter(
    ({ item }) =>
      typeof valueOf(item, 'line') === 'number' &&
      typeof valueOf(item, 'rule') === 'string' &&
      valueOf(item, 'code') === undefined,
  );

  it.each(Object.entries(ANCHORS))('are those that break the rule: %s', (id, anchors) => {
    const own = ruled.filter((each) => each.id === id);
    expect(own.map(({ item }) => valueOf(item, 'rule'))).toEqual(Object.keys(anchors));
    const wrong = own.filter(({ item, rows }) => {
      const code = rows.find(({ line }) => line === valueOf(item, 'line'))?.code ?? '';
      return !code.includes(anchors[ruleOf(item)] ?? '-');
    });
    expect(wrong.map(({ item }) => item)).toEqual([]);
  });
});

describe('the documents of the suite', () => {
  const uses = approved.flatMap(({ prompt }) => [...new Set(prompt.documents)]);

  it('are many, and none carries more than twelve prompts', () => {
    const counts = [...Map.groupBy(uses, (text) => text).values()].map(({ length }) => length);
    expect(counts.length).toBeGreaterThanOrEqual(20);
    expect(Math.max(...counts)).toBeLessThanOrEqual(12);
  });

  it('number their lines without a gap', () => {
    const listed = [...new Set(uses)].filter((text) => text.includes('  1|'));
    const broken = listed.filter((text) =>
      [...Map.groupBy(rowsIn(text), ({ file }) => file).values()].some((rows) =>
        rows.some(({ line }, index) => line !== index + 1),
      ),
    );
    expect(listed.length).toBeGreaterThanOrEqual(12);
    expect(broken).toEqual([]);
  });

  it('are long where they are the architecture of Tidebook', () => {
    const path = resolve(import.meta.dirname, '../../fixtures/documents/tidebook-architecture.md');
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.join('\n').length).toBeGreaterThan(10_000);
    expect(new Set(lines).size).toBe(lines.length);
  });
});
