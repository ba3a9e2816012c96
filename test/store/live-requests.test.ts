import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BARE_REQUEST } from '../../src/contract/exchanges/request.ts';
import { openLiveRequests, readLiveRequests } from '../../src/store/live/live-requests.ts';
import { temporaryFolder } from './sample-run.ts';

const KEPT = {
  id: 'a:shadow',
  liveId: null,
  at: '2026-11-27T00:00:00.000Z',
  mode: 'send',
  live: null,
  model: null,
  request: {
    ...BARE_REQUEST,
    requestId: 'r',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  },
  losses: [],
} as const;

describe('live requests', () => {
  it('are refused where their run was removed, so that nothing more is asked that nobody can keep', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'live-requests-'));
    const file = openLiveRequests(folder, (text) => text);
    file.add(KEPT);
    expect(await readLiveRequests(folder)).toEqual([KEPT]);
    await rm(folder, { recursive: true });
    expect(() => file.add(KEPT)).toThrow('was removed while it was written');
    file.close();
  });

  it('are refused too where a copy of their run stands in its place, into which nothing is written', async () => {
    await using dir = await temporaryFolder();
    const folder = join(dir.path, 'run');
    const copy = join(dir.path, 'copy');
    await mkdir(folder);
    const file = openLiveRequests(folder, (text) => text);
    file.add(KEPT);
    await cp(folder, copy, { recursive: true });
    await rm(folder, { recursive: true });
    await rename(copy, folder);
    expect(() => file.add(KEPT)).toThrow('was removed while it was written');
    file.close();
    expect(await readLiveRequests(folder)).toEqual([KEPT]);
  });

  it('go on where their run is renamed: they are found under its new name', async () => {
    await using dir = await temporaryFolder();
    const folder = join(dir.path, 'run');
    await mkdir(folder);
    const file = openLiveRequests(folder, (text) => text);
    await rename(folder, join(dir.path, 'moved'));
    file.add(KEPT);
    file.close();
    expect(await readLiveRequests(join(dir.path, 'moved'))).toEqual([KEPT]);
  });
});
