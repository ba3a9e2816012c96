import { createServer as createHttp } from 'node:http';
import { createServer as createTcp, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, goldenLine, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';

const open: Server[] = [];
afterAll(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((closed) => server.close(closed))));
});

async function listen(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** A server that says these bytes to whoever connects, whatever they ask, and hangs up. */
const banner = (bytes: string | Uint8Array): Promise<string> =>
  listen(
    createTcp((socket: Socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    }),
  );

const http = (status: number, type: string, body: string): Promise<string> =>
  listen(
    createHttp((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
    }),
  );

async function closedPort(): Promise<string> {
  const url = await banner('');
  await new Promise((closed) => open.pop()?.close(closed));
  return url;
}

const HTTP2_SETTINGS = Buffer.from('00000604000000000000050000ffff', 'hex');

interface Row {
  readonly name: string;
  readonly serve: () => Promise<string>;
  readonly code: number;
  readonly kinds: Readonly<Record<string, number>>;
  /** What a person reads of it. */
  readonly says: string;
}

const ROWS: readonly Row[] = [
  { name: 'nobody listens', serve: closedPort, code: 3, kinds: { connection: 2 }, says: 'ECONNREFUSED' },
  {
    name: 'the key is wrong',
    serve: () =>
      http(401, 'application/json', '{"error":{"message":"Unauthorized","type":"Unauthorized","code":401}}'),
    code: 3,
    kinds: { authentication: 2 },
    says: 'Unauthorized',
  },
  {
    name: 'another protocol greets',
    serve: () => banner('220 mail.example ESMTP\r\n'),
    code: 1,
    kinds: { malformed_response: 2 },
    says: 'does not match the HTTP/1.1 protocol',
  },
  {
    name: 'the server speaks HTTP/2 alone',
    serve: () => banner(HTTP2_SETTINGS),
    code: 1,
    kinds: { malformed_response: 2 },
    says: 'does not match the HTTP/1.1 protocol',
  },
  {
    name: 'a page comes with status 200',
    serve: () => http(200, 'text/html', '<html><body>Welcome to nginx!</body></html>'),
    code: 1,
    kinds: { malformed_response: 2 },
    says: 'Welcome to nginx!',
  },
  {
    name: 'a page comes with status 502',
    serve: () => http(502, 'text/html', '<html><body>502 Bad Gateway</body></html>'),
    code: 3,
    kinds: { server_error: 2 },
    says: '502 Bad Gateway',
  },
  {
    name: 'the server hangs up',
    serve: () => banner(''),
    code: 3,
    kinds: { connection: 2 },
    says: 'other side closed',
  },
];

async function projectAt(baseUrl: string): Promise<string> {
  return writeProject({
    ...SMALL,
    'goldens/reference/small.jsonl': goldenLine('plain-word'),
    'llama-contract.config.yaml': {
      ...CONFIG,
      source: 'live',
      defaults: { maxRetries: 0 },
      targets: [{ ...VLLM, baseUrl }],
    },
    'suites/small.yaml': {
      archetype: 'small',
      prompts: [{ id: 'plain-word', messages: [{ role: 'user', content: 'One word.' }], maxOutputTokens: 9 }],
    },
  });
}

type Met = Pick<Ended, 'code' | 'stdout' | 'stderr'> & { readonly cwd: string };
const met = new Map<string, Met>();

beforeAll(async () => {
  const folders: string[] = [];
  for (const { serve } of ROWS) folders.push(await projectAt(await serve()));
  const lines = folders.map((cwd) => ({ cwd, args: ['verify', '--json'] }));
  const results = await runMany(lines, { TEST_VLLM_TOKEN: 'not-a-real-token' });
  for (const [at, { name }] of ROWS.entries()) {
    const result = results[at];
    if (result !== undefined) met.set(name, { ...result, cwd: folders[at] ?? '' });
  }
});

describe('a provider that fails is data, never a crash', () => {
  it.each(ROWS)('when $name', async ({ name, code, kinds, says }) => {
    const ended = met.get(name);
    if (ended === undefined) throw new Error('it was not met');
    const { paths, ...result } = JSON.parse(ended.stdout);
    expect([ended.code, result.exitCode, result.targets[0].errorKinds]).toEqual([code, code, kinds]);
    expect(result.synthetic).toBe(false);
    const run = join(ended.cwd, paths.run);
    expect((await readIds(run)).toSorted()).toEqual(['vllm/plain-word/send/1', 'vllm/plain-word/stream/1']);
    expect(await readJudged(run)).toContain(says);
    expect(ended.stderr).not.toMatch(/internal error|\n\s+at /);
  });
});
