import type { OtherAnswers } from './alter-answer.ts';

const r = String.raw;

/** What else would be right, and the mistakes that each prompt is there to catch. */
export const OTHER_CODING: readonly OtherAnswers[] = [
  {
    prompt: 'code-js-run-lengths',
    right: [
      { code: 'const runs = (text) => [...text].reduce((found, one) => add(found, one), []);' },
      {
        code: 'function runs(text) {\n  const out = [];\n  for (const c of text) {\n    if (out.length > 0 && out[out.length - 1][0] === c) out[out.length - 1][1]++;\n    else out.push([c, 1]);\n  }\n  return out;\n}',
      },
    ],
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
    prompt: 'code-py-merge-intervals',
    right: [
      {
        code: 'def merge(intervals):\n    out = []\n    for start, end in sorted(i for i in intervals if i[0] < i[1]):\n        if out and out[-1][1] >= start:\n            out[-1] = [out[-1][0], max(end, out[-1][1])]\n        else:\n            out.append([start, end])\n    return out',
      },
    ],
    wrong: [
      { code: 'def merge(intervals):\n    out = sorted(intervals)\n    return [out[-2]]' },
      {
        results: [
          [
            [1, 3],
            [3, 4],
            [5, 8],
          ],
          [[9, 12]],
          [],
        ],
      },
    ],
  },
  {
    prompt: 'code-js-parse-duration',
    right: [
      {
        code: "function parseDuration(text) {\n  const m = text.match(/^(\\d+h)?(\\d+m)?(\\d+s)?$/);\n  if (!m || text === '') return null;\n  const [h, min, s] = m.slice(1).map((part) => parseInt(part) || 0);\n  return (h * 60 + min) * 60 + s;\n}",
      },
      {
        code: 'const parseDuration = (text) => { const m = /^(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?$/.exec(text); return m && text ? (+m[3] || 0) + 60 * (+m[2] || 0) + 3600 * (+m[1] || 0) : null; };',
      },
    ],
    wrong: [
      { code: 'function parseDuration(text) { return text ? 360 * text.h + 60 * text.m : null; }' },
      { results: [5400, 90, 5400, null, 0] },
    ],
  },
  {
    prompt: 'code-ts-sort-nulls-last',
    right: [
      {
        code: 'type Task = { id: string; due: string | null };\nfunction sortByDue(tasks: readonly Task[]): Task[] {\n  return [...tasks].sort((a, b) => {\n    if (a.due === b.due) return 0;\n    if (a.due === null) return 1;\n    if (b.due === null) return -1;\n    return a.due < b.due ? -1 : 1;\n  });\n}',
      },
      {
        code: "type Task = { id: string; due: string | null };\nconst sortByDue = (tasks: readonly Task[]): Task[] => tasks.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));",
      },
    ],
    wrong: [
      {
        code: 'type Task = { id: string; due: string | null };\nconst sortByDue = (tasks: Task[]) => tasks.sort();',
      },
    ],
  },
  {
    prompt: 'code-py-iso-week',
    right: [
      'from datetime import date\n\ndef semana(texto):\n    return date.fromisoformat(texto).strftime("%G-W%V")',
      "import datetime\ndef semana(texto):\n    y, w, _ = datetime.date.fromisoformat(texto).isocalendar()\n    return '{}-W{:02d}'.format(y, w)",
      'from datetime import date\ndef semana(texto):\n    c = date.fromisoformat(texto).isocalendar()\n    return f"{c.year}-W{c.week:02}"',
      'from datetime import date\ndef semana(texto):\n    c = date.fromisoformat(texto).isocalendar()\n    return f"{c[0]}-W" + str(c[1]).zfill(2)',
      "from datetime import date\ndef semana(texto):\n    return '%04d-W%02d' % date.fromisoformat(texto).isocalendar()[:2]",
    ].map((code) => ({ code })),
    wrong: [
      {
        code: 'from datetime import date\ndef semana(texto):\n    return date.fromisoformat(texto).strftime("%Y-W%V")',
      },
      {
        code: 'from datetime import date\ndef semana(texto):\n    c = date.fromisoformat(texto).isocalendar()\n    return f"{c[0]}-W{c[1]}"',
      },
      { results: ['2026-W53', '2027-W53', '2027-W01', '2024-W01'] },
    ],
  },
  {
    prompt: 'code-py-pointer-keys',
    right: [
      "import re\ndef flatten(value, path=''):\n    if not isinstance(value, dict) or not value and path:\n        return {path: value}\n    out = {}\n    for k, v in value.items():\n        out.update(flatten(v, path + '/' + k.replace('~', '~0').replace('/', '~1')))\n    return out",
      "ESCAPE = str.maketrans({'/': '~1', '~': '~0'})\ndef flatten(value, path=''):\n    if value and isinstance(value, dict):\n        return {k: v for key in value for k, v in flatten(value[key], path + '/' + key.translate(ESCAPE)).items()}\n    return {path: value}",
    ].map((code) => ({ code })),
    wrong: [
      {
        code: "def flatten(value, path=''):\n    return {path + '/' + k.replace('/', '~0').replace('~', '~1'): v for k, v in value.items()}",
      },
    ],
  },
  {
    prompt: 'code-regex-iso-date',
    right: [
      r`^\d{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$`,
      r`^[0-9]{4}-(?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9])$`,
      r`^(?<y>\d{4})-(?<m>0[1-9]|1[0-2])-(?<d>[12]\d|3[01]|0[1-9])$`,
      r`^\d\d\d\d-(?!00)(?:0\d|1[0-2])-(?!00)(?:[0-2]\d|3[01])$`,
      r`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[1-2][0-9]|3[0-1])$`,
      r`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d|3[01])$`,
    ].map((pattern) => ({ pattern })),
    wrong: [
      r`^\d{4}-\d{2}-\d{2}$`,
      r`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`,
      r`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[0-9])$`,
    ].map((pattern) => ({ pattern })),
  },
  {
    prompt: 'code-js-final-sigma',
    right: [{ code: "const lower = (text) => text.toLocaleLowerCase('el');" }],
    wrong: [{ results: ['οδοσ', 'σοφος σισυφος', 'σ1'] }],
  },
  {
    prompt: 'code-py-round-half-up',
    right: [
      {
        code: "import decimal\n\ndef total(lines):\n    cents = [(decimal.Decimal(q) * decimal.Decimal(p)).quantize(decimal.Decimal('.01'), rounding=decimal.ROUND_HALF_UP) for q, p in lines]\n    return f'{sum(cents, decimal.Decimal(0)):.2f}'",
      },
      {
        code: 'from decimal import *\n\ndef total(lines):\n    return str(sum(((Decimal(q) * Decimal(p)).quantize(Decimal(10) ** -2, ROUND_HALF_UP) for q, p in lines), Decimal("0.00")))',
      },
    ],
    wrong: [
      { code: 'def total(lines):\n    return f"{sum(round(float(q) * float(p), 2) for q, p in lines):.2f}"' },
      { results: ['3.68', '2.00', '0.00'] },
      { results: ['3.69', '2.02', '0'] },
    ],
  },
  {
    prompt: 'code-regex-quoted-string',
    right: [{ pattern: r`^"(?:\\["\\nt]|[^"\\\r\n])*"$`, flags: 'u' }],
    wrong: [{ pattern: '".*"' }, { pattern: '^"[^"]*"$' }, { flags: 'g' }],
  },
  {
    prompt: 'code-regex-matricula',
    right: [
      { pattern: r`^[0-9]{4}\s?[B-DF-HJ-NPR-TV-Z]{3}$` },
      { pattern: r`^\d{4} ?(?:(?![AEIOUQ])[A-Z]){3}$` },
    ],
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
