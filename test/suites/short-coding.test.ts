import { describe, expect, it } from 'vitest';
import { between, onFrom, openApproved } from './approved-answers.ts';
import { evaluate, inFolder, isInstalled, queryRows, runProgram, runPython } from './run-programs.ts';

const { askedOf, textOf, answerOf } = openApproved('short-coding');

describe('the approved functions give the results that stand beside them', () => {
  it.each([
    ['code-js-run-lengths', '[runs("aaab"), runs("😀😀é"), runs("")]'],
    ['code-js-parse-duration', '["1h30m", "90s", "30m1h", "2h ", ""].map(parseDuration)'],
    ['code-js-final-sigma', '["ΟΔΟΣ", "ΣΟΦΟΣ ΣΙΣΥΦΟΣ", "Σ1"].map(lower)'],
    [
      'code-ts-sort-nulls-last',
      `(() => {
        const tasks = [['a', null], ['b', '2026-12-01'], ['c', '2026-11-30'], ['d', null], ['e', '2026-12-01']]
          .map(([id, due]) => ({ id, due }));
        return [sortByDue(tasks), tasks].map((list) => list.map(({ id }) => id));
      })()`,
    ],
  ])('in JavaScript and TypeScript: %s', (id, expression) => {
    const { code, results } = answerOf(id);
    expect(evaluate(code, expression)).toEqual(results);
  });

  it.skipIf(!isInstalled('python3'))('in Python', () => {
    const calls: Readonly<Record<string, readonly string[]>> = {
      'code-py-merge-intervals': [
        'merge([[5, 8], [1, 3], [3, 4]])',
        'merge([[2, 2], [9, 12], [10, 11]])',
        'merge([])',
      ],
      'code-py-round-half-up': [
        'total([("3", "0.335"), ("1", "2.675")])',
        'total([("1", "1.005"), ("1", "1.005")])',
        'total([])',
      ],
      'code-py-iso-week': ['2026-12-31', '2027-01-03', '2027-01-04', '2024-12-30'].map(
        (day) => `semana("${day}")`,
      ),
      'code-py-pointer-keys': [
        'flatten({"a/b": {"m~n": 1}})',
        'flatten({"x": {}, "y": {"z": [1, {"q": 2}]}})',
        'flatten({"~1": "tilde"})',
      ],
    };
    const rows = Object.entries(calls).map(([id, expressions]) => ({ id, expressions, ...answerOf(id) }));
    const given = runPython(rows.map(({ code, expressions }) => ({ code, expressions })));
    expect(given).toEqual(rows.map(({ results }) => ({ values: results, stdout: [], error: null })));
  });

  it('as an arrow function alone', () => {
    const sort = `['v10.2', 'v9.12', 'v9.3'].sort(${textOf('code-text-arrow-only')})`;
    expect(evaluate('', sort)).toEqual(['v9.3', 'v9.12', 'v10.2']);
  });
});

describe('the approved queries give the rows that stand beside them', () => {
  it.each(['code-sql-latest-reading', 'code-sql-not-in-null', 'code-sql-gaps', 'code-sql-running-balance'])(
    '%s',
    (id) => {
      const { sql, rows } = answerOf(id);
      expect(queryRows(between(askedOf(id), '<setup>', '</setup>'), sql)).toEqual(rows);
    },
  );

  it('and the obvious query does not where members without a loan are asked for', () => {
    const setup = between(askedOf('code-sql-not-in-null'), '<setup>', '</setup>');
    const obvious = 'SELECT id, name FROM member WHERE id NOT IN (SELECT member_id FROM loan)';
    expect(queryRows(setup, obvious)).toEqual([]);
  });
});

function quoted(text: string): string[] {
  return [...onFrom(text, 'Samples:').matchAll(/"([^"]*)"/g)].map((found) => found[1] ?? '');
}

describe('the approved expressions sort the samples as they say', () => {
  it.each<[string, readonly string[]]>([
    ['code-regex-iso-date', quoted(askedOf('code-regex-iso-date'))],
    ['code-regex-quoted-string', askedOf('code-regex-quoted-string').split('\n').slice(2)],
    ['code-regex-matricula', quoted(askedOf('code-regex-matricula').replace('Muestras:', 'Samples:'))],
  ])('%s', (id, samples) => {
    const { pattern, flags, matches, rejects } = answerOf(id);
    const expression = new RegExp(pattern, flags);
    expect(samples.length).toBeGreaterThanOrEqual(7);
    expect(samples.filter((sample) => expression.test(sample))).toEqual(matches);
    expect(samples.filter((sample) => !expression.test(sample))).toEqual(rejects);
  });
});

describe('the approved shell lines print what they say', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['code-bash-rename-spaces', { 'scan 1.jpeg': '', 'scan 2.jpeg': '', '-old.jpeg': '', 'notes.txt': '' }],
    [
      'code-bash-top-status',
      { 'access.log': between(askedOf('code-bash-top-status'), '<file name="access.log">\n', '</file>') },
    ],
    [
      'code-bash-empty-tmp',
      { 'export/a b.tmp': '', 'export/c.tmp': 'abc', 'export/vide.txt': '', 'export/déjà vu/d.tmp': '' },
    ],
  ])('%s', (id, files) => {
    const { command, stdout } = answerOf(id);
    const printed = inFolder(files, (cwd) => runProgram('bash', ['-c', `LC_ALL=C; ${command}`], { cwd }));
    expect(printed).toEqual({ stdout, exitCode: 0, stderr: '' });
  });

  it('and the three lines before the Japanese stop string make a commit', () => {
    const say = 'git log --format=%s; git branch --show-current';
    const script = `git init -q . && git config user.email a@example.org && git config user.name a && touch x
      { ${textOf('code-text-stop-japanese')} } >/dev/null 2>&1; ${say}`;
    const { stdout } = inFolder({}, (cwd) => runProgram('bash', ['-c', script], { cwd }));
    expect(stdout).toEqual(['直した', 'fix/紙']);
  });
});
