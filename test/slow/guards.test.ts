import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { GuardName } from '../../src/contract/errors/guard-error.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import { serveHttp } from '../transport/loopback.ts';
import type { Limits, Told } from './hostile-client.ts';
import { SERVERS } from './hostile-servers.ts';

interface Case {
  readonly server: keyof typeof SERVERS;
  readonly row: string;
  readonly mode: Mode;
  readonly guard: GuardName | null;
  /** Some text had come and was kept. */
  readonly partial: boolean;
  /** All of the answer had come, so the end of the reading takes nothing from it. */
  readonly complete?: true;
  readonly limits?: Limits;
}

const CASES: readonly Case[] = [
  {
    server: 'a slow drip',
    row: 'vllm',
    mode: 'stream',
    guard: 'total-timeout',
    limits: { totalMs: 2_000 },
    partial: true,
  },
  {
    server: 'a slow drip of one body',
    row: 'vllm',
    mode: 'send',
    guard: 'total-timeout',
    limits: { totalMs: 2_000 },
    partial: false,
  },
  { server: 'an endless stream', row: 'vllm', mode: 'stream', guard: 'event-count', partial: true },
  {
    server: 'an endless stream',
    row: 'watsonx',
    mode: 'stream',
    guard: 'response-bytes',
    partial: true,
    limits: { guards: { maxEvents: 1e9 } },
  },
  {
    server: 'an endless stream of large events',
    row: 'vllm',
    mode: 'stream',
    guard: 'response-characters',
    partial: true,
  },
  {
    server: 'an endless stream of reasoning',
    row: 'vllm',
    mode: 'stream',
    guard: 'response-characters',
    partial: false,
  },
  { server: 'an endless call', row: 'vllm', mode: 'stream', guard: 'response-characters', partial: false },
  { server: 'an event without an end', row: 'vllm', mode: 'stream', guard: 'event-bytes', partial: true },
  { server: 'an event of endless lines', row: 'vllm', mode: 'stream', guard: 'event-bytes', partial: true },
  { server: 'endless comments', row: 'vllm', mode: 'stream', guard: 'event-bytes', partial: true },
  { server: 'a body of 2 GB', row: 'vllm', mode: 'send', guard: 'response-bytes', partial: false },
  { server: 'a compressed bomb', row: 'vllm', mode: 'send', guard: 'response-bytes', partial: false },
  {
    server: 'a compressed bomb of one event',
    row: 'vllm',
    mode: 'stream',
    guard: 'event-bytes',
    partial: true,
  },
  { server: 'a server that never closes', row: 'vllm', mode: 'stream', guard: 'idle-timeout', partial: true },
  {
    server: 'a server that never closes after its finish',
    row: 'vllm',
    mode: 'stream',
    guard: 'idle-timeout',
    partial: true,
    complete: true,
  },
  {
    server: 'a server that is silent after its head',
    row: 'vllm',
    mode: 'stream',
    guard: 'idle-timeout',
    partial: false,
  },
  {
    server: 'a server that sends no output',
    row: 'vllm',
    mode: 'stream',
    guard: 'first-output-timeout',
    limits: { firstOutputMs: 1_500 },
    partial: false,
  },
  {
    server: 'a server that says nothing',
    row: 'vllm',
    mode: 'send',
    guard: 'headers-timeout',
    partial: false,
  },
  { server: 'endless frames', row: 'bedrock-converse', mode: 'stream', guard: 'event-count', partial: true },
  {
    server: 'endless native frames',
    row: 'bedrock-invoke-llama',
    mode: 'stream',
    guard: 'response-bytes',
    partial: true,
  },
  {
    server: 'a frame that claims 20 MB',
    row: 'bedrock-converse',
    mode: 'stream',
    guard: 'event-bytes',
    partial: true,
  },
  { server: 'a frame that claims 2 GB', row: 'bedrock-converse', mode: 'stream', guard: null, partial: true },
];

const MIB = 1024 * 1024;
/**
 * Twenty times the largest body that is kept, whatever is sent: what the heap has not yet given back is in it. It is of a
 * process of its own, and was no more on one processor that two others kept busy.
 */
const MOST_GROWTH = 320 * MIB;
const run = promisify(execFile);
const lines: string[] = [];

async function meet(hostile: Case): Promise<{ readonly outcome: Told; readonly closed: boolean }> {
  const opened: ServerResponse[] = [];
  await using server = await serveHttp((request, response) => {
    request.resume();
    if (request.url?.includes('/identity/token') === true) {
      response.setHeader('content-type', 'application/json');
      response.end('{"access_token":"t","expires_in":3600,"expiration":4102444800}');
      return;
    }
    opened.push(response);
    response.on('error', () => undefined);
    SERVERS[hostile.server](response);
  });
  const client = new URL('hostile-client.ts', import.meta.url).pathname;
  const url = `http://127.0.0.1:${server.port}`;
  const { stdout } = await run(process.execPath, [
    client,
    url,
    hostile.row,
    hostile.mode,
    JSON.stringify(hostile.limits ?? {}),
  ]);
  const open = opened.filter(({ destroyed }) => !destroyed);
  await Promise.race([
    Promise.all(open.map((response) => once(response, 'close'))),
    new Promise((resolve) => setTimeout(resolve, 30_000)),
  ]);
  return {
    outcome: JSON.parse(stdout),
    closed: opened.length > 0 && opened.every(({ destroyed }) => destroyed),
  };
}

describe('a client survives', () => {
  it.each(CASES)('$server ($row, $mode), stopped by $guard', async (hostile) => {
    const { outcome, closed } = await meet(hostile);
    const growth = outcome.peakBytes - outcome.baseBytes;
    lines.push(
      [
        hostile.server.padEnd(40),
        (outcome.guard ?? outcome.kind ?? 'none').padEnd(22),
        `${(outcome.tookMs / 1_000).toFixed(2)} s`.padStart(8),
        `peak ${Math.round(outcome.peakBytes / MIB)} MiB`.padStart(13),
        `(+${Math.round(growth / MIB)})`.padStart(7),
        `kept ${((outcome.evidenceBytes ?? 0) / MIB).toFixed(2)} MiB, ${outcome.partialText} characters`,
      ].join(' '),
    );
    if (hostile.complete === true) expect(outcome).toMatchObject({ finish: 'stop' });
    else {
      const cut = hostile.guard === null ? 'broken-off' : 'guard-cut';
      expect(outcome).toMatchObject({ guard: hostile.guard, class: cut });
    }
    expect(outcome.partialText > 0).toBe(hostile.partial);
    expect(closed).toBe(true);
    expect(growth).toBeLessThan(MOST_GROWTH);
  });
});

afterAll(() => {
  process.stdout.write(`\n${lines.join('\n')}\n`);
});
