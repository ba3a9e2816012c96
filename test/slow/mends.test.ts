import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ended } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';

const open: Server[] = [];
afterAll(async () => {
  for (const server of open) server.closeAllConnections();
  await Promise.all(open.map((server) => new Promise((closed) => server.close(closed))));
});

type Answer = readonly [status: number, body: unknown] | 'silence';

/** What each server was asked for, beside chats. */
const asked = new Map<string, string[]>();

async function serve(name: string, chat: Answer, models: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === 'GET') {
      asked.set(name, [...(asked.get(name) ?? []), `${request.url} ${request.headers.authorization}`]);
    }
    const answer = request.method === 'GET' ? models : chat;
    if (answer === 'silence') return;
    const [status, body] = answer;
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? body : JSON.stringify(body));
  });
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const MODEL = 'meta-llama/Llama-4-Scout-17B-16E-Instruct';
const LACKING: Answer = [
  404,
  {
    error: {
      message: `The model \`${MODEL}\` does not exist.`,
      type: 'NotFoundError',
      param: 'model',
      code: 404,
    },
  },
];
const GONE: Answer = [
  410,
  {
    title: 'Gone',
    status: 410,
    detail: `The model '${MODEL}' has reached its end of life on 2026-07-27T00:00:00Z and is no longer available.`,
  },
];
const REFUSED: Answer = [401, { error: { message: 'Unauthorized', type: 'Unauthorized', code: 401 } }];
const BROKEN: Answer = [500, { error: { message: 'internal', type: 'InternalServerError', code: 500 } }];
const listing = (...ids: readonly string[]): Answer => [
  200,
  { object: 'list', data: ids.map((id) => ({ id })) },
];
const ASKED_FOR = `the model asked for is "${MODEL}" (id in offers of models.llama-4-scout)`;
const SPELLING = `${ASKED_FOR}: check its spelling, and that this account and region have it`;

interface Row {
  readonly name: string;
  readonly chat: Answer;
  readonly models: Answer;
  readonly credentials?: unknown;
  readonly kind: string | null;
  readonly mend: (url: string) => string;
  readonly isAsked: boolean;
}

const ROWS: readonly Row[] = [
  {
    name: 'a model under nearly the same name',
    chat: LACKING,
    models: listing('other/model', 'meta-llama/Llama-4-Scout-17B-16E-Instruct-FP8'),
    kind: 'model_not_found',
    mend: () => `${ASKED_FOR}; the server lists "other/model", "${MODEL}-FP8"; did you mean "${MODEL}-FP8"?`,
    isAsked: true,
  },
  {
    name: 'many other models',
    chat: LACKING,
    models: listing(...Array.from({ length: 40 }, (_, at) => `m${at}`)),
    kind: 'model_not_found',
    mend: () =>
      `${ASKED_FOR}; the server lists ${Array.from({ length: 12 }, (_, at) => `"m${at}"`).join(', ')} and 28 more`,
    isAsked: true,
  },
  {
    name: 'no model at all',
    chat: LACKING,
    models: listing(),
    kind: 'model_not_found',
    mend: () => `${ASKED_FOR}, and the server lists no model`,
    isAsked: true,
  },
  {
    name: 'no list',
    chat: LACKING,
    models: BROKEN,
    kind: 'model_not_found',
    mend: () => SPELLING,
    isAsked: true,
  },
  {
    name: 'a page in place of the list',
    chat: LACKING,
    models: [200, '<html>hello</html>'],
    kind: 'model_not_found',
    mend: () => SPELLING,
    isAsked: true,
  },
  {
    name: 'silence in place of the list',
    chat: LACKING,
    models: 'silence',
    kind: 'model_not_found',
    mend: () => SPELLING,
    isAsked: true,
  },
  {
    name: 'the model, which it does not serve',
    chat: LACKING,
    models: listing('other/model', MODEL),
    kind: 'model/retired',
    mend: () =>
      `${ASKED_FOR}, which the server lists and does not serve: a list proves nothing, for hosts keep the ids of models that they have retired; else this account may not call it`,
    isAsked: true,
  },
  {
    name: 'the model, which it has retired',
    chat: GONE,
    models: listing('other/model', MODEL),
    kind: 'model/retired',
    mend: () =>
      `${ASKED_FOR}, and the host has retired it: write a model in its place, here or on another host, and compare the two (migrations:)`,
    isAsked: true,
  },
  {
    name: 'another model, and nothing but errors that do not say so',
    chat: BROKEN,
    models: listing('other/model'),
    kind: 'server_error',
    mend: () => `${ASKED_FOR}; the server lists "other/model"`,
    isAsked: true,
  },
  {
    name: 'the model, and nothing but errors',
    chat: BROKEN,
    models: listing(MODEL),
    kind: null,
    mend: () => '',
    isAsked: true,
  },
  {
    name: 'a refused key',
    chat: REFUSED,
    models: listing(MODEL),
    kind: 'authentication',
    mend: (url) => `check the value of TEST_VLLM_TOKEN: is it a key of ${url}, still valid, pasted whole?`,
    isAsked: false,
  },
  {
    name: 'a wish for a key',
    chat: REFUSED,
    models: listing(MODEL),
    credentials: 'none',
    kind: 'authentication',
    mend: (url) =>
      `${url} asks for a key: write credentials: { bearer: NAME }, the name of a variable that holds it`,
    isAsked: false,
  },
];

const CLOSED = 'http://127.0.0.1:1';
const KEY = 'the-key-of-the-server';
let urls: readonly string[] = [];
let results: readonly Pick<Ended, 'code' | 'stdout' | 'stderr'>[] = [];

beforeAll(async () => {
  urls = await Promise.all(ROWS.map(({ name, chat, models }) => serve(name, chat, models)));
  const targets = [
    ...ROWS.map(({ credentials }, at) => ({ baseUrl: urls[at], ...(credentials ? { credentials } : {}) })),
    { baseUrl: CLOSED },
  ].map((changed, at) => ({ ...VLLM, id: `t${at}`, ...changed }));
  const cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, targets, defaults: { maxRetries: 0 } },
  });
  results = await runMany(
    targets.map(({ id }) => ({
      cwd,
      args: ['verify', '--json', '--source', 'live', '--target', id, '--tag', 'tools', '--mode', 'send'],
    })),
    { TEST_VLLM_TOKEN: KEY },
  );
});

it.each(ROWS.map((row, at) => [row.name, row, at] as const))('%s is told what to check', (_name, row, at) => {
  const { mends } = JSON.parse(results[at]?.stdout ?? '');
  const expected = { kind: row.kind, targets: [`t${at}`], mend: row.mend(urls[at] ?? '') };
  expect(mends).toEqual(row.kind === null ? [] : [expected]);
  // Each once, with the key of the target, however many calls failed.
  const key = row.credentials === 'none' ? 'undefined' : `Bearer ${KEY}`;
  expect(asked.get(row.name) ?? []).toEqual([
    `/version ${key}`,
    ...(row.isAsked ? [`/v1/models ${key}`] : []),
  ]);
});

it('nobody who listens is told where to look', () => {
  const { exitCode, mends } = JSON.parse(results.at(-1)?.stdout ?? '');
  expect(exitCode).toBe(3);
  expect(mends).toEqual([
    {
      kind: 'connection',
      targets: [`t${ROWS.length}`],
      mend: expect.stringContaining(`check that ${CLOSED} answers`),
    },
  ]);
});
