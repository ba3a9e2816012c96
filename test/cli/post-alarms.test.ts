import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postAlarms } from '../../src/cli/actions/post-alarms.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { changeMonitorFile } from '../../src/store/monitor/monitor-file.ts';
import { holdFolder } from '../../src/store/run/hold-run.ts';
import { buildWindow } from '../monitors/build-window.ts';

let posts = 0;
let onPost = async (): Promise<void> => {};
const receiver = createServer((_request, response) => {
  posts += 1;
  // Long enough for whoever does not wait to read that nothing was posted yet.
  setTimeout(() => void onPost().then(() => response.end()), 100);
});
let url: string;
const NEVER = new AbortController().signal;

beforeAll(async () => {
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const address = receiver.address();
  if (typeof address !== 'object' || address === null) throw new Error('nothing listens');
  url = `http://127.0.0.1:${address.port}/`;
});

afterAll(() => {
  receiver.close();
});

/** A monitor of which each newest request failed. */
async function loudMonitor() {
  const state = join(await mkdtemp(join(tmpdir(), 'post-alarms-')), 'monitor.jsonl');
  const loud = buildWindow(Date.now() - 90_000, { error: 100 });
  await changeMonitorFile(state, nodeWorld(), () => [loud]);
  const rules = { objective: 0.99, everyMinutes: 60 };
  return { out: 'reports', state, rules, maxTokensPerDay: null, targets: null };
}

describe('alarms', () => {
  it('are posted once by monitors of one state that see them at one moment', async () => {
    const monitor = await loudMonitor();
    const before = posts;
    await Promise.all([1, 2].map(() => postAlarms(url, monitor, nodeWorld(), NEVER)));
    expect(posts - before).toBe(1);
  });

  it('are posted, and a warning, where what was posted cannot be kept: whoever posts has a verdict to give', async () => {
    const monitor = await loudMonitor();
    const lines = vi.spyOn(console, 'error').mockImplementation(() => {});
    await mkdir(`${monitor.state}.posted.tmp`);
    const before = posts;
    await postAlarms(url, monitor, nodeWorld(), NEVER);
    expect([posts - before, lines.mock.calls.join('\n')]).toEqual([1, expect.stringMatching(/^warning: /)]);
    lines.mockRestore();
    await expect(readFile(`${monitor.state}.posted`)).rejects.toThrow('ENOENT');
  });

  it('are posted at once where whoever posts hangs and the monitor is to end', async () => {
    const monitor = await loudMonitor();
    await holdFolder(monitor.state, `${monitor.state}.posting`, nodeWorld());
    const before = posts;
    await postAlarms(url, monitor, nodeWorld(), AbortSignal.abort(new Error('interrupted')));
    expect(posts - before).toBe(1);
  });

  it('are posted, and a warning, where the lock of who posts cannot be removed', async () => {
    const monitor = await loudMonitor();
    const lines = vi.spyOn(console, 'error').mockImplementation(() => {});
    const lock = `${monitor.state}.posting`;
    onPost = async () => {
      await rm(lock);
      await mkdir(lock);
    };
    await postAlarms(url, monitor, nodeWorld(), NEVER).finally(() => {
      onPost = async () => {};
    });
    expect(lines.mock.calls.join('\n')).toMatch(/^warning: .*monitor\.jsonl\.posting cannot be removed/);
    lines.mockRestore();
    expect(await readFile(`${monitor.state}.posted`, 'utf8')).toContain('burn');
  });
});
