import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { verifyProject } from '../e2e/verify-project.ts';

const HEADERS = { 'X-Gateway-Key': { env: 'GATEWAY_KEY' }, 'x-short': { env: 'PIN' }, 'x-team': 'search' };
const FILES = {
  ...SMALL,
  'llama-contract.config.yaml': {
    ...CONFIG,
    targets: CONFIG.targets.map((target) => ({ ...target, headers: HEADERS })),
  },
};

/** Everything that a folder holds, as text. */
async function textsOf(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
  );
  return texts.join('\n');
}

it('a simulated run sends headers on every wire, signed where it signs, and keeps secret ones masked', async () => {
  const root = await writeProject(FILES);
  const { report, folder } = await verifyProject(root);
  expect(report.summary.verdict).toBe('pass');
  const kept = await textsOf(folder);
  expect(kept).toMatch(/"x-gateway-key":\s*"\*\*\*"/);
  expect(kept).toMatch(/"x-short":\s*"\*\*\*"/);
  expect(kept).toMatch(/"x-team":\s*"search"/);
  expect(kept).not.toContain('simulated-x-');

  const shown = await runMany(
    ['bedrock', 'vllm'].map((target) => ({
      cwd: root,
      args: ['show', `${target}/plain-word/send/1`, '--curl'],
    })),
  );
  for (const { code, stdout } of shown) {
    expect(code).toBe(0);
    expect(stdout).toContain('-H "x-gateway-key: $GATEWAY_KEY"');
    expect(stdout).toContain('-H "x-short: $PIN"');
    expect(stdout).toMatch(/-H 'x-team: search'/);
  }
});

it('a run whose configuration is gone still names a variable for each secret', async () => {
  const root = await writeProject(FILES);
  await verifyProject(root, { targets: ['vllm'] });
  const args = ['show', 'vllm/plain-word/send/1', '--curl', '--config', 'gone.yaml'];
  const [shown] = await runMany([{ cwd: root, args }]);
  expect(shown?.stdout).toContain('-H "x-gateway-key: $X_GATEWAY_KEY"');
});

it('a live run needs every variable, and names them all at once', async () => {
  const root = await writeProject(FILES);
  const [ran] = await runMany([{ cwd: root, args: ['verify', '--source', 'live', '--target', 'vllm'] }], {
    TEST_VLLM_TOKEN: 'token-of-vllm',
  });
  expect(ran?.code).toBe(2);
  expect(ran?.stderr).toContain('target "vllm": environment variables GATEWAY_KEY, PIN are not set');
});
