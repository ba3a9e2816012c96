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
import { readAccountsFile } from '../../src/store/run/accounts-file.ts';
import { listRuns } from '../../src/store/run/find-run.ts';
import { readReport } from '../../src/store/run/read-report.ts';
import { readLedger } from '../../src/store/ledger/read-ledger.ts';
import { ask, HELLO } from '../traffic/proxy-stage.ts';
import { answerShortly, ENV, openUpstream, writeMigration } from '../traffic/shadow-stage.ts';

const startedSchema = z.object({ url: z.string() });

async function startIn(root: string, ...more: readonly string[]) {
  const args = [CLI, 'shadow', '--proxy', '--source', 'live', '--json', ...more];
  const child = spawn(NODE, args, {
    cwd: root,
    env: { ...PLAIN, ...ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.resume();
  const [first] = await once(createInterface(child.stdout), 'line');
  const { url } = startedSchema.parse(JSON.parse(String(first)));
  const askAs = (client: string): Promise<Response> =>
    ask(`${url}/v1/chat/completions`, { ...HELLO, n: 1 }, { headers: { 'x-client-id': client } });
  return { child, askAs };
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
    const proxy = await startIn(root, '--serve-only');
    expect((await proxy.askAs(client)).headers.get('x-llama-contract-arm')).toBe('candidate');
    while ((await keptIn(root)) <= at) await sleep(10);
    proxy.child.kill('SIGKILL');
    await once(proxy.child, 'exit');
  }
  // The third may have been killed before it wrote its rollback down; whoever comes next does.
  const last = await startIn(root, '--serve-only');
  expect((await last.askAs('ada')).headers.get('x-llama-contract-arm')).toBe('baseline');
  while ((await readLedger(root, 'move'))?.entries.at(-1)?.body.kind !== 'rollback') await sleep(10);
  last.child.kill('SIGTERM');
  expect(await once(last.child, 'exit')).toEqual([0, null]);
  upstream.close();
});

it('a proxy that is killed leaves each live answer that has no twin counted as such', async () => {
  // What is asked again has no place for that field: it is never answered.
  const upstream = await openUpstream((asked, response) => {
    if (asked.body.includes('"n":1')) answerShortly(asked, response);
  });
  const root = await writeMigration({ shadow: { inFlight: 1 } }, upstream);
  const proxy = await startIn(root);
  const statuses = [1, 2, 3, 4, 5].map(async () => (await proxy.askAs('ada')).status);
  expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 200]);
  const folders = (): Promise<readonly string[]> => listRuns(join(root, 'reports'));
  const waiting = async (): Promise<number> => {
    const [folder] = await folders();
    return folder === undefined ? 0 : ((await readAccountsFile(folder).catch(() => null))?.waiting ?? 0);
  };
  while ((await waiting()) < 4) await sleep(10);
  proxy.child.kill('SIGKILL');
  await once(proxy.child, 'exit');
  upstream.close();
  const next = await startIn(root);
  const [folder = ''] = await folders();
  const { shadow } = await readReport(folder);
  expect(shadow).toMatchObject({
    accounts: { arrivals: 5, sent: 1, expired: 1, waiting: 0, dropped: { killed: 4 } },
    twins: { both: 0, missing: 1 },
  });
  next.child.kill('SIGTERM');
  expect(await once(next.child, 'exit')).toEqual([0, null]);
});
