import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { snippetsFor } from '../../src/simulator/snippets/snippets-for.ts';
import { MADE_UP_KEY } from '../../src/simulator/oci-genai/made-up-key.ts';
import type { Snippet } from '../../src/contract/wires/seat.ts';
import type { Address } from '../../src/simulator/snippets/snippet.ts';
import { AWS_KEYS, BEDROCK_TOKEN, LLAMA, OPENAI_KEY, serveClients, WATSONX_KEY } from '../clients/stage.ts';

const run = promisify(execFile);
let server: SimulatorServer;
let folder = '';
beforeAll(async () => {
  server = await serveClients();
  folder = await mkdtemp(join(tmpdir(), 'snippets-'));
  await symlink(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

type Reached = Omit<Address, 'baseUrl'> & { readonly provider: string; readonly path: string };

const onBedrock = { provider: 'bedrock', model: LLAMA, region: 'us-east-1', settings: {} };
const REACHED: Readonly<Record<string, Reached>> = {
  'an OpenAI-compatible server': {
    provider: 'openai-compatible',
    path: '/vllm/v1',
    model: 'llama-4',
    region: null,
    settings: {},
    credentials: { kind: 'bearer', token: OPENAI_KEY },
  },
  'Bedrock with keys': {
    ...onBedrock,
    path: '/llama',
    credentials: { kind: 'aws-keys', ...AWS_KEYS, sessionToken: null },
  },
  'Bedrock with a token': {
    ...onBedrock,
    path: '/token',
    credentials: { kind: 'bearer', token: BEDROCK_TOKEN },
  },
  OCI: {
    provider: 'oci-genai',
    path: '/oci',
    model: 'llama-4',
    region: 'us-chicago-1',
    settings: { compartment_id: "o'brien" },
    credentials: MADE_UP_KEY,
  },
  watsonx: {
    provider: 'watsonx',
    path: '/watsonx',
    model: 'llama-4',
    region: 'us-south',
    settings: { version: '2026-08-05', project_id: "o'brien" },
    credentials: { kind: 'ibm-api-key', apiKey: WATSONX_KEY },
  },
};

function snippets(name: string, language: Snippet['language']): readonly Snippet[] {
  const reached = REACHED[name];
  if (reached === undefined) throw new Error(`no address of ${name}`);
  const { provider, path, ...address } = reached;
  return snippetsFor(provider, { ...address, baseUrl: `${server.url}${path}` }).filter(
    (snippet) => snippet.language === language,
  );
}

async function printed(code: string, command: string, file: string): Promise<string> {
  const path = join(folder, file);
  await writeFile(path, code);
  const { stdout } = await run(command, [path], { cwd: folder, timeout: 300_000 });
  return stdout;
}

describe.each(Object.keys(REACHED))('the code printed for %s', (name) => {
  it('runs in JavaScript and gets an answer', async () => {
    const all = await Promise.all(
      snippets(name, 'js').map(({ code }, index) => printed(code, process.execPath, `${name} ${index}.mjs`)),
    );
    expect(all).toEqual(all.map(() => expect.stringContaining('I am a simulated model')));
    expect(all.length).toBeGreaterThan(0);
  });

  // curl signs for neither: for OCI it cannot.
  it.runIf(!['Bedrock with keys', 'OCI'].includes(name))('runs in a shell and gets an answer', async () => {
    const [{ code } = { code: '' }] = snippets(name, 'sh');
    expect(await printed(code, 'sh', `${name}.sh`)).toContain('I am a simulated model');
  });
});
