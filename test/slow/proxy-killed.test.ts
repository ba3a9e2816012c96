import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { CLI, NODE, PLAIN } from '../e2e/run-cli.ts';
import { advance, START, stepOf, textOf } from '../rollout/build-ledger.ts';
import { readLedger } from '../../src/store/ledger/read-ledger.ts';
import { ask, HELLO } from '../traffic/proxy-stage.ts';
import { ENV, openUpstream, writeMigration } from '../traffic/shadow-stage.ts';

const startedSchema = z.object({ url: z.string() });

async function startIn(root: string) {
  const args = [CLI, 'shadow', '--proxy', '--serve-only', '--source', 'live', '--json'];
  const child = spawn(NODE, args, {
    cwd: root,
    env: { ...PLAIN, ...ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const news: string[] = [];
  createInterface(child.stderr).on('line', (line) => news.push(line));
  const [first] = await once(createInterface(child.stdout), 'line');
  const { url } = startedSchema.parse(JSON.parse(String(first)));
  const askAs = (client: string): Promise<Response> =>
    ask(`${url}/v1/chat/completions`, HELLO, { headers: { 'x-client-id': client } });
  return { child, news, askAs };
}

/** How many failures are kept. */
async function keptIn(root: string): Promise<number> {
  const folder = join(root, 'reports/live/move');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return [...texts.join('').matchAll(/"bad":(\d+)/g)].reduce((sum, [, bad]) => sum + Number(bad), 0);
}

function ledgerText(): string {
  const moved = advance(stepOf(0), stepOf(10));
  const [baseline, candidate] = ['vllm', 'nim'].map((target) => ({ ...moved.gate.baseline, target }));
  if (baseline === undefined || candidate === undefined) throw new Error('there are two sides');
  const start = { ...START, baseline: 'vllm', candidate: 'nim' };
  return textOf([
    [0, start],
    [30, { ...moved, gate: { ...moved.gate, baseline, candidate } }],
  ]);
}

it('a proxy that is killed after each failure of the candidate brings traffic back all the same', async () => {
  const upstream = await openUpstream((_asked, response) => response.writeHead(500).end('{}'));
  const pins: Readonly<Record<string, string>> = { ada: 'candidate', bob: 'candidate', cyd: 'candidate' };
  const root = await writeMigration({ pins, attempts: 1 }, upstream);
  await mkdir(join(root, 'rollouts'));
  await writeFile(join(root, 'rollouts/move.jsonl'), ledgerText());
  for (const [at, client] of Object.keys(pins).entries()) {
    const proxy = await startIn(root);
    expect(proxy.news.length).toBe(Math.min(at, 1));
    expect((await proxy.askAs(client)).headers.get('x-llama-contract-arm')).toBe('candidate');
    while ((await keptIn(root)) <= at) await sleep(10);
    proxy.child.kill('SIGKILL');
    await once(proxy.child, 'exit');
  }
  // The third may have been killed before it wrote its rollback down; whoever comes next does.
  const last = await startIn(root);
  expect((await last.askAs('ada')).headers.get('x-llama-contract-arm')).toBe('baseline');
  while ((await readLedger(root, 'move'))?.entries.at(-1)?.body.kind !== 'rollback') await sleep(10);
  last.child.kill('SIGTERM');
  expect(await once(last.child, 'exit')).toEqual([0, null]);
  upstream.close();
});
