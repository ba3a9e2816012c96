import { describe, expect, it } from 'vitest';
import { isRecord, stringAt } from '../../src/json/read.ts';
import { between, readApproved, type Approved } from './approved-answers.ts';
import { evaluate, isInstalled, runProgram, runPython } from './run-programs.ts';

const coding = readApproved('short-coding');
const reviews = readApproved('code-review');

function approvedOf(id: string): Approved {
  const found = coding.get(id) ?? reviews.get(id);
  if (found === undefined) throw new Error(`there is no prompt ${id}`);
  return found;
}

/** The arguments of the approved calls, in their order. */
function argumentsOf(id: string): readonly Readonly<Record<string, unknown>>[] {
  return approvedOf(id).golden.answer.toolCalls.map((call) => {
    if (!isRecord(call.arguments)) throw new Error(`${id} calls without an object`);
    return call.arguments;
  });
}

const answerOf = (id: string) => JSON.parse(approvedOf(id).golden.answer.text);

describe('the arguments of approved calls are what the user gave', () => {
  it('to be written, with <TAB> as a tab', () => {
    const { asked } = approvedOf('code-tool-write-exact');
    const [, ...lines] = asked.split('\n');
    const content = `${lines.join('\n').trimEnd()}\n`.replaceAll('<TAB>', '\t');
    expect(argumentsOf('code-tool-write-exact')).toEqual([{ path: 'fixtures/odd.ini', content }]);
    for (const odd of ['"', "'", '\\n', '\\d', '\t', '🧪', '${', 'ß']) expect(content).toContain(odd);
  });

  it('to be replaced, between guillemets', () => {
    const { asked } = approvedOf('code-tool-replace-two');
    const quoted = [...asked.replaceAll(/\s*\n\s*/g, ' ').matchAll(/«([^»]*)»/g)].map((found) => found[1]);
    const given = argumentsOf('code-tool-replace-two').flatMap(({ find, replaceWith }) => [
      find,
      replaceWith,
    ]);
    expect(given).toEqual(quoted);
  });

  it('to be posted, between BEGIN and END', () => {
    const { asked } = approvedOf('review-tidebook-comment');
    const [call] = argumentsOf('review-tidebook-comment');
    expect(call?.['body']).toBe(between(asked, 'BEGIN\n', '\nEND'));
    expect(call?.['body']).toMatch(/"\$\{name\}".*'.*\\'.*\n.*🙏/);
  });

  it('ids with all their nineteen digits, which no double has', () => {
    const ids = ['code-tool-build-id', 'review-tidebook-comment', 'review-perch-lock-comment'].map((id) => {
      const [call] = argumentsOf(id);
      const found = stringAt(call, 'buildId') ?? stringAt(call, 'threadId') ?? '';
      expect(approvedOf(id).asked).toContain(found);
      return found;
    });
    for (const id of ids) {
      expect(id).toMatch(/^\d{19}$/);
      expect(BigInt(Number(id)).toString()).not.toBe(id);
    }
  });

  it('to be run, with the one change that was asked for', () => {
    const { asked } = approvedOf('code-tool-second-run');
    const first = /Run this bash: (.*)/.exec(asked)?.[1] ?? '';
    const [call] = argumentsOf('code-tool-second-run');
    expect(call?.['code']).toBe(first.replace('| uniq', '| sort -u'));
    expect(runProgram('bash', ['-c', first]).stdout).toEqual(['b', 'a', 'b']);
    expect(runProgram('bash', ['-c', String(call?.['code'])]).stdout).toEqual(['a', 'b']);
  });

  it('to be searched, as an expression that means one name alone', () => {
    const [call] = argumentsOf('review-gullwing-find-sleeps');
    const expression = new RegExp(String(call?.['pattern']));
    expect(
      ['time.Sleep(x)', 'timeXSleep(x)', 'time.Sleeper(x)'].map((text) => expression.test(text)),
    ).toEqual([true, false, false]);
  });
});

describe('the approved suggestions', () => {
  it.each([
    ['review-leitstelle-vorschlag', 'Instant.now()', 'uhr.instant()'],
    ['review-mercado-clave', 'key={indice}', 'key={linea.id}'],
  ])('change just what they are asked to, blanks before it kept: %s', (id, before, after) => {
    const [call] = argumentsOf(id);
    const listing = approvedOf(id).prompt.documents.find((text) =>
      text.includes(`=== ${String(call?.['file'])} ===`),
    );
    const row = listing?.split('\n').find((line) => Number.parseInt(line, 10) === call?.['fromLine']);
    const old = row?.replace(/^ *\d+\| ?/, '') ?? '';
    expect(call?.['fromLine']).toBe(call?.['toLine']);
    expect(old).toContain(before);
    expect(call?.['newLines']).toEqual([old.replace(before, () => after)]);
  });

  it('comment on the line of the loop in what the tool returned', () => {
    const [call] = argumentsOf('review-perch-lock-comment');
    const shown = approvedOf('review-perch-lock-comment').prompt.messages.at(-1)?.content[0];
    const rows = shown?.type === 'text' ? shown.text.split('\n') : [];
    const row = rows.find((line) => Number.parseInt(line, 10) === call?.['line']);
    expect(row).toContain('for (');
  });
});

describe('what the other approved answers claim', () => {
  it('of hits, sorts each of them that the tool returned', () => {
    const id = 'review-gullwing-sleeps-found';
    const shown = approvedOf(id).prompt.messages.at(-1)?.content[0];
    const hits = shown?.type === 'text' ? [...shown.text.matchAll(/^(\S+):(\d+): /gm)] : [];
    const { breaks, allowed } = answerOf(id);
    const spelt = [...breaks, ...allowed].map(({ path, line }) => `${path}:${line}`);
    expect(new Set(spelt)).toEqual(new Set(hits.map(([, path, line]) => `${path}:${line}`)));
    expect(spelt.length).toBe(hits.length);
  });

  it('of handlers, is what their code does', () => {
    const id = 'review-tidebook-handlers';
    const listing = approvedOf(id).prompt.documents.find((text) => text.includes('berth-routes.ts')) ?? '';
    const rows = [...listing.matchAll(/^ *(\d+)\| ?(.*)$/gm)].map((row) => ({
      line: Number(row[1]),
      code: row[2] ?? '',
    }));
    const imported = new Set(
      rows.flatMap(({ code }) =>
        code.includes("'../app/") ? (code.match(/\w+(?=[,} ]*(?:,| \}))/g) ?? []) : [],
      ),
    );
    const starts = rows.filter(({ code }) => code.startsWith('export async function'));
    const found = starts.map(({ line, code }, index) => {
      const end = starts[index + 1]?.line ?? Infinity;
      const body = rows.filter((row) => row.line > line && row.line < end);
      const text = body.map((row) => row.code).join('\n');
      return {
        name: /function (\w+)/.exec(code)?.[1],
        line,
        appFunctions: [...text.matchAll(/await (\w+)\(/g)]
          .map((call) => call[1])
          .filter((name) => imported.has(name ?? '')),
        sets500: body.find((row) => row.code.includes('500'))?.line ?? null,
      };
    });
    const { handlers } = answerOf(id);
    expect(found.length).toBe(3);
    expect(handlers).toMatchObject(found);
  });

  it('of a sort without a comparator and with one', () => {
    const { text } = approvedOf('code-text-explain-arabic').golden.answer;
    expect(evaluate('', '[10, 9, 1].sort()')).toEqual([1, 10, 9]);
    expect(evaluate('', /\[10, 9, 1\]\.sort\(.*\)/.exec(text)?.[0] ?? '')).toEqual([1, 9, 10]);
  });

  it('of an exit code of a killed process', () => {
    const { stdout } = runProgram('bash', ['-c', "bash -c 'kill -9 $$'; echo $?"]);
    expect(stdout).toEqual(['137']);
    expect(approvedOf('code-tool-not-wanted').golden.answer.text).toContain('128 + 9 = 137');
  });

  it.skipIf(!isInstalled('python3'))('of keywords, as far as they go', () => {
    const [result] = runPython([{ code: 'import keyword', expressions: ['keyword.kwlist'] }]);
    const [keywords] = result?.values ?? [];
    const whole = JSON.stringify({ keywords }, null, 1).replaceAll(/\s+/g, ' ').replace('[ ', '[');
    const { text } = approvedOf('code-length-keywords').golden.answer;
    expect(whole.replace('{ "', '{"').startsWith(text)).toBe(true);
    expect(keywords).toHaveLength(35);
  });
});
