import { describe, expect, it } from 'vitest';
import { between, onFrom, openApproved } from './approved-answers.ts';
import { evaluate, evaluateLater, inFolder, isInstalled, runProgram, runPython } from './run-programs.ts';

const { askedOf, textOf, answerOf } = openApproved('short-coding');

describe('the programs of the prompts print what is approved', () => {
  it('in Node', () => {
    const program = onFrom(askedOf('code-out-event-loop'), "console.log('A')");
    const { error, ...printed } = answerOf('code-out-event-loop');
    expect(error).toBeNull();
    const ran = inFolder({ 'a.cjs': program }, (cwd) => runProgram(process.execPath, ['a.cjs'], { cwd }));
    expect(ran).toEqual({ ...printed, stderr: '' });
  });

  it.each([
    ['code-out-shell-quotes', 'set -- "a b"'],
    ['code-out-pipefail', 'set -euo'],
  ])('in bash: %s', (id, start) => {
    const { error, ...printed } = answerOf(id);
    expect(error).toBeNull();
    expect(runProgram('bash', ['-c', onFrom(askedOf(id), start)])).toEqual({ ...printed, stderr: '' });
  });

  it.skipIf(!isInstalled('python3'))('in Python', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['code-out-mutable-default', 'def add'],
      ['code-out-turkish-i', 'print(len('],
    ];
    const programs = rows.map(([id, start]) => ({ code: onFrom(askedOf(id), start), expressions: [] }));
    const given = runPython(programs).map(({ stdout, error }) => ({
      stdout,
      exitCode: error === null ? 0 : 1,
      error,
    }));
    expect(given).toEqual(rows.map(([id]) => answerOf(id)));
  });

  it('up to the stop string', () => {
    const lines = Array.from({ length: 10 }, (_, index) => `7 x ${index + 1} = ${7 * (index + 1)}\n`);
    const [before] = lines.join('').split('7 x 4');
    expect(textOf('code-text-stop-table')).toBe(before);
  });
});

/** The program with its numbers taken off, as it is and with the line changed. */
function programs(id: string): readonly [string, string] {
  const { line, before, after } = answerOf(id);
  const rows = [...askedOf(id).matchAll(/^ *(\d+)((?: .*)?)$/gm)];
  const lines = rows.map((row) => (row[2] ?? '').slice(1));
  expect(rows.map((row) => Number(row[1]))).toEqual(rows.map((_, index) => index + 1));
  expect(lines[line - 1]?.trim()).toBe(before);
  const mended = lines.map((text, index) => (index === line - 1 ? text.replace(before, () => after) : text));
  return [lines.join('\n'), mended.join('\n')];
}

describe('the approved line mends the program of the prompt', () => {
  it.skipIf(!isInstalled('python3'))('in Python', () => {
    const search = '[find([1, 3, 5], key) for key in (1, 3, 5, 4)]';
    const database =
      'import sqlite3\ndb = sqlite3.connect(":memory:")\ndb.execute("CREATE TABLE kunde (id, name)")\n';
    const insert = 'db.executemany("INSERT INTO kunde VALUES (?, ?)", [(4, "O\'Brien"), (5, "x")])\n';
    const ask = ['kundennummer(db, " O\'Brien ")', 'kundennummer(db, "\' OR 1=1 --")'];
    const jobs = [
      ...programs('code-fix-off-by-one').map((code) => ({ code, expressions: [search] })),
      ...programs('code-fix-sql-injection').flatMap((code) =>
        ask.map((expression) => ({ code: `${database}${insert}${code}`, expressions: [expression] })),
      ),
    ];
    expect(runPython(jobs).map(({ values, error }) => error ?? values[0])).toEqual([
      [-1, 1, -1, -1],
      [0, 1, 2, -1],
      'OperationalError',
      4,
      4,
      null,
    ]);
  });

  it('in JavaScript', async () => {
    const [wrong, mended] = programs('code-fix-second-guess');
    const months = '[1, 2, 4, 12].map((month) => lastDay(2026, month))';
    expect(evaluate(wrong, months)).toEqual([31, 31, 31, 30]);
    expect(evaluate(mended, months)).toEqual([31, 28, 30, 31]);
    const [early, late] = programs('code-fix-missing-await');
    const saveThree = 'saveAll([1, 2, 3], async () => {})';
    expect(await evaluateLater(early, saveThree)).toBe(0);
    expect(await evaluateLater(late, saveThree)).toBe(3);
  });
});

function spell(day: Date | undefined): string {
  return (day?.toISOString() ?? '').replace('.000', '');
}

function rank(version: string): number {
  return version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
}

describe('the approved numbers are right', () => {
  it('of calls', () => {
    const { calls10, calls20, memoCalls10 } = answerOf('code-cost-fib');
    const count = `let calls = 0;
      const plain = (n) => { calls += 1; return n < 2 ? n : plain(n - 1) + plain(n - 2); };
      const known = new Map();
      const memo = (n) => {
        calls += 1;
        if (known.has(n)) return known.get(n);
        const value = n < 2 ? n : memo(n - 1) + memo(n - 2);
        known.set(n, value);
        return value;
      };
      const counted = (work) => { calls = 0; work(); return calls; };`;
    const expression = '[counted(() => plain(10)), counted(() => plain(20)), counted(() => memo(10))]';
    expect(evaluate(count, expression)).toEqual([calls10, calls20, memoCalls10]);
  });

  it('of a text', () => {
    const text: string = JSON.parse(/"Zoe.*"/.exec(askedOf('code-measure-text'))?.[0] ?? '');
    expect(answerOf('code-measure-text')).toEqual({
      codeUnits: text.length,
      codePoints: [...text].length,
      graphemes: [...new Intl.Segmenter('en').segment(text)].length,
      utf8Bytes: Buffer.byteLength(text),
      nfcCodePoints: [...text.normalize('NFC')].length,
    });
  });

  it('of bytes', () => {
    const bytes = Buffer.alloc(7);
    bytes.writeUInt16LE(513, 0);
    bytes.writeInt8(-2, 2);
    bytes.writeFloatLE(1.5, 3);
    const text = Buffer.from('ß');
    const record = Buffer.concat([bytes, Buffer.from([text.length]), text]);
    const answer = { hex: record.toString('hex'), base64: record.toString('base64'), length: record.length };
    expect(answerOf('code-bytes-little-endian')).toEqual(answer);
  });

  it('of times', () => {
    const { runs, fridayThe13th } = answerOf('code-cron-day-or-weekday');
    const start = Date.UTC(2026, 10, 26, 6, 30);
    const days = Array.from({ length: 400 }, (_, index) => new Date(start + index * 86_400_000));
    const fires = days.filter((day) => day.getUTCDate() === 13 || day.getUTCDay() === 5);
    expect(fires.slice(0, 5).map(spell)).toEqual(runs);
    const both = fires.filter((day) => day.getUTCDate() === 13 && day.getUTCDay() === 5);
    expect(spell(both.find((day) => day.getUTCFullYear() === 2027))).toBe(fridayThe13th);
  });

  it('of a patched file', () => {
    const id = 'code-patch-apply';
    const { lines, added, removed, hunks } = answerOf(id);
    const file = between(askedOf(id), '<file name="limits.conf">\n', '</file>');
    const diff = between(askedOf(id), '<diff>\n', '</diff>');
    const files = { 'limits.conf': file, 'a.diff': diff };
    const { stdout, stderr } = inFolder(files, (cwd) =>
      runProgram('bash', ['-c', 'git apply a.diff && cat limits.conf'], { cwd }),
    );
    expect([stdout, stderr]).toEqual([lines, '']);
    const count = (pattern: RegExp): number => diff.match(pattern)?.length ?? 0;
    expect([count(/^\+(?!\+\+)/gm), count(/^-(?!--)/gm), count(/^@@/gm)]).toEqual([added, removed, hunks]);
  });

  it('of versions', () => {
    const { caret, tilde, atLeast, installed } = answerOf('code-semver-zero');
    const released = ['0.4.1', '0.4.2', '0.4.9', '0.5.0', '0.40.0', '1.0.0'];
    const inside = (least: string, below: string): string[] =>
      released.filter((version) => rank(version) >= rank(least) && rank(version) < rank(below));
    expect(inside('0.4.2', '0.5.0')).toEqual(caret);
    expect(inside('0.4.0', '0.5.0')).toEqual(tilde);
    expect(inside('0.4.9', '9.0.0')).toEqual(atLeast);
    expect(caret.at(-1)).toBe(installed);
  });
});
