import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CLI, NODE, runCli, start } from './run-cli.ts';
import { runMany } from './run-many.ts';

const folder = mkdtempSync(join(tmpdir(), 'llama-contract-decode-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const body = '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}';
const line = (id: string): string =>
  JSON.stringify({
    id,
    wire: 'openai-chat',
    server: 'vllm',
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      bodyBase64: Buffer.from(body).toString('base64'),
    },
  });
const ids = (stdout: string): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((answer) => JSON.parse(answer).id);

it('decode answers a file line by line, and a bad line in its place', async () => {
  const path = join(folder, 'recorded.jsonl');
  writeFileSync(path, `${line('one')}\n{"id":"two", oops\n${line('three')}`);
  const [ended] = await runMany([{ cwd: folder, args: ['decode', path] }]);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ids(ended?.stdout ?? '')).toEqual(['one', 'two', 'three']);
});

it('decode reads stdin', async () => {
  const { code, stdout } = await runCli(['decode', '-'], { cwd: folder, input: `${line('one')}\n` });
  expect({ code, ids: ids(stdout) }).toEqual({ code: 0, ids: ['one'] });
});

it.each([
  ['no such file', 'nowhere.jsonl', /nowhere\.jsonl cannot be read: it does not exist/],
  ['a folder', '.', /cannot be read: it is a folder/],
])('decode of %s is an error of usage', async (_name, path, message) => {
  const [ended] = await runMany([{ cwd: folder, args: ['decode', path] }]);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended?.stderr).toMatch(message);
});

it('decode is quiet when its reader has seen enough', async () => {
  const path = join(folder, 'many.jsonl');
  writeFileSync(path, Array.from({ length: 1000 }, (_, at) => line(String(at))).join('\n'));
  const script = `"${NODE}" "${CLI}" decode "${path}" | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await start('bash', ['-c', script], { cwd: folder }).ended;
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('0');
});
