import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli, start, startCli, type Running } from '../e2e/run-cli.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { recordProject, replayProject, verifyProject } from '../e2e/verify-project.ts';

const TARGET = {
  id: 'oci',
  provider: 'oci-genai',
  model: 'llama-4-scout',
  modelId: 'meta.llama-4-scout-17b-16e-instruct',
  region: 'us-chicago-1',
  credentials: { tenancy: 'T_TENANCY', user: 'T_USER', fingerprint: 'T_PRINT', privateKey: 'T_KEY' },
  settings: { compartment_id: '${T_COMPARTMENT}' },
};
const project = (changes: object = {}, source = 'simulate') => ({
  ...SMALL,
  'llama-contract.config.yaml': { ...CONFIG, source, targets: [{ ...TARGET, ...changes }] },
});

let running: Running;
let baseUrl = '';
let env: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  running = startCli(['simulate', '--port', '0', '--json'], { cwd: await writeProject(project()) });
  const line = await new Promise<string>((resolve) => {
    let text = '';
    running.child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text);
    });
  });
  const [seat] = JSON.parse(line).targets;
  const { tenancy, user, fingerprint, privateKey } = seat.credentials;
  baseUrl = seat.configBaseUrl;
  env = {
    T_TENANCY: tenancy,
    T_USER: user,
    T_PRINT: fingerprint,
    T_KEY: privateKey,
    T_COMPARTMENT: seat.settings.compartment_id,
  };
});
afterAll(() => {
  running.child.kill();
});

/** Every file under a folder, as text. */
async function textsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')));
}

it('a live run over sockets passes, keeps no word of its account, and can be repeated by curl', async () => {
  const cwd = await writeProject(project({ baseUrl }, 'live'));
  const { code, stdout } = await runCli(['verify', '--json'], { cwd, env });
  expect([code, JSON.parse(stdout).counts.passed]).toEqual([0, 6]);

  const kept = await textsIn(join(cwd, 'reports'));
  const { T_COMPARTMENT: _open, T_KEY: key = '', ...names } = env;
  const secrets = [...Object.values(names), ...key.split('\n').slice(1, -1)];
  expect(kept.length).toBeGreaterThan(3);
  expect(secrets.filter((secret) => kept.some((text) => text.includes(secret)))).toEqual([]);

  const command = await runCli(['show', 'oci/plain-word/send/1', '--curl'], { cwd, env });
  expect(secrets.filter((secret) => command.stdout.includes(secret))).toEqual([]);
  const tools = await start('sh', ['-c', 'command -v curl && command -v openssl'], { cwd }).ended;
  if (tools.code !== 0) return;
  const repeated = await start('sh', ['-c', command.stdout], { cwd, env }).ended;
  expect(repeated.stdout).toContain('東京');
});

it('a profile of OCI is called with, as an account and as a session, and no word of it is kept', async () => {
  const { T_TENANCY, T_USER, T_PRINT, T_KEY = '', T_COMPARTMENT = '' } = env;
  const changes = { baseUrl, settings: { compartment_id: T_COMPARTMENT } };
  for (const credentials of ['oci-profile', { ociProfile: 'SESSION' }]) {
    const cwd = await writeProject({
      ...project({ ...changes, credentials }, 'live'),
      'home/key.pem': T_KEY,
      'home/token': 'simulated-session',
      'home/config': `[DEFAULT]\ntenancy=${T_TENANCY}\nuser=${T_USER}\nfingerprint=${T_PRINT}\nkey_file=~/key.pem\n[SESSION]\nsecurity_token_file=~/token\n`,
    });
    const home = { HOME: join(cwd, 'home'), OCI_CLI_CONFIG_FILE: '~/config' };
    const { code, stdout } = await runCli(['verify', '--json'], { cwd, env: home });
    expect([code, JSON.parse(stdout).counts.passed]).toEqual([0, 6]);
    const kept = (await textsIn(join(cwd, 'reports'))).join('');
    expect(kept).not.toMatch(/simulated-session|ocid1\.user|PRIVATE/);
    if (credentials === 'oci-profile') continue;
    await rm(join(cwd, 'home/key.pem'));
    const gone = await runCli(['verify'], { cwd, env: home });
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('key.pem: there is no such file')]);
  }
});

it('a key that cannot sign ends the command before a call, and says which variable', async () => {
  const cwd = await writeProject(project({ baseUrl }, 'live'));
  const { code, stderr } = await runCli(['verify'], { cwd, env: { ...env, T_KEY: 'pasted by mistake' } });
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('target "oci": environment variable T_KEY holds no private key'),
  ]);
});

it('whatever befalls it in the simulator is told, and replays to the same without an account', async () => {
  const plants = [
    [{ match: {}, at: 'headers', wire: 'drop-finish' }, 'stream/incomplete'],
    [{ match: { mode: 'stream' }, at: { part: 1 }, wire: 'cut' }, 'stream/incomplete'],
    [
      { match: {}, at: { part: 1 }, wire: 'exception', error: { kind: 'rate_limited' } },
      'error/rate_limited',
    ],
    [{ match: {}, at: 'headers', wire: 'drop-usage' }, 'stream/no-usage'],
  ] as const;
  for (const [fault, code] of plants) {
    const root = await writeProject(project());
    const first = await verifyProject(root, { faults: [fault] });
    const { groups, notes } = first.report.summary;
    expect([...groups, ...notes].map((group) => group.code)).toContain(code);
    await recordProject(root, first.folder);
    const again = await replayProject(root);
    expect(again.report.contentRoot).toBe(first.report.contentRoot);
    expect(again.report.summary.counts).toEqual(first.report.summary.counts);
  }
});
