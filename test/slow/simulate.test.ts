import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  firstLine = await printed(server);
  const { targets }: { targets: readonly Row[] } = JSON.parse(firstLine);
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
    expect(JSON.parse(firstLine)).toMatchObject({ planted: 0 });
    const running = startCli(['simulate', '--port', '0', '--snippets', 'vllm', '--json'], { cwd });
    const document: unknown = JSON.parse(await printed(running));
    running.child.kill();
    expect(violations('simulate', document)).toEqual([]);
    const curl = expect.objectContaining({ client: 'curl', language: 'sh' });
    expect(document).toMatchObject({ targets: [{ snippets: expect.arrayContaining([curl]) }] });
  });

  it.each(['nim', 'vllm'])('answers a plain fetch as %s would', async (id) => {
    const { baseUrl, model, credentials } = rowOf(id);
    const body = { model, messages: [{ role: 'user', content: QUESTION }], stop: [STOP] };
    const headers = bearer(credentials['token']);
    const response = await post(`${baseUrl}/chat/completions`, headers, JSON.stringify(body));
    const { choices } = JSON.parse(await response.text());
    expect(choices[0].message.content).toBe(ANSWER);
    const streamed = await post(
      `${baseUrl}/chat/completions`,
      headers,
      JSON.stringify({ ...body, stream: true }),
    );
    expect(await streamed.text()).toMatch(/data: \[DONE\]\n\n$/);
  });

  it('answers a plain fetch as watsonx would, with a token of its own', async () => {
    const { baseUrl, model, settings } = rowOf('watsonx');
    const token = await issueToken();
    const body = {
      model_id: model,
      project_id: settings['project_id'],
      messages: [{ role: 'user', content: [{ type: 'text', text: QUESTION }] }],
      stop: [STOP],
    };
    const response = await post(
      `${baseUrl}/ml/v1/text/chat?version=${settings['version']}`,
      bearer(token),
      JSON.stringify(body),
    );
    const { choices } = JSON.parse(await response.text());
    expect(choices[0].message.content).toBe(ANSWER);
  });

  it('answers a plain fetch as Bedrock would, signed by hand', async () => {
    const { baseUrl, model, region, credentials } = rowOf('bedrock');
    const url = new URL(`${baseUrl}/model/${encodeURIComponent(model)}/converse`);
    const messages = [{ role: 'user', content: [{ text: QUESTION }] }];
    const body = JSON.stringify({ messages, inferenceConfig: { stopSequences: [STOP] } });
    const signed = signV4({
      url,
      body,
      region: region ?? '',
      accessKeyId: credentials['accessKeyId'] ?? '',
      secretAccessKey: credentials['secretAccessKey'] ?? '',
    });
    const response = await post(url.href, signed, body);
    const { output } = JSON.parse(await response.text());
    expect(output.message.content[0].text).toBe(ANSWER);
  });

  it('refuses who has no key', async () => {
    const { baseUrl, model } = rowOf('vllm');
    const body = JSON.stringify({ model, messages: [{ role: 'user', content: QUESTION }] });
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: bearer('a wrong one'),
      body,
    });
    expect(response.status).toBe(401);
  });

  it('serves a live run, whose curl commands repeat what was asked', async () => {
    const live = await writeProject({
      ...SMALL,
      'llama-contract.config.yaml': {
        ...CONFIG,
        source: 'live',
        targets: CONFIG.targets.map((target) => ({
          ...target,
          baseUrl: rowOf(target.id).configBaseUrl,
          ...('settings' in target ? { settings: rowOf(target.id).settings } : {}),
        })),
      },
    });
    const env = {
      TEST_AWS_KEY: secretOf('bedrock', 'accessKeyId'),
      TEST_AWS_SECRET: secretOf('bedrock', 'secretAccessKey'),
      TEST_IBM_KEY: secretOf('watsonx', 'apiKey'),
      TEST_NIM_TOKEN: secretOf('nim', 'token'),
      TEST_VLLM_TOKEN: secretOf('vllm', 'token'),
    };
    const { code, stdout } = await runCli(['verify', '--json'], { cwd: live, env });
    const { counts, synthetic } = JSON.parse(stdout);
    expect([code, counts.passed, synthetic]).toEqual([0, 24, false]);

    const curl = await start('sh', ['-c', 'command -v curl || true'], { cwd: live }).ended;
    if (curl.stdout === '') return;
    // Not Bedrock: curl 7 does not escape the path that it signs, https://github.com/curl/curl/issues/11794
    const shell = { ...env, TOKEN: await issueToken() };
    for (const id of ['vllm', 'nim', 'watsonx']) {
      const command = await runCli(['show', `${id}/plain-word/send/1`, '--curl'], { cwd: live, env });
      const repeated = await start('sh', ['-c', command.stdout], { cwd: live, env: shell }).ended;
      expect([id, repeated.stdout]).toEqual([id, expect.stringContaining(ANSWER)]);
    }
  });

  it('prints the base that configuration wants beside the one that SDKs want, and how many faults are planted', async () => {
    const faults = { faults: [{ match: { target: 'vllm' }, wire: 'drop-finish' }] };
    await writeFile(join(cwd, 'faults.json'), JSON.stringify(faults));
    const running = startCli(['simulate', '--port', '0', '--faults', 'faults.json'], { cwd });
    const lines = (await printed(running)).split('\n');
    running.child.kill();
    const of = (id: string) => lines.slice(lines.indexOf(id) + 1, lines.indexOf(id) + 3);
    expect(of('vllm')).toEqual([
      expect.stringMatching(/^  base URL +http:\/\/127\.0\.0\.1:\d+\/vllm\/v1$/),
      expect.stringMatching(/^  in config +http:\/\/127\.0\.0\.1:\d+\/vllm$/),
    ]);
    expect(of('bedrock')[1]).toMatch(/^  model /);
    expect(lines).toContain('1 fault planted: what breaks here is meant to break.');
  });

  it('prints ready code for the clients of a target', async () => {
    const running = startCli(['simulate', '--port', '0', '--snippets', 'vllm'], { cwd });
    const code = await printed(running);
    running.child.kill();
    for (const client of ['openai, JavaScript', 'AI SDK', 'LangChain, Python', 'curl, shell']) {
      expect(code).toMatch(new RegExp(`^(?://|#) vllm, simulated: ${client}`, 'm'));
    }
    expect(code).toMatch(/baseURL: "http:\/\/127\.0\.0\.1:\d+\/vllm\/v1"/);
  });

  it('says which targets there are when it has no code for one', async () => {
    const { code, stderr } = await runCli(['simulate', '--port', '0', '--snippets', 'nobody'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('target nobody is not simulated');
  });

  it('says so when its port is taken', async () => {
    const taken = new URL(rowOf('vllm').baseUrl).port;
    const { code, stderr } = await runCli(['simulate', '--port', taken], { cwd });
    expect([code, stderr]).toEqual([
      2,
      `error: port ${taken} is taken\n  mend: choose another with --port, or 0 for a free one\n`,
    ]);
  });

  it('ends in order when it is told to', async () => {
    const other = startCli(['simulate', '--port', '0', '--json'], { cwd });
    await printed(other);
    other.child.kill('SIGINT');
    expect(await other.ended).toMatchObject({ code: 0, stderr: '' });
  });
});
