import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { acceptVariant } from '../../src/suites/goldens/accept-variant.ts';
import type { GoldenAnswer } from '../../src/contract/suites/prompt.ts';
import { arrayAt, stringAt } from '../../src/json/read.ts';
import { between, readApproved, type Approved } from './approved-answers.ts';
import { inDepot, translate } from './depot-database.ts';
import { wordsOf } from './golden-evidence.ts';

const SUITES = [
  'bug-triage',
  'code-review',
  'contract-summary',
  'extraction',
  'interface-reading',
  'long-documents',
  'retrieval-answers',
  'short-coding',
  'sql-generation',
  'support-bot',
];
const approved = new Map<string, Approved>();
for (const suite of SUITES) for (const [id, each] of readApproved(suite)) approved.set(id, each);

/** The golden's answer, and those that are accepted in its place. */
function answersOf(id: string): readonly GoldenAnswer[] {
  const each = approved.get(id);
  if (each === undefined) throw new Error(`there is no prompt ${id}`);
  const { answer } = each.golden;
  const others = each.prompt.accepts.flatMap((variant) => {
    const accepted = acceptVariant(answer, variant);
    return 'answer' in accepted ? [accepted.answer] : [];
  });
  return [answer, ...others];
}

const jsonOf = ({ text }: GoldenAnswer): unknown => JSON.parse(text);
const argumentsOf = ({ toolCalls }: GoldenAnswer): unknown => toolCalls[0]?.arguments;
const called = (answer: GoldenAnswer): string => stringAt(argumentsOf(answer), 'sql') ?? '';
const stated = (answer: GoldenAnswer): string => stringAt(jsonOf(answer), 'sql') ?? '';

type Named = Readonly<Record<string, SQLInputValue>>;

function depotRows(sql: string, values: Named = {}): readonly (readonly unknown[])[] {
  return inDepot((database) => {
    const statement = database.prepare(translate(sql));
    return statement.all(values).map((row) => Object.values(row));
  });
}

/** Rows whose order nobody asked for. */
const inAnyOrder = (rows: readonly (readonly unknown[])[]) =>
  rows.map((row) => JSON.stringify(row)).toSorted();

describe('statements for the depot give its rows', () => {
  it('of a quarter, by whatever name its first day has', () => {
    for (const answer of answersOf('sql-top-customers-net')) {
      const sql = stated(answer);
      const name = /:(\w+)/.exec(sql)?.[1] ?? '';
      const rows = [
        [2, 'Bo', 20],
        [1, 'Ada', 15.5],
        [3, 'Cy', 4],
      ];
      expect(depotRows(sql, { [name]: '2026-07-01' }), sql).toEqual(rows);
    }
  });

  it('with those whose segment nobody knows', () => {
    for (const { text } of answersOf('sql-null-segment-plain')) {
      const [first, ...others] = depotRows(text);
      expect([first, inAnyOrder(others)]).toEqual([
        ['LU', 2],
        inAnyOrder([
          ['CN', 1],
          ['GB', 1],
          ['PL', 1],
        ]),
      ]);
    }
    const obvious =
      "SELECT country, count(*) FROM ops.customer WHERE segment <> 'retail' AND deleted_at IS NULL GROUP BY country";
    expect(depotRows(obvious)).not.toContainEqual(['LU', 2]);
  });

  it('of October, each order once, where the query under review counts and misses', () => {
    const id = 'sql-review-fan-out';
    const right = inAnyOrder([
      [12, 90, 1],
      [17, 15, 2],
      [20, 8, 0],
    ]);
    for (const answer of answersOf(id)) {
      expect(inAnyOrder(depotRows(stringAt(jsonOf(answer), 'fixedSql') ?? ''))).toEqual(right);
    }
    const asked = approved.get(id)?.asked ?? '';
    const reviewed = `SELECT${between(asked, '\nSELECT', ';')}`;
    expect(inAnyOrder(depotRows(reviewed))).not.toEqual(right);
  });

  it('that are open', () => {
    for (const answer of answersOf('sql-tool-count-open')) expect(depotRows(called(answer))).toEqual([[3]]);
  });

  it('of which little is left', () => {
    for (const answer of answersOf('sql-explain-by-name'))
      expect(depotRows(called(answer))).toEqual([['A', 3]]);
  });

  it('of the customer whose name is a parameter', () => {
    for (const answer of answersOf('sql-chinese-question')) {
      const [parameter] = arrayAt(jsonOf(answer), 'parameters') ?? [];
      const name = stringAt(parameter, 'example') ?? '';
      const rows = depotRows(stated(answer), { name }).map((row) => row.slice(-2));
      expect(rows).toEqual([['2026-10-31T15:00:00Z', 'open']]);
    }
  });

  it('of the customer whose name would be a statement, and nobody is lost', () => {
    for (const answer of answersOf('sql-injection-in-name')) {
      const [parameter] = arrayAt(jsonOf(answer), 'parameters') ?? [];
      const name = stringAt(parameter, 'example') ?? '';
      expect(depotRows(stated(answer), { name }).map((row) => row.slice(0, 2))).toEqual([[6, name]]);
    }
  });
});

it('the migration gives old and new rows their channel, and its way back leaves the table as it was', () => {
  for (const answer of answersOf('sql-online-migration')) {
    const { steps, rollback } = JSON.parse(answer.text);
    const [before, during, after] = inDepot((database) => {
      const columns = () => database.prepare("SELECT name FROM pragma_table_info('orders', 'ops')").all();
      const indexes = () => database.prepare("SELECT name FROM ops.sqlite_master WHERE type = 'index'").all();
      const state = () => [columns().length, indexes().length];
      const first = state();
      for (const { sql } of steps) database.exec(translate(sql));
      database.exec('INSERT INTO ops.orders (order_id, customer_id) VALUES (99, 1)');
      const channels = database.prepare('SELECT DISTINCT channel FROM ops.orders').all();
      expect(channels.map((row) => ({ ...row }))).toEqual([{ channel: 'web' }]);
      const second = state();
      database.exec(translate(rollback));
      return [first, second, state()];
    });
    expect([during, after]).toEqual([[7, 1], before]);
  }
});

function inDatabase<T>(setup: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(setup);
    return work(database);
  } finally {
    database.close();
  }
}

const plain = (rows: readonly object[]) => rows.map((row) => ({ ...row }));

describe('statements that are handed to a tool run as they are handed', () => {
  it('with their values', () => {
    const setup = 'CREATE TABLE venue (name TEXT, label TEXT, note TEXT, floor INTEGER)';
    for (const answer of answersOf('sql-tool-values-quoted')) {
      const values = (arrayAt(argumentsOf(answer), 'values') ?? []).map((value): SQLInputValue =>
        typeof value === 'string' || typeof value === 'number' ? value : null,
      );
      const [label, note, floor, name] = values;
      const rows = inDatabase(setup, (database) => {
        database.prepare('INSERT INTO venue (name) VALUES (?)').run(name ?? null);
        database.prepare(called(answer)).run(...values);
        return plain(database.prepare('SELECT * FROM venue').all());
      });
      expect(rows).toEqual([{ name, label, note, floor }]);
    }
  });

  it('once the column has its right name, on the columns that the error names', () => {
    const id = 'sql-tool-wrong-column-again';
    const asked =
      approved
        .get(id)
        ?.prompt.messages.map((message) => JSON.stringify(message.content))
        .join('') ?? '';
    const columns = /columns of till: ([a-z_, ]+)/.exec(asked)?.[1] ?? '';
    const setup = `CREATE TABLE till (${columns}); INSERT INTO till VALUES (1, 'K1', 'Lakeside', 250, '2026-06-06', 0),
      (2, 'K1', 'Lakeside', 50, '2026-06-06', 0), (3, 'K2', 'Quarry', 70, '2026-06-06', 0)`;
    for (const answer of answersOf(id)) {
      const rows = inDatabase(setup, (database) => plain(database.prepare(called(answer)).all()));
      expect(rows).toEqual([{ kiosk: 'K1', 'sum(cents)': 300 }]);
    }
  });

  it('as a view', () => {
    const setup = `CREATE TABLE ticket (sold_on, price_cents, channel);
      INSERT INTO ticket VALUES ('2026-06-01', 4500, 'web'), ('2026-06-01', 50, 'door'), ('2026-06-01', 9, 'comp\\staff')`;
    for (const answer of answersOf('sql-tool-save-as-written')) {
      const rows = inDatabase(setup, (database) => {
        database.exec(`CREATE VIEW day_sales AS ${called(answer)}`);
        return plain(database.prepare('SELECT * FROM day_sales').all());
      });
      expect(rows).toEqual([{ day: '2026-06-01', '€': 45.5 }]);
    }
  });
});

/** Statements that do not run here, and why. */
const NOT_HERE: Readonly<Record<string, string>> = {
  'sql-tool-cut-in-list': 'its statement is cut by the cap, and sql-calls.test.ts compares how far it goes',
  'sql-json-stop-at-end': 'sql-generation.test.ts runs it on the meter of its prompt',
  'code-fix-sql-injection': 'short-coding.test.ts runs the program in which it stands',
  'review-tidebook-sql': 'lines of a listing, which are wrong on purpose',
  'review-gullwing-storage': 'lines of a listing, which are wrong on purpose',
  'review-tana-must': 'lines of a listing, which are wrong on purpose',
  'review-sijill-explain': 'a line of a listing, which is wrong on purpose',
};

const STATEMENT =
  /\b(?:SELECT\s[^]*\sFROM|INSERT\s+(?:OR \w+ )?INTO|UPDATE\s+[\w.]+\s+SET|DELETE\s+FROM|CREATE\s+(?:UNIQUE )?(?:INDEX|TABLE)|ALTER\s+TABLE|DROP\s+INDEX)/u;

const HERE = [
  'sql-top-customers-net',
  'sql-null-segment-plain',
  'sql-review-fan-out',
  'sql-tool-count-open',
  'sql-explain-by-name',
  'sql-chinese-question',
  'sql-injection-in-name',
  'sql-online-migration',
  'sql-tool-values-quoted',
  'sql-tool-wrong-column-again',
  'sql-tool-save-as-written',
];

it('no approved answer of any suite holds a statement that nothing runs', () => {
  const held = [...approved].filter(([, { golden }]) =>
    STATEMENT.test(
      `${golden.answer.text} ${JSON.stringify(golden.answer.toolCalls)}`.replaceAll(String.raw`\n`, ' '),
    ),
  );
  // Where the prompt brings a database, sql-generation.test.ts and short-coding.test.ts build it.
  const alone = held.filter(([, { prompt }]) => !/```sql\n|<setup>/u.test(wordsOf(prompt))).map(([id]) => id);
  expect(held.length - alone.length).toBeGreaterThanOrEqual(28);
  expect(alone.toSorted()).toEqual([...HERE, ...Object.keys(NOT_HERE)].toSorted());
});
