import { existsSync } from 'node:fs';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { InputError } from '../../src/contract/problem.ts';
import { listFailed } from '../../src/runs/report/list-failed.ts';
import { packRuns } from '../../src/runs/history/pack-runs.ts';
import { unpackRun } from '../../src/store/run/pack-run.ts';
import { readExchange } from '../../src/store/records/read-exchange.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import { writeProject } from '../e2e/small-project.ts';
import { rejudgeProject, verifyProject } from '../e2e/verify-project.ts';

const world = { clock: { wallMs: () => 0 }, processes: nodeProcesses };
const LINES = ['exchanges.jsonl', 'requests.jsonl'] as const;
const ID = 'vllm/json-note/send/1';

async function run() {
  const root = await writeProject();
  const faults = [{ match: { prompt: 'plain-word' }, at: 'headers', answer: 'usage', value: 0 }] as const;
  const { folder } = await verifyProject(root, { targets: ['vllm', 'bedrock'], faults });
  return { root, folder, out: join(root, 'reports') };
}

const linesOf = (folder: string): Promise<readonly Buffer[]> =>
  Promise.all(LINES.map((name) => readFile(join(folder, name))));

async function readAll(folder: string): Promise<readonly unknown[]> {
  const read: unknown[] = [];
  for await (const each of (await readRun(folder)).records) read.push(each);
  return [
    read,
    await readExchange(folder, ID),
    (await listFailed({ run: folder, out: '', nowMs: Date.now() })).exchanges,
  ];
}

describe('a packed run', () => {
  it('is read as it was, comes to the same roots, and unpacks to the same bytes', async () => {
    const { root, folder, out } = await run();
    const [bytes, read] = [await linesOf(folder), await readAll(folder)];
    const summary = await readFile(join(folder, 'summary.json'), 'utf8');
    const [packed] = await packRuns({ out, runs: [] }, world);
    expect(LINES.map((name) => existsSync(join(folder, name)))).toEqual([false, false]);
    expect(packed).toMatchObject({ run: basename(folder), state: 'sealed', packed: true });
    expect(packed?.bytes).toBeLessThan((packed?.bytesBefore ?? 0) / 2);
    expect(await readAll(folder)).toEqual(read);
    expect(await readFile(join(folder, 'summary.json'), 'utf8')).toBe(summary);
    const again = await rejudgeProject(root, folder);
    expect(again.report.contentRoot).toBe(JSON.parse(summary).contentRoot);
    await unpackRun(folder);
    expect(await linesOf(folder)).toEqual(bytes);
  });

  it('is not packed twice, and is left where it is named once more', async () => {
    const { folder, out } = await run();
    await packRuns({ out, runs: [] }, world);
    expect(await packRuns({ out, runs: [] }, world)).toEqual([]);
    expect(await packRuns({ out, runs: [basename(folder)] }, world)).toHaveLength(1);
    expect(await readAll(folder)).toHaveLength(3);
  });

  it('is unpacked by whoever goes on with it', async () => {
    const { root, folder, out } = await run();
    const bytes = await linesOf(folder);
    await packRuns({ out, runs: [] }, world);
    await expect(verifyProject(root, { targets: ['vllm'], resume: folder })).rejects.toThrow(InputError);
    expect(await linesOf(folder)).toEqual(bytes);
  });

  it('of which packing was cut short is read from what is whole', async () => {
    const { folder, out } = await run();
    const [exchanges = Buffer.alloc(0)] = await linesOf(folder);
    const read = await readAll(folder);
    await packRuns({ out, runs: [] }, world);
    await writeFile(join(folder, 'exchanges.jsonl'), exchanges);
    expect(await readAll(folder)).toEqual(read);
    await packRuns({ out, runs: [] }, world);
    expect(existsSync(join(folder, 'exchanges.jsonl'))).toBe(false);
    expect(await readAll(folder)).toEqual(read);
  });

  it.each([
    ['is cut', (path: string) => truncate(path, 2000)],
    ['is empty', (path: string) => truncate(path, 0)],
    [
      'has another byte',
      async (path: string) => {
        const bytes = await readFile(path);
        bytes.writeUInt8(bytes.readUInt8(1500) ^ 0xff, 1500);
        await writeFile(path, bytes);
      },
    ],
    ['is none', (path: string) => writeFile(path, 'not packed')],
  ])('is refused once its file %s', async (_what, act) => {
    const { folder, out } = await run();
    await packRuns({ out, runs: [] }, world);
    await act(join(folder, 'exchanges.jsonl.zst'));
    await expect(readAll(folder)).rejects.toThrow(InputError);
    await expect(readExchange(folder, ID)).rejects.toThrow(InputError);
  });
});

describe('packing', () => {
  it('refuses a run that is not sealed, and leaves it out where none is named', async () => {
    const { folder, out } = await run();
    await rm(join(folder, 'summary.json'));
    await expect(packRuns({ out, runs: [basename(folder)] }, world)).rejects.toThrow('is not sealed');
    expect(await packRuns({ out, runs: [] }, world)).toEqual([]);
    expect(existsSync(join(folder, 'exchanges.jsonl'))).toBe(true);
  });

  it('refuses a run of which a line was changed, and keeps its lines as they are', async () => {
    const { folder, out } = await run();
    const path = join(folder, 'exchanges.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"passed"', '"failed"'));
    await expect(packRuns({ out, runs: [] }, world)).rejects.toThrow('does not have the content');
    expect([existsSync(path), existsSync(`${path}.zst`)]).toEqual([true, false]);
  });
});
