import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { goldenSchema } from '../../src/contract/suites/prompt.ts';
import { ADA } from '../e2e/foreign-project.ts';
import { serveForeign, type ForeignServer } from '../e2e/foreign-server.ts';
import { CLI, NODE, ROOT, start } from '../e2e/run-cli.ts';

const page = await readFile(join(ROOT, 'docs/goldens.md'), 'utf8');
/** What a reader types; blocks of ```sh live are for his own server. */
const typed = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);

let root = '';
let server: ForeignServer;

/** A name in single quotes for a shell. */
const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'llama-contract-'));
  server = await serveForeign({
    Norway: 'Oslo.',
    'Invoice A-17': '{"number":"A-17","total":42.5}',
    hello: 'Hello, world.',
  });
  // As npx would find the command where the package is installed.
  await mkdir(join(root, 'bin'));
  await mkdir(join(root, 'project'));
  await writeFile(join(root, 'bin/npx'), `#!/bin/sh\nshift\nexec ${quoted(NODE)} ${quoted(CLI)} "$@"\n`);
  await chmod(join(root, 'bin/npx'), 0o755);
});

afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

it('whoever types what the page says, from an empty folder on, has goldens and runs that pass', async () => {
  const env = {
    PATH: [join(root, 'bin'), process.env['PATH'] ?? ''].join(delimiter),
    LLAMA_URL: server.url,
    ...ADA,
  };
  const cwd = join(root, 'project');
  expect(typed.length).toBeGreaterThan(8);
  for (const block of typed) {
    // Each line as a shell with no more patience than a CI has.
    const { code, stdout, stderr } = await start('/bin/bash', ['-euo', 'pipefail', '-c', block], { cwd, env })
      .ended;
    expect([code, block, code === 0 ? '' : stdout + stderr]).toEqual([0, block, '']);
  }
  const by = 'Ada Lovelace <ada@example.org>';
  const lines = (await readFile(join(cwd, 'goldens/reference/first.jsonl'), 'utf8')).trim().split('\n');
  const goldens = lines.map((line) => goldenSchema.parse(JSON.parse(line)));
  expect(
    goldens.map(({ promptId, provenance }) => [promptId, provenance.approvedBy, provenance.reason]),
  ).toEqual([
    ['capital', by, 'still Oslo'],
    ['invoice', by, 'Oslo is the capital; number and total are those of the invoice'],
  ]);
});

/** The keys of a golden, dotted, down to what is told of as a whole. */
function keysOf(schema: z.core.JSONSchema.BaseSchema, path = ''): readonly string[] {
  const own = Object.entries(schema.properties ?? {});
  const isTold = own.length === 0 || ['provenance.run', 'usage'].includes(path);
  if (isTold) return [path];
  return own.flatMap(([key, inner]) =>
    typeof inner === 'boolean' ? [] : keysOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

it('the page names every key of a golden, and no other', () => {
  const named = [...page.matchAll(/^\| `((?:promptId|answer|provenance|usage)[\w.]*)` /gm)].map(
    ([, key = '']) => key,
  );
  const keys = keysOf(z.toJSONSchema(goldenSchema, { io: 'input' }));
  expect(named.toSorted()).toEqual(keys.toSorted());
});

it('many who approve at once, each in a process of his own, lose nothing', async () => {
  const cwd = join(root, 'project');
  await rm(join(cwd, 'goldens'), { recursive: true });
  const cli = (...args: readonly string[]) => start(NODE, [CLI, ...args], { cwd }).ended;
  expect((await cli('verify')).code).toBe(3);
  const prompts = ['capital', 'invoice', 'greeting'];
  const approve = (prompt: string) =>
    cli('golden', 'approve', '--prompt', prompt, '--reason', 'r', '--by', prompt);
  const ended = await Promise.all([...prompts, ...prompts].map(approve));
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, '']));
  expect((await cli('verify')).code).toBe(0);
});
