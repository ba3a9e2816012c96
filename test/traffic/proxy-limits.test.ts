import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VLLM } from '../e2e/small-project.ts';
import { ask, completion, event, HELLO, openProxy, openUpstream, type StageOptions } from './proxy-stage.ts';

const ENDLESS = { maxResponseBytes: 1_000_000_000, maxResponseCharacters: 1_000_000_000 };

type Options = Pick<StageOptions, 'limits' | 'traffic'>;

/** A proxy before one server, whose answers may be as large as any. */
async function openBefore(listener: RequestListener, options: Options = {}) {
  const upstream = await openUpstream('old', listener);
  const target = { ...upstream.target, guards: ENDLESS };
  const stage = await openProxy({ targets: [target, VLLM], source: 'live', ...options });
  return {
    ...stage,
    chat: `${stage.proxy.url}/v1/chat/completions`,
    async [Symbol.asyncDispose]() {
      await stage[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

/** A connection of bytes, of which nothing is read. */
function dial(url: string, text: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text);
  return socket;
}

function post(body: object, version = '1.1'): string {
  const text = JSON.stringify(body);
  return `POST /v1/chat/completions HTTP/${version}\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
}

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const piece of socket) text += String(piece);
  return text;
}

const EVENTS = { 'content-type': 'text/event-stream' };
const STREAM = { ...HELLO, stream: true };
const LAST = `${event({}, 'stop')}data: [DONE]\n\n`;

/** What a server of the same form is handed as it stands, and what is asked of it through its adapter. */
const WAYS = [
  ['as it stands', STREAM],
  ['through the adapter', { ...STREAM, max_completion_tokens: 100 }],
] as const;

function sendWithoutEnd(outgoing: ServerResponse): void {
  const more = event({ content: 'x'.repeat(60_000) });
  const fill = (): void => {
    while (!outgoing.destroyed && outgoing.write(more));
  };
  outgoing.on('drain', fill);
  outgoing.writeHead(200, EVENTS);
  fill();
}

describe('a client of HTTP/1.0', () => {
  it.each(WAYS)(
    'gets a stream without chunks, asked %s, whose end is that of the connection',
    async (_way, body) => {
      await using stage = await openBefore((_incoming, outgoing) => {
        outgoing.writeHead(200, EVENTS).end(`${event({ content: 'Hi' })}${LAST}`);
      });
      const text = await readAll(dial(stage.proxy.url, post(body, '1.0')));
      expect(text).not.toMatch(/transfer-encoding/i);
      expect(text).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\ndata: .*"content":"Hi".*data: \[DONE\]\n\n$/s);
      expect(await stage.servedAll(1)).toMatchObject([{ end: 'whole', finish: 'stop' }]);
    },
  );

  it('sees a reset where a stream broke off, for an end would say that it was whole', async () => {
    await using stage = await openBefore((_incoming, outgoing) => {
      outgoing.writeHead(200, EVENTS);
      outgoing.write(event({ content: 'Hi' }), () => setImmediate(() => outgoing.socket?.destroy()));
    });
    await expect(readAll(dial(stage.proxy.url, post(STREAM, '1.0')))).rejects.toThrow('ECONNRESET');
    expect(await stage.servedAll(1)).toMatchObject([{ end: 'broken', error: 'stream_interrupted' }]);
  });
});

describe('a client that asks too slowly', () => {
  const limits = { headersMs: 50, requestMs: 100 };
  const [head, half] = ['POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n', post(HELLO).slice(0, -5)];

  it.each([
    ['its headers', head],
    ['its body', half],
  ])('is told so and left before the end of %s, and nobody is asked', async (_what, text) => {
    let asked = 0;
    await using stage = await openBefore(
      () => {
        asked += 1;
      },
      { limits },
    );
    expect(await readAll(dial(stage.proxy.url, text))).toMatch(/^HTTP\/1\.1 408 .*connection: close/is);
    expect([asked, stage.served]).toEqual([0, []]);
  });
});

describe.each(WAYS)('a client that is answered by a server asked %s', (_way, body) => {
  it('is left where it reads nothing of what waits for it, and so is the server', async () => {
    const left = Promise.withResolvers<void>();
    await using stage = await openBefore(
      (_incoming, outgoing) => {
        outgoing.on('close', () => left.resolve());
        sendWithoutEnd(outgoing);
      },
      { limits: { slowClientMs: 50 } },
    );
    const socket = dial(stage.proxy.url, post(body));
    await left.promise;
    expect(await stage.servedAll(1)).toMatchObject([{ end: 'left', status: 200 }]);
    socket.destroy();
  });

  it.each(['before the first byte', 'in the middle of a stream'])(
    'ends its call where it leaves %s',
    async (when) => {
      const asked = Promise.withResolvers<void>();
      const left = Promise.withResolvers<void>();
      await using stage = await openBefore((_incoming, outgoing) => {
        outgoing.on('close', () => left.resolve());
        if (when !== 'before the first byte') outgoing.writeHead(200, EVENTS).write(event({ content: 'Hi' }));
        asked.resolve();
      });
      const socket = dial(stage.proxy.url, post(body));
      await asked.promise;
      if (when !== 'before the first byte') await once(socket, 'readable');
      socket.destroy();
      await left.promise;
      const status = when === 'before the first byte' ? null : 200;
      expect(await stage.servedAll(1)).toMatchObject([{ end: 'left', attempts: 1, status }]);
    },
  );

  it('is told that its time is over where a server does not end before the proxy must', async () => {
    const begun = Promise.withResolvers<void>();
    const stage = await openBefore(
      (_incoming, outgoing) => {
        outgoing.writeHead(200, EVENTS).write(event({ content: 'Hi' }));
        begun.resolve();
      },
      { limits: { graceMs: 50 } },
    );
    await using _closing = stage;
    const response = await ask(stage.chat, body);
    const pieces: string[] = [];
    const read = async (): Promise<void> => {
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) pieces.push(piece);
    };
    const reading = read();
    await begun.promise;
    const stopped = stage.proxy.close();
    await expect(reading).rejects.toThrow('terminated');
    await stopped;
    expect(pieces.join('')).toMatch(/"content":"Hi".*"code":"cancelled"/s);
    expect(stage.served).toMatchObject([{ end: 'broken', error: 'cancelled' }]);
  });
});

describe('a proxy that must end', () => {
  it('answers who waits for a first byte, and holds on for nobody who reads nothing', async () => {
    let asked = 0;
    const all = Promise.withResolvers<void>();
    await using stage = await openBefore(
      (_incoming, outgoing) => {
        asked += 1;
        if (asked === 1) sendWithoutEnd(outgoing);
        else all.resolve();
      },
      { limits: { graceMs: 50 } },
    );
    const deaf = dial(stage.proxy.url, post(STREAM));
    await once(deaf, 'readable');
    const waiting = ask(stage.chat, HELLO);
    await all.promise;
    await stage.proxy.close();
    const response = await waiting;
    expect([response.status, response.headers.get('connection')]).toEqual([503, 'close']);
    expect(await response.json()).toMatchObject({ error: { code: 'cancelled' } });
    expect(stage.served.map(({ end }) => end).toSorted()).toEqual(['broken', 'refused']);
    deaf.destroy();
  });
});

/** A server that answers whatever it was asked once it is told to. */
async function openPatient(limits: NonNullable<Options['limits']>) {
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const stage = await openBefore(
    (_incoming, outgoing) => {
      asked.resolve();
      void answer.promise.then(() =>
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end(completion('Hi')),
      );
    },
    { limits },
  );
  return { ...stage, asked: asked.promise, answer: answer.resolve };
}

describe('a proxy that has enough to do', () => {
  const large = { ...HELLO, messages: [{ role: 'user', content: 'x'.repeat(1000) }] };

  it.each([
    ['as many as may are served', HELLO, { inFlight: 1 }],
    ['there is no room for another body', large, { allBytes: 1500 }],
  ])('says so where %s, and takes more when these are over', async (_what, body, limits) => {
    await using stage = await openPatient(limits);
    const first = ask(stage.chat, body);
    await stage.asked;
    const second = await ask(stage.chat, body);
    const headers = ['retry-after', 'x-should-retry', 'connection'].map((name) => second.headers.get(name));
    expect([second.status, ...headers]).toEqual([503, '1', 'true', 'close']);
    expect(await second.json()).toMatchObject({ error: { code: 'overloaded' } });
    stage.answer();
    expect((await first).status).toBe(200);
    await stage.servedAll(1);
    // A place is free when the last byte of an answer has left.
    let third = await ask(stage.chat, body);
    while (third.status === 503) third = await ask(stage.chat, body);
    expect(third.status).toBe(200);
  });
});

const CHUNKED =
  'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
const LONG = `GET /v1/models HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`;
const EXPECTING =
  'GET /v1/models?key=none HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: a wonder\r\n\r\n';

it.each([
  ['that is none', 'hello\r\n\r\n', 400, 'malformed_http', ''],
  ['of TLS', '\x16\x03\x01\x02', 400, 'malformed_http', ''],
  [
    'without a host',
    'GET /v1/models HTTP/1.1\r\nconnection: close\r\n\r\n',
    400,
    'malformed_http',
    '/v1/models',
  ],
  ['whose pieces have no length', `${CHUNKED}zz\r\n`, 400, 'malformed_http', '/v1/chat/completions'],
  ['whose headers are too long', LONG, 431, 'headers_too_large', ''],
  ['that expects what nobody can', EXPECTING, 417, 'expectation_failed', '/v1/models'],
  ['for another machine', 'CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n', 405, 'method_not_allowed', 'a:1'],
] as const)(
  'a request %s is answered in the one envelope, and told once',
  async (_name, text, status, reason, path) => {
    await using stage = await openBefore(() => {});
    const answer = await readAll(dial(stage.chat, text));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\n\r\n\\{"error":.*"code":"${reason}"`));
    expect(stage.refused).toEqual([{ atMs: expect.any(Number), path, status, reason }]);
  },
);

it('a request that does not come to its end in time is told once, and a connection that asks nothing is not', async () => {
  await using stage = await openBefore(() => {}, { limits: { headersMs: 100, requestMs: 200 } });
  const [head, body] = [post(HELLO).slice(0, 20), post(HELLO).slice(0, -1)];
  const answers = await Promise.all(['', head, body].map((text) => readAll(dial(stage.chat, text))));
  expect(answers.map((text) => text.slice(0, 12))).toEqual(['', 'HTTP/1.1 408', 'HTTP/1.1 408']);
  const refusals = stage.refused.map(({ path, status, reason }) => [path, status, reason].join(' '));
  expect(refusals.toSorted((a, b) => a.localeCompare(b))).toEqual([
    ' 408 request_timeout',
    '/v1/chat/completions 408 request_timeout',
  ]);
});

it('a client that is refused a tunnel and stays holds back no stop', async () => {
  await using stage = await openBefore(() => {});
  const socket = connect({ port: Number(new URL(stage.chat).port), host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.write('CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(socket.resume(), 'end');
  expect(stage.refused).toMatchObject([{ status: 405 }]);
});

it.each([
  ['no request', 'hello\r\n\r\n', 'malformed_http'],
  ['for another machine', 'CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n', 'method_not_allowed'],
])('what is %s breaks into no answer that has begun', async (_what, text, code) => {
  await using stage = await openBefore((_incoming, outgoing) => {
    outgoing.writeHead(200, EVENTS).write(event({ content: 'Hi' }));
  });
  const socket = dial(stage.chat, post(STREAM));
  await once(socket, 'readable');
  socket.write(text);
  const answer = await readAll(socket);
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(answer).not.toContain(code);
  expect(stage.refused.map(({ reason }) => reason)).toEqual([code]);
});
