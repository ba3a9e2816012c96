import type { OtherAnswers } from './alter-answer.ts';

const r = String.raw;

/** What else would be right, and the mistakes that each prompt is there to catch. */
export const OTHER_CODING: readonly OtherAnswers[] = [
  {
    prompt: 'code-js-run-lengths',
    right: [{ code: 'const runs = (text) => [...text].reduce((found, one) => add(found, one), []);' }],
    wrong: [
      { code: 'function runs(text) { for (let i = 0; i < text.length; i++) {} return []; }' },
      {
        results: [
          [
            ['a', 3],
            ['b', 1],
          ],
          [
            ['\ud83d', 1],
            ['\ude00', 1],
            ['\ud83d', 1],
            ['\ude00', 1],
            ['é', 1],
          ],
          [],
        ],
      },
    ],
  },
  {
    prompt: 'code-py-round-half-up',
    right: [],
    wrong: [
      { code: 'def total(lines):\n    return f"{sum(round(float(q) * float(p), 2) for q, p in lines):.2f}"' },
      { results: ['3.68', '2.00', '0.00'] },
      { results: ['3.69', '2.02', '0'] },
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
    ],
    wrong: [
      { sql: 'SELECT id, name FROM member WHERE id NOT IN (SELECT member_id FROM loan)' },
      { rows: [] },
    ],
  },
  {
    prompt: 'code-regex-quoted-string',
    right: [{ pattern: r`^"(?:\\["\\nt]|[^"\\\r\n])*"$`, flags: 'u' }],
    wrong: [{ pattern: '".*"' }, { pattern: '^"[^"]*"$' }, { flags: 'g' }],
  },
  {
    prompt: 'code-regex-matricula',
    right: [{ pattern: r`^[0-9]{4}\s?[B-DF-HJ-NPR-TV-Z]{3}$` }],
    wrong: [{ pattern: '^\\d{4} ?[A-Z]{3}$' }, { pattern: '\\d{4} ?[BCDFGHJ-NPR-TV-Z]{3}' }],
  },
  {
    prompt: 'code-bash-rename-spaces',
    right: [{ command: 'for f in *.jpeg; do mv -- "$f" "${f%jpeg}jpg"; done; ls -1' }],
    wrong: [{ command: 'for f in *.jpeg; do mv $f ${f%.jpeg}.jpg; done; ls' }, { writes: false }],
  },
  {
    prompt: 'code-bash-empty-tmp',
    right: [
      { command: "find export -name '*.tmp' -type f -size 0 -exec rm {} +; find export -type f | wc -l" },
    ],
    wrong: [{ command: 'rm export/*.tmp; ls export | wc -l' }, { stdout: ['3'] }],
  },
  {
    prompt: 'code-fix-sql-injection',
    right: [
      { after: 'zeile = db.execute("SELECT id FROM kunde WHERE name = ?", [name]).fetchone()' },
      { after: 'zeile = db.execute("SELECT id FROM kunde WHERE name = :name", {"name": name}).fetchone()' },
    ],
    wrong: [
      { after: `zeile = db.execute("SELECT id FROM kunde WHERE name = '?'", (name,)).fetchone()` },
      { after: `zeile = db.execute(f"SELECT id FROM kunde WHERE name = '{name}'").fetchone()` },
      { kind: 'wrong-type' },
    ],
  },
  {
    prompt: 'code-rust-moved-value',
    right: [{ signature: 'fn longest(words: &Vec<String>) -> usize {' }],
    wrong: [
      { signature: 'fn longest(words: Vec<String>) -> usize {', call: 'let most = longest(words.clone());' },
      { usedAt: 7 },
      { prints: '2 of 4' },
    ],
  },
  {
    prompt: 'code-text-stop-table',
    right: ['7 x 1 = 7\n7 x 2 = 14\n7 x 3 = 21'],
    wrong: [
      '7 x 1 = 7\n7 x 2 = 14\n7 x 3 = 21\n7 x 4 = 28\n',
      '```\n7 x 1 = 7\n7 x 2 = 14\n7 x 3 = 21\n',
      '7 x 1 = 7\n7 x 2 = 14\n',
    ],
  },
  {
    prompt: 'code-text-stop-japanese',
    right: ["git checkout -b fix/紙\ngit add .\ngit commit -m '直した'"],
    wrong: [
      'git switch -c fix/紙\ngit add -A\ngit commit -m "直した"\nおわり\nCreates a branch.',
      'git switch -c fix/kami\ngit add -A\ngit commit -m "直した"\n',
      '```\ngit switch -c fix/紙\ngit add -A\ngit commit -m "直した"\n```\n',
    ],
  },
  {
    prompt: 'code-text-arrow-only',
    right: [
      "(a,b) => a.slice(1).split('.').map(Number).reduce((order, n, i) => order || n - Number(b.slice(1).split('.')[i]), 0)",
    ],
    wrong: [
      'function compare(a, b) { return a.localeCompare(b, "en", { numeric: true }); }',
      "(a, b) => a.localeCompare(b, 'en', { numeric: true });",
      "```js\n(a, b) => a.localeCompare(b, 'en', { numeric: true })\n```",
      '(a, b) => (a > b ? 1 : -1)',
    ],
  },
  {
    prompt: 'code-text-explain-arabic',
    right: ['لأن المقارنة تجري بين القيم بوصفها نصوصًا. [10, 9, 1].sort((a,b)=>a-b)'],
    wrong: [
      'لأن المقارنة تجري بين القيم بوصفها نصوصًا. [10, 9, 1].sort((a, b) => b - a)',
      'لأن الترتيب عشوائي. [10, 9, 1].sort((a, b) => a - b)',
      'لأن المقارنة تجري بين النصوص. [10, 9, 1].sort()',
    ],
  },
  {
    prompt: 'code-tool-not-wanted',
    right: ['Signal 9 (SIGKILL), no segmentation fault: 137 = 128 + 9. Most often it ran out of memory.'],
    wrong: [
      'It was SIGKILL, usually because of too little memory.',
      'SIGSEGV: 128 + 9 is 137, a segmentation fault caused by bad memory access.',
      'It was SIGTERM, since 128 + 15 is 143 and a restart was asked for.',
    ],
  },
];
