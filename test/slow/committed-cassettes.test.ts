import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFrames } from '../../src/store/cassettes/frames.ts';
import { BUNDLED, ROOT, runCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';

const FOLDER = join(ROOT, 'fixtures/cassettes');
const MOST_BYTES = 12 * 1024 * 1024;

const files = (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith('.jsonl'));

describe('the committed cassettes', () => {
  it('are those of the core on eight targets, and no more than a review can carry', async () => {
    const sizes = await Promise.all(files.map(async (name) => (await lstat(join(FOLDER, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_BYTES);
    expect(new Set(files.map((name) => name.split('/')[0])).size).toBe(8);
  });

  it('replay to what the simulator is judged by today: no request of an adapter changed since', async () => {
    const cwd = await writeProject({});
    const asked = ['verify', '--config', BUNDLED, '--json', '--tag', 'core'];
    const replayed = await runCli([...asked, '--source', 'replay'], { cwd });
    const simulated = await runCli([...asked, '--source', 'simulate'], { cwd });
    const [again, first] = [JSON.parse(replayed.stdout), JSON.parse(simulated.stdout)];
    expect(again).toMatchObject({
      verdict: 'pass',
      synthetic: true,
      counts: { planned: 960, passed: 952, skipped: 8 },
    });
    expect(again.counts).toEqual(first.counts);
  });

  it('say in words what the bytes of their binary frames are', async () => {
    let framed = 0;
    for (const name of files) {
      for (const line of (await readFile(join(FOLDER, name), 'utf8')).trimEnd().split('\n')) {
        const body = JSON.parse(line).response?.body;
        if (body?.frames === undefined) continue;
        framed += 1;
        expect(writeFrames(body.frames).toString('base64')).toBe(body.base64);
      }
    }
    expect(framed).toBeGreaterThan(50);
  });
});
