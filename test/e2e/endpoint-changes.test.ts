import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { writeProject } from './small-project.ts';
import { verifyProject } from './verify-project.ts';

/** Another word for how an answer ended, as after a move to another server. */
const MOVED: readonly Fault[] = [
  { match: { target: 'vllm' }, at: 'headers', answer: 'finish', value: 'eos_token' },
];

let root = '';
beforeEach(async () => {
  root = await writeProject();
});

async function changesOf(changes: Parameters<typeof verifyProject>[1]): Promise<readonly string[]> {
  return (await verifyProject(root, changes)).report.changes;
}

describe('an endpoint that answers otherwise than in the last run that asked it', () => {
  it('is told, once, by the run that shows it', async () => {
    const targets = ['vllm', 'nim'];
    expect(await changesOf({ targets })).toEqual([]);
    expect(await changesOf({ targets })).toEqual([]);
    const [first, ...others] = await changesOf({ targets, faults: MOVED });
    expect(first).toMatch(
      /^vllm is no longer what it was: its word for stop was stop, and is eos_token in run /,
    );
    expect(others).toEqual([]);
    expect(await changesOf({ targets, faults: MOVED })).toEqual([]);
  });

  it('is found behind runs of other targets and runs that came to no end', async () => {
    await verifyProject(root, { targets: ['vllm'] });
    const { folder } = await verifyProject(root, { targets: ['vllm'], faults: MOVED });
    await rm(join(folder, 'summary.json'));
    await verifyProject(root, { targets: ['nim'] });
    expect(await changesOf({ targets: ['vllm'], faults: MOVED })).toHaveLength(1);
  });

  it('is found where the file of the last run is gone, or was changed: its records say the same', async () => {
    const { folder } = await verifyProject(root, { targets: ['vllm'] });
    const file = join(folder, 'fingerprints.json');
    const kept = await readFile(file, 'utf8');
    await rm(file);
    const gone = await verifyProject(root, { targets: ['vllm'], faults: MOVED });
    expect(gone.report.changes).toHaveLength(1);
    await writeFile(join(gone.folder, 'fingerprints.json'), kept);
    expect(await changesOf({ targets: ['vllm'] })).toHaveLength(1);
  });
});
