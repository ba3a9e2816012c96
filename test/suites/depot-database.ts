import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../fixtures/documents/depot-schema.md'), 'utf8');

/** What stands in a statement for PostgreSQL, what SQLite wants in its place, and why that says the same. */
const TRANSLATIONS: readonly (readonly [RegExp, string, why: string])[] = [
  [
    /(:\w+) \+ interval '3 months'/g,
    "date($1, '+3 months')",
    'SQLite keeps a day as a text and adds to it by a function',
  ],
  [/ CONCURRENTLY\b/gi, '', 'SQLite has one writer, and builds no index beside it'],
  [
    /\bCREATE INDEX ON ops\.(\w+) \((\w+), (\w+)\)/gi,
    'CREATE INDEX ops.$1_$2_$3_idx ON $1 ($2, $3)',
    'PostgreSQL makes that name',
  ],
  [/\bCREATE INDEX (\w+) ON ops\./gi, 'CREATE INDEX ops.$1 ON ', 'SQLite names the schema at the index'],
];

export function translate(sql: string): string {
  return TRANSLATIONS.reduce((text, [from, to]) => text.replace(from, to), sql);
}

/** SQLite's kinds for the types of the page; the rest are texts. */
function kindOf(type: string): string {
  if (/int/.test(type)) return 'INTEGER';
  return /numeric/.test(type) ? 'NUMERIC' : 'TEXT';
}

/** The tables of the page, with the columns that it names. */
function tables(): readonly string[] {
  return PAGE.split(/^## /m)
    .slice(1)
    .map((section) => {
      const name = /^ops\.\w+/.exec(section)?.[0] ?? '';
      const columns = [...section.matchAll(/^\| ([a-z_, ]+) \| ([^|]+) \|/gm)]
        .filter(([, column]) => column !== 'column')
        .flatMap(([, names = '', types = '']) =>
          names.split(', ').map((column, at) => `${column} ${kindOf(types.split(', ')[at] ?? types)}`),
        );
      return `CREATE TABLE ${name} (${columns.join(', ')})`;
    });
}

const ROWS = `
  INSERT INTO ops.customer (customer_id, name, country, segment, deleted_at) VALUES
    (1, 'Ada', 'LU', 'retail', NULL), (2, 'Bo', 'PL', 'trade', NULL), (3, 'Cy', 'LU', NULL, NULL),
    (4, 'Del', 'LU', 'trade', '2026-05-01T00:00:00Z'), (5, '苏州华亭精密仪器有限公司', 'CN', 'public', NULL),
    (6, 'Robert''); DELETE FROM ops.customer; --', 'GB', 'public', NULL), (7, 'Eve', 'LU', 'trade', NULL);
  INSERT INTO ops.orders VALUES
    (10, 1, '2026-07-01T00:00:00Z', 'delivered', 'EUR', NULL), (11, 2, '2026-09-30T23:59:59Z', 'shipped', 'EUR', NULL),
    (12, 2, '2026-10-01T00:00:00Z', 'open', 'EUR', NULL), (13, 1, '2026-08-01T00:00:00Z', 'cancelled', 'EUR', NULL),
    (14, 3, '2026-08-02T00:00:00Z', 'delivered', 'USD', NULL), (15, 4, '2026-08-03T00:00:00Z', 'delivered', 'EUR', NULL),
    (16, 1, '2026-08-04T00:00:00Z', 'open', 'EUR', '2026-08-05T00:00:00Z'), (17, 5, '2026-10-31T15:00:00Z', 'open', 'EUR', NULL),
    (18, 5, '2026-11-01T00:00:00Z', 'picked', 'EUR', '2026-11-02T00:00:00Z'), (19, 3, '2026-09-15T00:00:00Z', 'open', 'EUR', NULL),
    (20, 1, '2026-10-20T00:00:00Z', 'delivered', 'EUR', NULL);
  INSERT INTO ops.order_line VALUES
    (10, 1, 'A', 3, 10), (10, 2, 'B', 1, 5.5), (11, 1, 'A', 2, 10), (12, 1, 'A', 9, 10), (13, 1, 'A', 50, 10), (14, 1, 'A', 50, 10),
    (15, 1, 'A', 50, 10), (16, 1, 'A', 50, 10), (17, 1, 'A', 2, 7), (17, 2, 'B', 1, 1), (18, 1, 'A', 50, 10), (19, 1, 'B', 1, 4),
    (20, 1, 'B', 2, 4);
  INSERT INTO ops.return_line (order_id, line_no, quantity, returned_at) VALUES
    (10, 1, 1, '2026-07-20T00:00:00Z'), (10, 1, 1, '2026-08-20T00:00:00Z');
  INSERT INTO ops.stock VALUES ('A', 'LUX', 10, 8), ('A', 'GDN', 2, 1), ('B', 'LUX', 9, 1);
  INSERT INTO ops.shipment (shipment_id, order_id, site) VALUES (1, 17, 'LUX'), (2, 17, 'GDN'), (3, 12, 'LUX');
`;

/** The depot of the page with a few rows, for each of which some statement has a trap; closed when the work is done. */
export function inDepot<T>(work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec("ATTACH ':memory:' AS ops");
    for (const table of tables()) database.exec(table);
    database.exec(ROWS);
    return work(database);
  } finally {
    database.close();
  }
}
