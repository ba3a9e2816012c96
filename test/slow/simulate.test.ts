import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, start, startCli, type Running } from '../e2e/run-cli.ts';
import { signV4 } from '../e2e/sign-v4.ts';
import { violations } from '../e2e/satisfies.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';

interface Row {
  readonly id: string;
  readonly baseUrl: string;
  readonly configBaseUrl: string;
  readonly model: string;
  readonly region: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
}

const QUESTION = 'Which city is meant? 東京 🗼';
/** Of the prompt: a model that is not told it goes on. */
const STOP = '###';
const ANSWER = 'Tōkyō, 東京 🗼.';

let cwd = '';
let server: Running;
let firstLine = '';
let rows: ReadonlyMap<string, Row> = new Map();

async function printed(running: Running): Promise<string> {
  while (!running.stdout().endsWith('\n')) {
    if (running.child.exitCode !== null) throw new Error(running.stderr());
    await new Promise((soon) => setTimeout(soon, 20));
  }
  return running.stdout();
}

beforeAll(async () => {
  cwd = await writeProject({
    ...SMALL,
    // What is read from the environment when live is made up here.
    'llama-contract.config.yaml': JSON.stringify(CONFIG).replace('test-project', '${NOT_SET_ANYWHERE}'),
  });
  server = startCli(['simulate', '--port', '0', '--json'], { cwd });
  const text = await printed(server);
  const { targets }: { targets: readonly Row[] } = JSON.parse(text);
  firstLine = text;
  rows = new Map(targets.map((row) => [row.id, row]));
});

afterAll(() => {
  server.child.kill();
});

function rowOf(id: string): Row {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`${id} is not simulated`);
  return row;
}

function secretOf(id: string, name: string): string {
  return rowOf(id).credentials[name] ?? '';
}

async function post(url: string, headers: Readonly<Record<string, string>>, body: string) {
  const response = await fetch(url, { method: 'POST', headers, body });
  expect([response.status, url]).toEqual([200, url]);
  return response;
}

const bearer = (token: string | undefined): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  authorization: `Bearer ${token ?? ''}`,
});

async function issueToken(): Promise<string> {
  const { credentials, settings } = rowOf('watsonx');
  const form = new URLSearchParams({
    grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
    apikey: credentials['apiKey'] ?? '',
  });
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const issued = await post(`${settings['iam_url']}/identity/token`, type, form.toString());
  const { access_token: token }: { access_token: string } = JSON.parse(await issued.text());
  return token;
}

describe('simulate', () => {
  it('says where it listens as its published schema has it, and with the code of a target too', async () => {
    expect(violations('simulate', JSON.parse(firstLine))).toEqual([]);
    const running = startCli(['simulate', '--port', '0', '--snippets', 'vllm', '--json'], { cwd });
    const document: unknown = JSON.parse(await printed(running));
    running.child.kill();
    expect(violations('simulate', document)).toEqual([]);
    const curl = expect.objectContaining({ client: 'curl', language: 'sh' });
    expect(document).toMatchObject({ targets: [{ snippets: expect.arrayContaining([curl]) }] });
  });
});
