import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLI, NODE, PLAIN, ROOT, start, type Ended } from '../e2e/run-cli.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { bundledCopy, typeLines } from './bundled-copy.ts';
import { JOB_SCHEMA } from './job-schema.ts';
import { HAS_REDIS, startRedis, type RealRedis } from './real-redis.ts';

const page = await readFile(join(ROOT, 'docs/scale.md'), 'utf8');
const manifest = parse(await readFile(join(ROOT, 'docs/kubernetes.yaml'), 'utf8'));

const [, oneProcess = ''] = /^```sh\n([^]*?)^```/m.exec(page) ?? [];
const [, workers = ''] = /^```sh workers\n([^]*?)^```/m.exec(page) ?? [];

it('a run of one process goes on as the page says', async () => {
  const { code, stdout } = await typeLines(oneProcess, await bundledCopy());
  expect([code, stdout.match(/^PASS {2}192 of 192 /gm)?.length]).toEqual([0, 2]);
});

it('its manifest has the form of a Job', () => {
  const valid = new Ajv2020({ strict: false }).compile(JOB_SCHEMA);
  valid(manifest);
  expect(valid.errors).toBe(null);
  valid({ ...manifest, spec: { ...manifest.spec, completionsMode: 'Indexed' } });
  expect(valid.errors).toHaveLength(1);
  const { containers, volumes } = manifest.spec.template.spec;
  const [{ name, volumeMounts }] = containers;
  expect(manifest.spec.podFailurePolicy.rules[1].onExitCodes.containerName).toBe(name);
  expect(volumeMounts.map((mount: { name: string }) => mount.name)).toEqual(
    volumes.map((volume: { name: string }) => volume.name),
  );
});

describe.skipIf(!HAS_REDIS)('with a Redis', () => {
  let redis: RealRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('a run of workers ends as the page says', async () => {
    const lines = workers
      .replace('redis://127.0.0.1:6379', redis.url)
      .replace(/^npm install (.*)$/m, 'echo "installed: $1"');
    expect(lines).toContain('installed: bullmq@6 ioredis@6');
    const { code, stdout, stderr } = await typeLines(`${lines}wait\n`, await bundledCopy());
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^PASS {2}192 of 192 /m);
    expect(stderr.match(/ cases? answered$/gm)).toHaveLength(2);
  });

  it('the commands of the container do what the Job is for', async () => {
    const config = { ...CONFIG, targets: [VLLM] };
    const cwd = await writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
    await mkdir(join(cwd, 'bin'));
    const command = `#!/bin/sh\nexec '${NODE}' '${CLI}' "$@"\n`;
    await writeFile(join(cwd, 'bin/llama-contract'), command, { mode: 0o755 });
    const [{ command: shell, args }] = manifest.spec.template.spec.containers;
    const env = {
      PATH: [join(cwd, 'bin'), PLAIN.PATH].join(delimiter),
      REPORTS: join(cwd, 'kept'),
      REDIS_URL: redis.url,
    };
    const pod = (index: number): Promise<Ended> =>
      start(shell[0], [...shell.slice(1), ...args], {
        cwd,
        env: { ...env, JOB_COMPLETION_INDEX: `${index}` },
      }).ended;
    const ended = await Promise.all([pod(0), pod(1), pod(2)]);
    expect(ended.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    expect(ended[0].stdout).toMatch(/^PASS {2}6 of 6 /);
    const runs = async (): Promise<readonly string[]> =>
      (await readdir(join(cwd, 'kept'))).filter((name) => name.startsWith('2'));
    const [run] = await runs();
    // The pod of index 0 that comes back goes on with what lies there.
    const again = await pod(0);
    expect([again.code, await runs()]).toEqual([0, [run]]);
  });
});
