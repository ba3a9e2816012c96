import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { compare } from '../../src/runs/compare/compare.ts';
import { findNewestRun } from '../../src/store/run/find-run.ts';
import { readManifest } from '../../src/store/run/read-manifest.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { eagerWorld, recordProject, replayProject, verifyProject } from '../e2e/verify-project.ts';
import { signAgain } from '../store/sign-again.ts';

const CONFIG_FILE = 'llama-contract.config.yaml';
const SAID = {
  vllm: ['0.23.0'],
  llamacpp: ['b6600-5d3c1a2e'],
  sglang: ['0.5.5'],
  tgi: ['3.3.7'],
  ollama: ['0.32.15'],
};

function projectOn(targets: readonly object[]): Promise<string> {
  const [[name, model] = ['', null]] = Object.entries(CONFIG.models);
  const offers = Object.fromEntries(Object.keys(SAID).map((server) => [server, { id: 'scout' }]));
  const models = { [name]: { ...model, offers: { ...model?.offers, ...offers } } };
  return writeProject({ ...SMALL, [CONFIG_FILE]: { ...CONFIG, models, targets } });
}

it('a run keeps what each server says of its own version, nothing else of what is said there, and a replay asks nobody', async () => {
  const servers = Object.keys(SAID).map((server) => ({ ...VLLM, id: server, server }));
  const root = await projectOn([...CONFIG.targets.slice(0, 3), ...servers]);
  const asked = await verifyProject(root, { prompts: ['plain-word'] });
  expect((await readManifest(asked.folder)).servers).toEqual(SAID);
  expect(await readFile(join(asked.folder, 'run.json'), 'utf8')).not.toContain('sk-sglang');
  await recordProject(root, basename(asked.folder));
  const replayed = await replayProject(root, { prompts: ['plain-word'] });
  expect(replayed.report.summary.verdict).toBe('pass');
  expect((await readManifest(replayed.folder)).servers).toEqual({});
});

it("versions that one target's server said in two runs stand beside what differs", async () => {
  const root = await projectOn([VLLM]);
  const [before, after] = [await verifyProject(root), await verifyProject(root)];
  const file = join(before.folder, 'run.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, servers: { vllm: ['0.22.1'] } }));
  await signAgain(before.folder);
  const sides = {
    baseline: `${basename(before.folder)}/vllm`,
    candidate: `${basename(after.folder)}/vllm`,
    migration: null,
  };
  const where = { config: join(root, CONFIG_FILE), out: join(root, 'reports') };
  const { drift } = await compare({ ...where, ...sides }, eagerWorld(), new AbortController().signal);
  expect(drift?.versions).toEqual([
    { of: 'server', name: 'version', baseline: '0.22.1', candidate: '0.23.0' },
  ]);
});

it('a live server is asked once with the keys of its calls, and one that does not say it fails nothing', async () => {
  const token = 'token-of-vllm-0123456789';
  const heard: string[] = [];
  let version: unknown = `0.23.0+${token}`;
  const server = createServer((request, response) => {
    const isVersion = request.url === '/version';
    if (isVersion) heard.push(`${request.headers.authorization} ${String(request.headers['x-team'])}`);
    response.writeHead(isVersion ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isVersion ? { version } : { error: { message: 'no', code: 400 } }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const root = await projectOn([{ ...VLLM, baseUrl, headers: { 'x-team': 'search' } }]);
  const args = ['verify', '--source', 'live', '--prompt', 'plain-word'];
  const kept = [];
  for (const served of [version, 17]) {
    version = served;
    const [ran] = await runMany([{ cwd: root, args }], { TEST_VLLM_TOKEN: token });
    expect(ran?.code).toBe(1);
    kept.push((await readManifest(await findNewestRun(join(root, 'reports'), Date.now()))).servers);
  }
  expect(kept).toEqual([{ vllm: ['0.23.0+***'] }, { vllm: [] }]);
  expect(heard).toEqual([`Bearer ${token} search`, `Bearer ${token} search`]);
});
