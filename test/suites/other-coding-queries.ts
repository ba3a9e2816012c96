import type { OtherAnswers } from './alter-answer.ts';

/** What other statements of SQL would be right, and the mistakes that each prompt is there to catch. */
export const OTHER_QUERIES: readonly OtherAnswers[] = [
  {
    prompt: 'code-sql-gaps',
    right: [
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < (SELECT max(numero) FROM factura)), m AS (SELECT i, i - row_number() OVER (ORDER BY i) AS g FROM n WHERE i NOT IN (SELECT numero FROM factura)) SELECT min(i) AS desde, max(i) AS hasta FROM m GROUP BY g ORDER BY desde',
      'SELECT prev+1 AS desde, numero-1 AS hasta FROM (SELECT numero, COALESCE(LAG(numero) OVER (ORDER BY numero), 0) AS prev FROM factura) WHERE numero - prev > 1 ORDER BY 1;',
    ].map((sql) => ({ sql })),
    wrong: [
      { sql: 'SELECT numero + 1, numero + 1 FROM factura WHERE anulada = 0' },
      {
        rows: [
          [1, 2],
          [5, 6],
          [9, 13],
        ],
      },
    ],
  },
  {
    prompt: 'code-sql-running-balance',
    right: [
      'WITH b AS (SELECT id, day, cents, SUM(cents) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) AS balance FROM entry) SELECT day, cents, balance FROM b WHERE balance<0 OR balance=3750 ORDER BY id;',
      'select e.day, e.cents, (select sum(p.cents) from entry p where p.id <= e.id) as balance from entry e where balance = 3750 or 0 > balance order by e.id',
    ].map((sql) => ({ sql })),
    wrong: [
      { sql: 'SELECT day, cents, sum(cents) OVER (ORDER BY day) AS balance FROM entry WHERE cents > 3750' },
    ],
  },
  {
    prompt: 'code-sql-latest-reading',
    right: [
      {
        sql: `SELECT device, at, celsius FROM reading r WHERE id = (SELECT id FROM reading WHERE device = r.device ORDER BY at DESC, id DESC LIMIT 1) ORDER BY device`,
      },
      {
        sql: `SELECT device, at, celsius FROM reading WHERE id IN (SELECT max(a.id) FROM reading a JOIN (SELECT device, max(at) AS at FROM reading GROUP BY device) b USING (device, at) GROUP BY a.device) ORDER BY device`,
      },
    ],
    wrong: [
      { sql: 'SELECT device, max(at), celsius FROM reading GROUP BY device ORDER BY device' },
      {
        rows: [
          ['attic', '2026-11-20T07:00Z', 14.25],
          ['cellar', '2026-11-20T09:00Z', 9],
          ['porch', '2026-11-19T23:00Z', -1.5],
        ],
      },
    ],
  },
  {
    prompt: 'code-sql-not-in-null',
    right: [
      {
        sql: 'SELECT m.id, m.name FROM member m LEFT JOIN loan l ON l.member_id = m.id WHERE l.id IS NULL ORDER BY 1',
      },
      {
        sql: 'select id, name from member where id not in (select member_id from loan where member_id is not null) order by id',
      },
      {
        sql: 'SELECT id, name FROM member m WHERE NOT EXISTS (SELECT 1 FROM loan WHERE member_id = m.id) ORDER BY id;',
      },
    ],
    wrong: [
      { sql: 'SELECT id, name FROM member WHERE id NOT IN (SELECT member_id FROM loan)' },
      { rows: [] },
    ],
  },
];
