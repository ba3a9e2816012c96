import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli, startCli } from './run-cli.ts';
import { runMany } from './run-many.ts';

const LINES = [
  '{"id":"first","provider":"nim","status":410}',
  'this is no JSON',
  '',
  '{"id":"third","provider":"acme","status":7}',
  '{"id":"last","provider":"tgi","status":429,"body":"{\\"error\\":\\"Model is overloaded\\",\\"error_type\\":\\"overloaded\\"}"}',
];

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'classify-'));
});

const answers = (stdout: string): readonly unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

describe('llama-contract classify', () => {
  it('answers each line of a file in its place, and goes on after a bad one', async () => {
    await writeFile(join(cwd, 'errors.jsonl'), `\uFEFF${LINES.join('\n')}`);
    const [ended] = await runMany([{ cwd, args: ['classify', 'errors.jsonl'] }]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(answers(ended?.stdout ?? '')).toEqual([
      expect.objectContaining({ id: 'first', kind: 'model_not_found' }),
      { id: null, invalid: expect.stringContaining('not JSON') },
      { id: null, invalid: 'the line is empty' },
      {
        id: 'third',
        invalid: expect.stringMatching(
          /^provider must be one of bedrock, watsonx.*; status must be a number/,
        ),
      },
      expect.objectContaining({ id: 'last', kind: 'overloaded', retryable: true }),
    ]);
  });

  it('reads stdin and explains', async () => {
    const { code, stdout } = await runCli(['classify', '-', '--explain', '--json'], {
      cwd,
      input: `${LINES[0]}\n`,
    });
    expect(code).toBe(0);
    expect(answers(stdout)).toEqual([
      expect.objectContaining({
        decided: expect.objectContaining({ rule: 'status/410' }),
        second: expect.objectContaining({ rule: 'none' }),
      }),
    ]);
  });

  it('writes nothing for nothing', async () => {
    expect(await runCli(['classify', '-'], { cwd, input: '' })).toMatchObject({ code: 0, stdout: '' });
  });

  it.each([
    ['missing.jsonl', 'it does not exist'],
    ['.', 'it is a folder'],
  ])('cannot read %s, says so and exits 2', async (path, why) => {
    const [ended] = await runMany([{ cwd, args: ['classify', path] }]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended?.stderr).toContain(`${path} cannot be read: ${why}\n`);
  });

  it('ends in peace when its reader goes away', async () => {
    const input = `${LINES[0]}\n`.repeat(5_000);
    const running = startCli(['classify', '-'], { cwd, input });
    running.child.stdout?.once('data', () => running.child.stdout?.destroy());
    expect((await running.ended).stderr).toBe('');
  });
});
