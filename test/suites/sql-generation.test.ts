import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { openJudge } from './alter-answer.ts';
import { openApproved } from './approved-answers.ts';
import { wordsOf } from './golden-evidence.ts';
import { OBVIOUS } from './obvious-statements.ts';
import { queryRows } from './run-programs.ts';

const { approved, askedOf, answerOf, textOf } = openApproved('sql-generation');

/** The statements that build the database of a prompt: of its documents and of what the user set up. */
function setupOf(prompt: GoldenPrompt | undefined): string {
  const text = prompt === undefined ? '' : wordsOf(prompt);
  return [...text.matchAll(/```sql\n([^]*?)```|<setup>([^]*?)<\/setup>/gu)]
    .map(([, fenced, own]) => fenced ?? own ?? '')
    .join('\n');
}

const setup = (id: string): string => setupOf(approved.get(id)?.prompt);

/** What stands for a day in the one statement that is given it. */
const dated = (sql: string): string => sql.replaceAll(':today', "'2026-11-26'");

/** The statement of the golden, and those that are accepted in its place. */
function statementsOf(id: string): readonly string[] {
  const accepted = (approved.get(id)?.prompt.accepts ?? []).flatMap((variant) =>
    typeof variant === 'string' || typeof variant['/sql'] !== 'string' ? [] : [variant['/sql']],
  );
  return [answerOf(id).sql, ...accepted].map(dated);
}

const ROWS = ['rows', 'zeilen', 'lignes', 'filas'] as const;

/** Prompts with a database whose answer holds a statement and the rows that it gives. */
const reading = [...approved].flatMap(([id, { prompt, golden }]) => {
  if (prompt.output === null || golden.answer.text === '' || setupOf(prompt) === '') return [];
  const { sql, ...rest } = JSON.parse(golden.answer.text);
  const key = ROWS.find((name) => name in rest);
  return key === undefined || typeof sql !== 'string'
    ? []
    : [{ id, rows: rest[key], values: rest.values ?? [] }];
});

describe('the approved statements, and those that are as good, give the rows that stand beside them', () => {
  it.each(reading)('$id', ({ id, rows, values }) => {
    const statements = statementsOf(id);
    expect(statements.length).toBeGreaterThan(1);
    for (const sql of statements) expect(queryRows(setup(id), sql, values), sql).toEqual(rows);
  });

  it('on every database that a prompt brings', () => {
    expect(reading.length).toBeGreaterThanOrEqual(21);
  });

  it.each(reading.filter(({ id }) => 'columns' in answerOf(id)))('with the columns named: $id', ({ id }) => {
    const database = new DatabaseSync(':memory:');
    database.exec(setup(id));
    const columns = statementsOf(id).map((sql) =>
      database
        .prepare(sql)
        .columns()
        .map(({ name }) => name),
    );
    expect(new Set(columns.map(String))).toEqual(new Set([String(answerOf(id).columns)]));
    database.close();
  });
});

describe('the statement that comes to mind first gives something else', () => {
  it.each(OBVIOUS)('%s', (id, sql) => {
    const row = reading.find((each) => each.id === id);
    expect(row?.rows).toBeDefined();
    expect(queryRows(setup(id), sql)).not.toEqual(row?.rows);
  });

  it.each(OBVIOUS)('and is refused with the right rows beside it: %s', (id, sql) => {
    const each = approved.get(id);
    if (each === undefined) throw new Error(`there is no prompt ${id}`);
    const text = JSON.stringify({ ...answerOf(id), sql });
    expect(openJudge(each)({ text, toolCalls: [] })).not.toEqual([]);
  });
});

/** What a statement changes, and what a query finds then. */
function change(id: string, sql: string, after: string) {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(setup(id));
    const { changes } = database.prepare(sql).run();
    return {
      changed: Number(changes),
      after: database
        .prepare(after)
        .all()
        .map((row) => ({ ...row })),
    };
  } finally {
    database.close();
  }
}

describe('the approved changes leave what stands beside them', () => {
  it.each([
    [
      'sql-festival-count-a-use',
      'SELECT code AS key, uses AS value FROM promo ORDER BY code',
      "INSERT OR REPLACE INTO promo VALUES ('EARLY', 'Newcomer', 1), ('NEW', 'Newcomer', 1)",
    ],
    [
      'sql-festival-new-prices',
      'SELECT CAST(show_id AS TEXT) AS key, max(price_cents) AS value FROM ticket GROUP BY show_id ORDER BY show_id',
      'UPDATE ticket SET price_cents = (SELECT cents FROM new_price n WHERE n.show_id = ticket.show_id)',
    ],
    [
      'sql-festival-same-mail',
      'SELECT name AS key, id AS value FROM contact ORDER BY id',
      'DELETE FROM contact WHERE id NOT IN (SELECT min(id) FROM contact GROUP BY lower(trim(mail)))',
    ],
  ])('%s', (id, after, obvious) => {
    const { sql: _sql, ...stated } = answerOf(id);
    for (const sql of statementsOf(id)) expect(change(id, sql, after), sql).toEqual(stated);
    expect(change(id, obvious, after)).not.toEqual(stated);
  });

  it('and the label of a code that was there', () => {
    const id = 'sql-festival-count-a-use';
    const labels = 'SELECT label AS key FROM promo ORDER BY code';
    for (const sql of statementsOf(id)) {
      expect(change(id, sql, labels).after.map(({ key }) => key)).toEqual(['Crew', 'Early bird', 'Newcomer']);
    }
  });
});

/** The statements that a prompt lists by letters. */
function lettered(id: string): readonly (readonly [letter: string, sql: string])[] {
  return [...askedOf(id).matchAll(/^([a-e])\) (SELECT .*)$/gmu)].map(([, letter = '', sql = '']) => [
    letter,
    sql,
  ]);
}

describe('what a prompt lists returns what is foretold', () => {
  it('single values', () => {
    const id = 'sql-clinic-what-null-does';
    const given = lettered(id).map(([query, sql]) => ({ query, value: queryRows(setup(id), sql)[0]?.[0] }));
    expect(given).toHaveLength(5);
    expect(answerOf(id).results).toMatchObject(given);
  });

  it('names', () => {
    const id = 'sql-clinic-which-of-four';
    const given = lettered(id).map(([query, sql]) => ({ query, names: queryRows(setup(id), sql).flat() }));
    const { returned, right } = answerOf(id);
    expect(given).toEqual(returned);
    const undone =
      "SELECT name FROM patient p WHERE (SELECT count(*) FROM appointment WHERE patient_id = p.id AND status = 'done') = 0";
    expect(
      given.filter(({ names }) => String(names) === String(queryRows(setup(id), undone).flat())),
    ).toMatchObject([{ query: right }]);
  });

  it('counts of rows', () => {
    const id = 'sql-festival-case-and-accents';
    const given = lettered(id).map(([query, sql]) => [query, queryRows(setup(id), sql).length]);
    expect(Object.fromEntries(given)).toEqual(answerOf(id));
  });

  it('before and after the repair', () => {
    const id = 'sql-wagon-third-load';
    const { clause, replacement, before, after } = answerOf(id);
    const broken = /^SELECT .*$/mu.exec(askedOf(id))?.[0] ?? '';
    const repaired = broken.replace(clause, () => replacement);
    expect([broken, repaired].map((sql) => queryRows(setup(id), sql))).toEqual([[[before]], [[after]]]);
  });

  it('in prose: zero by whole numbers, and null by zero', () => {
    const id = 'sql-saatgut-warum-null';
    const query = /^SELECT .*$/mu.exec(askedOf(id))?.[0] ?? '';
    const mended = query.replace(
      'gekeimt / gesaet * 100',
      /100\.0 \* gekeimt \/ gesaet/u.exec(textOf(id))?.[0] ?? '',
    );
    const of = (sql: string, probe: number) =>
      queryRows(setup(id), sql).find(([found]) => found === probe)?.[1];
    expect([of(query, 31), of(query, 34), of(mended, 31)]).toEqual([0, null, 82]);
  });
});

it('what is missing is no column, and the lookalikes are', () => {
  const { missing, table, lookalikes } = answerOf('sql-clinic-missing-column');
  const columns = queryRows(setup('sql-clinic-missing-column'), 'SELECT name FROM pragma_table_info(?)', [
    table,
  ]).flat();
  expect(columns).not.toContain(missing);
  expect(columns.filter((name) => String(name).endsWith('_at'))).toEqual(lookalikes);
});

it('the statement before END runs, and its equals too', () => {
  const id = 'sql-json-stop-at-end';
  const rows = "(1,'b',1,10),(2,'b',2,35),(3,'a',1,5),(4,'c',1,7),(5,'c',2,32),(6,'c',3,20)";
  const meter = `CREATE TABLE meter (id, house, read_on, litres); INSERT INTO meter VALUES ${rows};`;
  const statements = statementsOf(id);
  expect(statements).toHaveLength(2);
  for (const sql of statements) {
    expect(queryRows(meter, sql)).toEqual([
      ['b', 25],
      ['c', 25],
    ]);
  }
});
