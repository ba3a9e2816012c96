import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADA, ANSWERED, ASKED, configFile, foreignProject, suiteFile } from '../e2e/foreign-project.ts';
import type { Ended } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';

type Result = Pick<Ended, 'code' | 'stdout' | 'stderr'>;

const NOBODY = { HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

/** The words that a shell makes of a command, without those that name the tool. */
function words(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word).slice(2);
}

function printed({ stdout }: Result): readonly string[] {
  return stdout
    .split('\n')
    .flatMap((line) => (line.startsWith('  npx llama-contract golden') ? [line.trim()] : []));
}

describe('the first hour', () => {
  it('leads from an empty folder and an own server to a run that passes, by the commands that are printed', async () => {
    const { root: cwd } = await foreignProject({ mine: ANSWERED });
    const [first] = await runMany([{ cwd, args: ['verify'] }]);
    if (first === undefined) throw new Error('it did not run');
    expect([first.code, first.stdout.split('\n')[0]]).toEqual([
      3,
      'INCONCLUSIVE  4 of 4 exchanges have no approved golden on 1 target',
    ]);
    const commands = printed(first);
    const run = /reports\/(\S+)/.exec(first.stderr)?.[1] ?? '';
    expect(commands).toEqual([
      `npx llama-contract golden diff --run ${run}`,
      `npx llama-contract golden approve ${run} --reason 'read and found right'`,
    ]);
    const lines = [...commands.map(words), ['verify'], ['golden', 'diff'], ['golden', 'list']];
    const [diff, approve, verify, same, list] = await runMany(
      lines.map((args) => ({ cwd, args })),
      ADA,
    );
    expect([diff?.code, approve?.code, verify?.code, same?.code, list?.code]).toEqual([1, 0, 0, 0, 0]);
    expect(diff?.stdout).toContain(
      'added  capital\n  has no approved golden; given by mine/capital/send/1\n  + Oslo.\n',
    );
    expect(approve?.stdout).toBe(`added    capital  goldens/reference/first.jsonl
added    invoice  goldens/reference/first.jsonl
approved 2 goldens of reference from run ${run}, by Ada Lovelace <ada@example.org>: read and found right
2 added, 0 updated, 0 matched, 0 kept, 0 left
`);
    expect(verify?.stdout.split('\n')[0]).toBe('PASS  4 of 4 exchanges met their contract on 1 target');
    const today = new Date().toISOString().slice(0, 10);
    expect(list?.stdout)
      .toBe(`prompt   suite  golden    from      approved    by                              why
capital  first  approved  recorded  ${today}  Ada Lovelace <ada@example.org>  read and found right
invoice  first  approved  recorded  ${today}  Ada Lovelace <ada@example.org>  read and found right
goldens of reference for 2 prompts: 2 approved
`);
  });
});

describe('golden diff', () => {
  it('marks the words of a text, the places of a JSON, what is stale and what is obsolete', async () => {
    const answers: Record<string, string> = { ...ANSWERED, Norway: 'It is Oslo.\nNo more is known.' };
    const { root: cwd, write } = await foreignProject({ mine: answers });
    await runMany(
      [['verify'], ['golden', 'approve', '--reason', 'right', '--by', 'Ada']].map((args) => ({ cwd, args })),
    );
    answers['Norway'] = 'It is Bergen.\nNo more is known.';
    answers['invoice'] = '{"number":17,"total":42.5,"paid":"\\u001b[2Jyes"}';
    await runMany([{ cwd, args: ['verify'] }]);
    const [text, json] = await runMany([
      { cwd, args: ['golden', 'diff', 'mine'] },
      { cwd, args: ['golden', 'diff', '--json'] },
    ]);
    expect([text?.code, json?.code]).toEqual([1, 1]);
    expect(text?.stdout.replace(/run \S+/, 'run R')).toBe(`unmatched  capital
  differs from the golden; given by mine/capital/send/1
  - It is [-Oslo-].
  + It is {+Bergen+}.
    No more is known.

unmatched  invoice
  differs from the golden; given by mine/invoice/send/1
  /number  type
  - "A-17"
  + 17
  /paid  extra
  + "\\u001b[2Jyes"

0 matched, 2 unmatched, 0 added, 0 stale, 0 obsolete, 0 without an answer: run R against the goldens of reference
`);
    const { exitCode, answers: rows } = JSON.parse(json?.stdout ?? '');
    expect([exitCode, rows.map(({ what }: { what: string }) => what)]).toEqual([
      1,
      ['unmatched', 'unmatched'],
    ]);
    expect(rows[1].difference).toEqual({
      json: [
        { pointer: '/number', what: 'type', left: 'A-17', right: 17 },
        { pointer: '/paid', what: 'extra', left: null, right: '\u001b[2Jyes' },
      ],
      text: null,
      toolCalls: [],
      ending: [],
    });
    const mended = { ...ASKED, capital: 'The capital of Norway?' };
    await write('suites/first.yaml', suiteFile(mended));
    const goldens = join(cwd, 'goldens/reference/first.jsonl');
    const [line = ''] = (await readFile(goldens, 'utf8')).split('\n');
    await writeFile(goldens, `${line}\n${line.replace('"capital"', '"goner"')}\n`);
    const [stale, list] = await runMany([
      { cwd, args: ['golden', 'diff'] },
      { cwd, args: ['golden', 'list', '--json'] },
    ]);
    expect(stale?.code).toBe(1);
    expect(stale?.stdout).toContain('stale  capital\n  its golden was approved for another request');
    expect(stale?.stdout).toContain('obsolete  suite first has no prompt "goner"');
    expect(stale?.stdout).toMatch(
      /^0 matched, 0 unmatched, 1 added, 1 stale, 1 obsolete, 0 without an answer/m,
    );
    const listed = JSON.parse(list?.stdout ?? '');
    expect(listed.goldens.map(({ state }: { state: string }) => state)).toEqual(['stale', 'missing']);
    expect(listed.obsolete).toMatchObject([{ promptId: 'goner', line: 2 }]);
  });

  it('is inconclusive where the run has no answer to compare', async () => {
    const answers: Record<string, string | { status: number; error: string }> = { ...ANSWERED };
    const { root: cwd } = await foreignProject({ mine: answers });
    await runMany(
      [['verify'], ['golden', 'approve', '--reason', 'right', '--by', 'Ada']].map((args) => ({ cwd, args })),
    );
    answers['Norway'] = { status: 401, error: 'no such key' };
    const [, diff] = await runMany([['verify'], ['golden', 'diff']].map((args) => ({ cwd, args })));
    expect(diff?.code).toBe(3);
    expect(diff?.stdout).toMatch(/^no answer {2}mine\/capital\/send\/1: it ended with authentication: /m);
  });
});

describe('verify --update', () => {
  const UPDATE = ['verify', '--update', 'new', '--reason', 'right'];

  it('approves what the run answered, and leaves its exit code as it is', async () => {
    const { root: cwd } = await foreignProject({ mine: ANSWERED });
    const [updated, again] = await runMany(
      [
        [...UPDATE, '--json'],
        ['verify', '-u', 'all', '--reason', 'right', '--by', 'Bob'],
      ].map((args) => ({ cwd, args })),
      ADA,
    );
    expect([updated?.code, JSON.parse(updated?.stdout ?? '').verdict]).toEqual([3, 'inconclusive']);
    expect(updated?.stderr).toContain('approved 2 goldens of reference from run ');
    expect(again?.code).toBe(0);
    expect(again?.stderr).toContain('0 added, 0 updated, 2 matched, 0 kept, 0 left');
  });

  it('is refused before the first call in a CI, without a reason or anybody, and for the simulator', async () => {
    const { root: cwd, urls, write } = await foreignProject({ mine: ANSWERED });
    const [ci] = await runMany([{ cwd, args: UPDATE }], { ...ADA, CI: 'true' });
    const [silent, nobody, dry, idle] = await runMany(
      [['verify', '-u', 'new'], UPDATE, [...UPDATE, '--dry-run'], ['verify', '--by', 'Ada']].map((args) => ({
        cwd,
        args,
      })),
      NOBODY,
    );
    await write('llama-contract.config.yaml', configFile(urls, 'simulate'));
    const [simulated] = await runMany([{ cwd, args: UPDATE }], ADA);
    const all = [ci, silent, nobody, dry, idle, simulated];
    expect(all.map((result) => [result?.code, result?.stdout])).toEqual(all.map(() => [2, '']));
    expect(all.map((result) => result?.stderr.split('\n')[0])).toEqual([
      'error: --update approves, and nobody does that in a CI',
      'error: no reason is given: whoever reads the golden later asks why it is right',
      'error: nobody answers for this approval',
      'error: --dry-run calls nothing, so there is nothing to approve',
      'error: --reason and --by are for --update',
      'error: --update is for live runs: a simulator would approve itself',
    ]);
  });
});

it('golden approve refuses flags that mean nothing together, all at once', async () => {
  const { root: cwd } = await foreignProject({ mine: ANSWERED });
  const args = ['golden', 'approve', 'a-run', '--written', '--all', '--prompt', 'x', '--expect', 'length'];
  const [ended] = await runMany([{ cwd, args }], ADA);
  expect([ended?.code, ended?.stdout]).toEqual([2, '']);
  expect(ended?.stderr.split('\n').filter((line) => line.startsWith('error: '))).toEqual([
    'error: no reason is given: whoever reads the golden later asks why it is right',
    'error: --written approves what stands in the files, and run a-run has no part in it',
    'error: --written approves what stands in the files, and --expect has no part in it',
    'error: --written approves what stands in the files, and --all has no part in it',
    'error: --all is for every prompt of the run, and --prompt names some',
  ]);
});
