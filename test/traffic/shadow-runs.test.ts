import { expect, it } from 'vitest';
import type { ShadowRun } from '../../src/runs/shadow/shadow-run.ts';
import { shadowRuns, type ShadowRuns } from '../../src/runs/shadow/shadow-runs.ts';
import type { KeptRequest } from '../../src/store/live/live-requests.ts';
import { openAccounts } from '../../src/traffic/open-accounts.ts';
import { ask } from '../ask.ts';
import { eagerWorld } from '../e2e/verify-project.ts';
import { manifest, plain, temporaryFolder } from '../store/sample-run.ts';

const KEPT: KeptRequest = {
  id: 'a',
  liveId: null,
  at: '2025-04-01T12:00:00.000Z',
  mode: 'send',
  live: null,
  model: null,
  request: ask({ messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }] }),
  losses: [],
};

/** Runs that are full with two requests or with 100 bytes, and the folders of those that were sealed. */
function open(out: string): { readonly runs: ShadowRuns; readonly sealed: string[] } {
  const sealed: string[] = [];
  let made = 0;
  const runs = shadowRuns(
    {
      out,
      masks: { redact: plain, maskSecrets: plain, countSecrets: () => 0 },
      describe: () => manifest({ run: `20250401-120000-00f${(made += 1)}` }),
      seal: (folder) => {
        sealed.push(folder);
        return Promise.resolve();
      },
      full: { requests: 2, bytes: 100, ms: 1_000_000 },
    },
    () => openAccounts().read(),
    (error) => {
      throw error;
    },
    eagerWorld(),
  );
  return { runs, sealed };
}

async function send(runs: ShadowRuns): Promise<ShadowRun> {
  const run = await runs.take();
  run.send(KEPT, 1);
  return run;
}

it('a run that becomes full while others are in flight is sealed when the last of them is answered, and once', async () => {
  await using folder = await temporaryFolder();
  const { runs, sealed } = open(folder.path);
  const [first, second, third] = [await send(runs), await send(runs), await send(runs)];
  runs.letGo(first);
  // What comes from now on goes with the next.
  const fourth = await send(runs);
  expect(new Set([first, second, third, fourth]).size).toBe(2);
  runs.letGo(second);
  runs.letGo(third);
  await expect.poll(() => sealed).toEqual([first.folder]);
  runs.letGo(fourth);
  await runs.end();
  expect(sealed).toEqual([first.folder, fourth.folder]);
});

it('a run is full with the answers that it keeps too', async () => {
  await using folder = await temporaryFolder();
  const { runs, sealed } = open(folder.path);
  const run = await send(runs);
  run.grow(100);
  runs.letGo(run);
  await expect.poll(() => sealed).toEqual([run.folder]);
  await runs.end();
});
