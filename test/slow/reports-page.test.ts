import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ctrfFaults } from '../reports/check-ctrf.ts';
import { junitFaults } from '../reports/check-junit.ts';
import { readAnnotations } from '../reports/read-annotations.ts';
import { CLI, NODE, ROOT, start } from '../e2e/run-cli.ts';

const page = await readFile(join(ROOT, 'docs/reports.md'), 'utf8');
const typed = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'llama-contract-'));
  await mkdir(join(root, 'bin'));
  await writeFile(join(root, 'bin/npx'), `#!/bin/sh\nshift\nexec '${NODE}' '${CLI}' "$@"\n`);
  await chmod(join(root, 'bin/npx'), 0o755);
  for (const name of ['suites', 'goldens', 'fixtures', 'llama-contract.config.yaml'])
    await cp(join(ROOT, name), join(root, name), { recursive: true });
});

afterAll(() => rm(root, { recursive: true, force: true }));

it('whoever types what the page says has each form, and each is what its tools take', async () => {
  const PATH = [join(root, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  expect(typed.length).toBeGreaterThan(2);
  for (const block of typed) {
    const bash = start('/bin/bash', ['-euo', 'pipefail', '-c', block], { cwd: root, env: { PATH } });
    const { code, stdout, stderr } = await bash.ended;
    expect([code, block, code === 0 ? '' : stdout + stderr]).toEqual([0, block, '']);
  }
  const read = (name: string): Promise<string> => readFile(join(root, name), 'utf8');
  expect(junitFaults(await read('report.xml'))).toEqual([]);
  expect(ctrfFaults(JSON.parse(await read('report.ctrf.json')))).toEqual([]);
  expect(await read('report.md')).toMatch(/^## PASS \(SYNTHETIC\)/);
  expect(readAnnotations(await read('report.github.txt'))[0]?.command).toBe('notice');
  expect(JSON.parse(await read('problems.json')).problems[0].message).toContain('nobody');
});
