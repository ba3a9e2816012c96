import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { shadowReportSchema } from '../../src/contract/traffic/shadow-report.ts';
import { listRuns } from '../../src/store/run/find-run.ts';
import { readReport } from '../../src/store/run/read-report.ts';
import { isBalanced } from '../../src/traffic/open-accounts.ts';
import { startCli, type Running } from '../e2e/run-cli.ts';
import {
  answerShortly,
  ENV,
  openStage,
  openUpstream,
  say,
  writeMigration,
  type Answer,
} from '../traffic/shadow-stage.ts';

const MIB = 1024 * 1024;

function severalWays(...ways: readonly Answer[]): Answer {
  let asked = 0;
  return (request, response) => {
    asked += 1;
    ways[asked % ways.length]?.(request, response);
  };
}

const failing: Answer = (_asked, response) => {
  response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"message":"internal"}}');
};
const resetting: Answer = (_asked, response) => {
  response.destroy();
};

it('endpoints that fail, break off and send without end hold nothing up, and no more of them than a bound is held', async () => {
  const endless: Answer = (_asked, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const piece = Buffer.alloc(MIB, 'a');
    let left = 100;
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(piece)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    response.on('error', () => {});
    more();
  };
  const upstream = await openUpstream(severalWays(endless, failing, resetting, answerShortly));
  const stage = await openStage({ upstream, traffic: { shadow: { inFlight: 4 } } });
  const before = process.memoryUsage().rss;
  let most = 0;
  for (let at = 0; at < 12; at += 1) expect(await stage.mirror(say(`Name city ${at}`))).toBe(202);
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  await stage.settled();
  clearInterval(watching);
  const accounts = await stage.sink.close();
  upstream.close();
  expect([accounts.arrivals, accounts.sent, accounts.answered + accounts.failed]).toEqual([12, 12, 12]);
  expect(accounts.failed).toBeGreaterThan(0);
  expect(upstream.most()).toBeLessThanOrEqual(4);
  // Who serves is in this process too; whole, the answers would be 900 MiB and more.
  expect(most - before).toBeLessThan(400 * MIB);
});

it('endpoints that never answer hold as many requests as may be asked and may wait, and those no longer than they may', async () => {
  const upstream = await openUpstream(() => {});
  const shadow = { inFlight: 2, queue: { requests: 3, bytes: MIB }, expireSeconds: 5 };
  const stage = await openStage({ upstream, traffic: { shadow } });
  for (let at = 0; at < 10; at += 1) expect(await stage.mirror(say(`Name city ${at}`))).toBe(202);
  const full = stage.sink.accounts();
  expect([full.waiting + full.asking, full.dropped['queue-full']]).toEqual([5, 5]);
  await stage.settled();
  const accounts = await stage.sink.close();
  upstream.close();
  const { sent, expired, dropped } = accounts;
  // What waited behind them had no time left, or next to none.
  expect([sent + dropped['too-old'], expired, dropped['queue-full'], isBalanced(accounts)]).toEqual([
    5,
    sent,
    5,
    true,
  ]);
  const [run] = stage.sealed;
  expect([run?.accounts.expired, run?.report.summary.counts.missing]).toEqual([sent, 3 * sent]);
});

const SINK = ['shadow', '--sink', '--source', 'simulate', '--json'];
const lineSchema = z.looseObject({ what: z.string(), url: z.string().optional() });

async function urlOf(running: Running): Promise<string> {
  for (;;) {
    const lines = running.stdout().split('\n').slice(0, -1);
    const found = lines
      .map((line) => lineSchema.parse(JSON.parse(line)))
      .find(({ what }) => what === 'listening');
    if (found?.url !== undefined) return found.url;
    await sleep(10);
  }
}

async function sentOf(url: string): Promise<number> {
  const response = await fetch(`${url}/healthz`);
  return z.looseObject({ sent: z.int() }).parse(await response.json()).sent;
}

/** Mirrors without end from so many clients, until the other side is gone. */
async function pour(
  url: string,
  clients: number,
): Promise<{ readonly posted: number; readonly taken: number }> {
  let [posted, taken] = [0, 0];
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (;;) {
        posted += 1;
        const sent = fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(say(`Name city ${posted}`)),
        });
        const response = await sent.catch(() => null);
        if (response === null) return;
        await response.arrayBuffer().catch(() => null);
        taken += 1;
      }
    }),
  );
  return { posted, taken };
}

it('a process that is killed at any moment leaves accounts that balance, which the next one closes', async () => {
  const cwd = await writeMigration({ shadow: { queue: { requests: 40, bytes: MIB }, inFlight: 3 } }, null);
  const poured: { readonly posted: number; readonly taken: number }[] = [];
  for (const sent of [0, 1, 4, 12, 30]) {
    const sink = startCli(SINK, { cwd });
    const url = await urlOf(sink);
    const pouring = pour(url, 4);
    while ((await sentOf(url)) < sent) await sleep(1);
    sink.child.kill('SIGKILL');
    await sink.ended;
    poured.push(await pouring);
  }
  const last = startCli(SINK, { cwd });
  await urlOf(last);
  last.child.kill('SIGTERM');
  const { code, stdout } = await last.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/"what":"ended","exitCode":0/);

  const folders = await listRuns(join(cwd, 'reports'));
  // A process that was killed before it sent any may have none.
  expect(folders.length).toBeGreaterThanOrEqual(4);
  const accounts = await Promise.all(
    folders.map(async (folder) => shadowReportSchema.parse((await readReport(folder)).shadow).accounts),
  );
  expect(accounts.map(isBalanced)).toEqual(accounts.map(() => true));
  expect(accounts.map(({ waiting, asking }) => waiting + asking)).toEqual(accounts.map(() => 0));
  for (const each of accounts) {
    // What was answered was counted, but for the one on which it was just then at work.
    const life = poured.filter(({ posted, taken }) => each.arrivals <= posted && each.arrivals >= taken - 1);
    expect(life.length).toBeGreaterThan(0);
  }
  expect(accounts.reduce((sum, { expired }) => sum + expired, 0)).toBeGreaterThan(0);
});

it('a disk that is full ends the sink, and nobody who mirrors to it', async ({ skip }) => {
  const cwd = await writeMigration({}, null);
  const disk = await mkdtemp(join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    skip('this process may mount no disk of its own');
  }
  try {
    const sink = startCli([...SINK, '--out', join(disk, 'reports')], { cwd, env: ENV });
    const { taken } = await pour(await urlOf(sink), 2);
    const { code, stderr } = await sink.ended;
    expect([code, stderr]).toEqual([3, expect.stringContaining('no space is left on the disk')]);
    expect(taken).toBeGreaterThan(10);
  } finally {
    execFileSync('/bin/umount', [disk]);
  }
});
