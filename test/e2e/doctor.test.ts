import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { examine } from '../../src/runs/doctor/doctor.ts';
import type { Diagnosis } from '../../src/contract/runs/diagnosis.ts';
import { writeProject } from './small-project.ts';
import { eagerWorld } from './verify-project.ts';

const MODEL = 'llama-4-scout';

/** A server of which a test says what it lists, and what its clock shows. */
async function serve(
  listed: readonly string[],
  clock: Date = new Date(),
  version: string | null = null,
): Promise<string> {
  const server = createServer((request, response) => {
    const isList = request.url === '/v1/models';
    const isCall = request.url === '/v1/chat/completions';
    const isVersion = request.url === '/version' && version !== null;
    const status = isList || isVersion ? 200 : isCall ? 401 : 404;
    response.writeHead(status, { 'content-type': 'application/json', date: clock.toUTCString() });
    const list = { object: 'list', data: listed.map((id) => ({ id, object: 'model' })) };
    const answer = isList ? list : { version };
    response.end(
      JSON.stringify(status === 200 ? answer : { error: { message: 'Unauthorized', code: status } }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function projectOn(baseUrl: string, credentials: object | 'none' = 'none'): Promise<string> {
  return projectOf({ provider: 'openai-compatible', server: 'vllm', baseUrl, credentials });
}

async function projectOf(asked: object): Promise<string> {
  const offers = { vllm: { id: MODEL }, watsonx: { id: MODEL } };
  const model = { modalities: ['text'], contextTokens: null, maxOutputTokens: null, offers };
  const target = { id: 'mine', model: 'scout', ...asked };
  const config = { schemaVersion: 1, source: 'live', models: { scout: model }, targets: [target] };
  const suite = {
    archetype: 'a',
    prompts: [{ id: 'one', messages: [{ role: 'user', content: 'Say it.' }] }],
  };
  return writeProject({ 'llama-contract.config.yaml': config, 'suites/a.yaml': suite });
}

async function rowsOf(
  root: string,
  call = false,
  targets: readonly string[] | null = null,
): Promise<readonly Diagnosis[]> {
  const config = join(root, 'llama-contract.config.yaml');
  const rows: Diagnosis[] = [];
  const { signal } = new AbortController();
  for await (const row of examine({ config, targets, call }, eagerWorld(), signal)) rows.push(row);
  return rows;
}

function spelt(rows: readonly Diagnosis[]): readonly string[] {
  return rows.map(({ state, what }) => `${state} ${what}`);
}

describe('a doctor', () => {
  it('finds a server that answers and lists the model ready, and tells what no golden holds', async () => {
    const rows = await rowsOf(await projectOn(await serve([MODEL])));
    expect(spelt(rows).slice(2)).toEqual([
      'ok suites and goldens',
      'doubt suites and goldens',
      'ok credentials of mine',
      'ok endpoint of mine',
      'ok version of mine',
      'ok model of mine',
    ]);
  });

  it.each([
    ['0.23.0', 'it says that it is 0.23.0'],
    [null, 'unknown: /version does not say it'],
  ])('says what the server says of its own version, %j', async (version, finding) => {
    const rows = await rowsOf(await projectOn(await serve([MODEL], new Date(), version)));
    expect(rows.find(({ what }) => what === 'version of mine')).toMatchObject({ state: 'ok', finding });
  });

  it('names the model that was meant where the server lists another spelling', async () => {
    const rows = await rowsOf(await projectOn(await serve(['llama-4-scouts'])));
    expect(rows.at(-1)).toMatchObject({
      state: 'problem',
      mend: expect.stringContaining('did you mean "llama-4-scouts"?'),
    });
  });

  it('says which variables are missing, asks nobody with them, and shows no value', async () => {
    const root = await projectOn(await serve([MODEL]), { bearer: 'A_KEY_OF_MINE' });
    const rows = await rowsOf(root);
    expect(rows.at(-1)).toMatchObject({
      state: 'problem',
      of: 'setup',
      finding: expect.stringMatching(/^environment variable A_KEY_OF_MINE is not set/),
    });
  });

  it('names every variable that one target lacks, those of its settings too', async () => {
    const settings = { version: '2026-08-05', project_id: '${A_PROJECT_OF_MINE}' };
    const credentials = { apiKey: 'A_KEY_OF_MINE' };
    const root = await projectOf({ provider: 'watsonx', region: 'us-south', credentials, settings });
    const findings = (await rowsOf(root))
      .filter(({ state }) => state === 'problem')
      .map(({ finding }) => finding);
    expect(findings).toEqual([
      expect.stringContaining('A_KEY_OF_MINE'),
      expect.stringContaining('A_PROJECT_OF_MINE'),
    ]);
  });

  it('says where nothing answers', async () => {
    const rows = await rowsOf(await projectOn('http://127.0.0.1:1'));
    expect(rows.at(-1)).toMatchObject({
      state: 'problem',
      of: 'network',
      what: 'endpoint of mine',
      mend: expect.stringContaining('answers from this machine'),
    });
  });

  it('shows no key that somebody wrote into an address, nor in how to mend it', async () => {
    const key = 'sk-proj-AbCdEf0123456789AbCdEf0123456789';
    const rows = await rowsOf(await projectOn(`http://127.0.0.1:1/${key}`));
    expect(rows.some(({ what }) => what === 'endpoint of mine')).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it.each([
    ['doubt', 60_000],
    ['problem', 600_000],
  ])('calls clocks apart a %s at %i ms', async (state, ms) => {
    const rows = await rowsOf(await projectOn(await serve([MODEL], new Date(Date.now() + ms))));
    expect(spelt(rows)).toContain(`${state} clock beside mine`);
  });

  it('spends a token only where it is told to, and says who is not let in', async () => {
    const root = await projectOn(await serve([MODEL]));
    expect(spelt(await rowsOf(root)).join()).not.toContain('call to');
    const [last] = (await rowsOf(root, true)).slice(-1);
    expect(last).toMatchObject({
      state: 'problem',
      what: 'call to mine',
      finding: expect.stringContaining('authentication'),
    });
  });

  it('gives every problem of a file as a row, and an unknown target as an error', async () => {
    const broken = await writeProject({
      'llama-contract.config.yaml': { schemaVersion: 1, targets: [{}], nonsense: 1 },
    });
    const rows = await rowsOf(broken);
    expect(rows.filter(({ state }) => state === 'problem').length).toBeGreaterThan(1);
    const root = await projectOn(await serve([MODEL]));
    await expect(rowsOf(root, false, ['mien'])).rejects.toMatchObject({
      problems: [{ mend: 'did you mean "mine"?' }],
    });
  });
});
