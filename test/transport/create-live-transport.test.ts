import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import type { Transport } from '../../src/contract/wires/wire.ts';
import { trust } from '../../src/transport/authorities.ts';
import { createLiveTransport, type LiveTransportOptions } from '../../src/transport/create-live-transport.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { get, post, serveHttp, serveTcp, type Loopback } from './loopback.ts';
import { FIN, readAll } from '../bodies.ts';

const authorities = trust(null);

const open = new Set<() => Promise<void>>();
const never = new AbortController().signal;

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of open) await close();
  open.clear();
});

/** How many are left open when all were awaited, however long a machine takes that does much else. */
async function leftOpen({ sockets }: Loopback): Promise<number> {
  await Promise.all([...sockets].map((socket) => new Promise((closed) => socket.once('close', closed))));
  return sockets.size;
}

async function live(
  options: Partial<LiveTransportOptions> = {},
): Promise<{ clock: FakeClock; transport: Transport }> {
  const clock = createFakeClock();
  const { transport, close } = await createLiveTransport({
    clock,
    proxy: null,
    authorities,
    connections: 4,
    guards: { maxResponseBytes: 1_000_000 },
    deadlines: { headersMs: 1_000, idleMs: 500, totalMs: 3_000 },
    ...options,
  });
  open.add(close);
  return { clock, transport };
}

describe('a response that arrives', () => {
  it('is handed on as it was sent: status, joined headers, bytes and their borders', async () => {
    const read = Promise.withResolvers<void>();
    await using server = await serveHttp((_request, response) => {
      response.writeHead(418, { 'X-Many': ['one', 'two'], 'Content-Type': 'text/plain' });
      response.write('first');
      void read.promise.then(() => response.end('second'));
    });
    const { transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    const { chunks, end, cause } = await readAll(response, () => read.resolve());
    expect(response.status).toBe(418);
    expect(response.headers).toMatchObject({ 'x-many': 'one, two', 'content-type': 'text/plain' });
    expect(chunks.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['first', 'second']);
    expect({ end, cause }).toEqual(FIN);
  });

  it('was asked for with exactly the path, query, headers and body given', async () => {
    const seen: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      request.setEncoding('utf8').on('data', (body) => {
        seen.push(request.method, request.url, request.headers, body);
        response.end();
      });
    });
    const { transport } = await live();
    const path = "/model/us.meta%3A0/converse?a=%20b'(c)&d";
    await readAll(await transport(post(`http://127.0.0.1:${server.port}${path}#part`, '{"ü":1}'), never));
    expect(seen).toEqual([
      'POST',
      path,
      {
        host: `127.0.0.1:${server.port}`,
        connection: 'keep-alive',
        'content-type': 'application/json',
        'content-length': '8',
      },
      '{"ü":1}',
    ]);
  });

  it('leaves its socket to the next request', async () => {
    const ports = new Set<number | undefined>();
    await using server = await serveHttp((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('ok');
    });
    const { transport } = await live({ connections: 1 });
    for (let turn = 0; turn < 3; turn += 1) {
      await readAll(await transport(get(`http://127.0.0.1:${server.port}/`), never));
    }
    expect(ports.size).toBe(1);
  });

  it('leaves no listener on the signal of its caller', async () => {
    await using server = await serveHttp((_request, response) => response.end('ok'));
    const { transport } = await live();
    const { signal } = new AbortController();
    await readAll(await transport(get(`http://127.0.0.1:${server.port}/`), signal));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a response that breaks', () => {
  it('before its head rejects with the error of the network', async () => {
    await using server = await serveTcp((socket) => socket.on('data', () => socket.resetAndDestroy()));
    const { transport } = await live();
    await expect(transport(get(`http://127.0.0.1:${server.port}/`), never)).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
  });

  it('by a close before its head rejects too', async () => {
    await using server = await serveTcp((socket) => socket.on('data', () => socket.end()));
    const { transport } = await live();
    await expect(transport(get(`http://127.0.0.1:${server.port}/`), never)).rejects.toMatchObject({
      code: 'UND_ERR_SOCKET',
    });
  });

  it('because nobody listens rejects with ECONNREFUSED', async () => {
    const { transport } = await live();
    await expect(transport(get('http://127.0.0.1:1/'), never)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('because the server speaks another protocol rejects with a parser error', async () => {
    await using server = await serveTcp((socket) =>
      socket.on('data', () => socket.write('220 mail ready\r\n')),
    );
    const { transport } = await live();
    await expect(transport(get(`http://127.0.0.1:${server.port}/`), never)).rejects.toMatchObject({
      name: 'HTTPParserError',
    });
  });

  it('by a reset in the body keeps what came and ends as reset', async () => {
    await using server = await serveTcp((socket) =>
      socket.on('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
      }),
    );
    const { transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    const cause = { code: 'ECONNRESET' };
    expect(await readAll(response)).toMatchObject({ text: 'half', end: 'reset', cause });
  });

  it.each([
    ['a length it does not keep', 'content-length: 100\r\n\r\nhalf'],
    ['chunks without the last one', 'transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
  ])('by a close after %s ends as reset, not as fin', async (_name, rest) => {
    await using server = await serveTcp((socket) =>
      socket.on('data', () => socket.end(`HTTP/1.1 200 OK\r\n${rest}`)),
    );
    const { transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    expect(await readAll(response)).toMatchObject({ text: 'half', end: 'reset' });
  });

  it('by our abort before the head rejects with the reason, and the socket is closed', async () => {
    const controller = new AbortController();
    await using server = await serveHttp(() => controller.abort(new Error('enough')));
    const { transport } = await live();
    await expect(transport(get(`http://127.0.0.1:${server.port}/`), controller.signal)).rejects.toThrow(
      'enough',
    );
    expect(await leftOpen(server)).toBe(0);
  });

  it('by our abort while it waits for a socket rejects at once', async () => {
    const waiting = new AbortController();
    await using server = await serveHttp(() => waiting.abort(new Error('enough')));
    const { transport } = await live({ connections: 1 });
    const url = `http://127.0.0.1:${server.port}/`;
    const first = transport(get(url), new AbortController().signal);
    first.catch(() => undefined);
    await expect(transport(get(url), waiting.signal)).rejects.toThrow('enough');
  });

  it('by our abort in the body ends the chunks without a throw', async () => {
    await using server = await serveHttp((_request, response) => response.write('half'));
    const { transport } = await live();
    const controller = new AbortController();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), controller.signal);
    const read = await readAll(response, () => controller.abort(new Error('enough')));
    expect(read).toMatchObject({ text: 'half', end: 'reset', cause: { message: 'enough' } });
    expect(await leftOpen(server)).toBe(0);
  });

  it('off by a reader that stops closes the socket', async () => {
    await using server = await serveHttp((_request, response) => response.write('half'));
    const { transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    for await (const _ of response.body) break;
    expect(await leftOpen(server)).toBe(0);
  });

  it('off by close() ends as reset', async () => {
    await using server = await serveHttp((_request, response) => response.write('half'));
    const { transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    const reading = readAll(response);
    for (const close of open) await close();
    expect((await reading).end).toBe('reset');
  });
});

describe('limits of ours', () => {
  it('a server that never answers misses the time for headers', async () => {
    await using server = await serveHttp(() => void clock.advance(1_000));
    const { clock, transport } = await live();
    const failure = transport(get(`http://127.0.0.1:${server.port}/`), never);
    await expect(failure).rejects.toEqual(new GuardError('headers-timeout', 1_000));
    expect(await leftOpen(server)).toBe(0);
  });

  it('a server that falls silent and never closes is stalled', async () => {
    await using server = await serveHttp((_request, response) => response.write('half'));
    const { clock, transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    const { text, end, cause } = await readAll(response, () => void clock.advance(500));
    expect([text, end]).toEqual(['half', 'stall']);
    expect(cause).toEqual(new GuardError('idle-timeout', 500));
    expect(await leftOpen(server)).toBe(0);
  });

  it('a drip that never idles misses the total time', async () => {
    const pipe = Promise.withResolvers<ServerResponse>();
    await using server = await serveHttp((_request, response) => {
      response.write('.');
      pipe.resolve(response);
    });
    const { clock, transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    const { chunks, cause } = await readAll(response, async () => {
      await clock.advance(400);
      (await pipe.promise).write('.');
    });
    expect(chunks).toHaveLength(8);
    expect(cause).toEqual(new GuardError('total-timeout', 3_000));
  });

  it('an endless body is cut at the limit of bytes', async () => {
    await using server = await serveHttp((_request, response) => {
      const pour = (): void => {
        while (response.write('x'.repeat(64 * 1024))) continue;
      };
      response.on('drain', pour);
      pour();
    });
    const { transport } = await live();
    const response = await transport(get(`http://127.0.0.1:${server.port}/`), never);
    const { text, end, cause } = await readAll(response);
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    expect(end).toBe('reset');
    expect(cause).toEqual(new GuardError('response-bytes', 1_000_000));
    expect(await leftOpen(server)).toBe(0);
  });

  it('a server that nobody reads is made to wait', async () => {
    const written = { bytes: 0 };
    await using server = await serveHttp((_request, response) => {
      const pour = (): void => {
        do written.bytes += 64 * 1024;
        while (response.write(Buffer.alloc(64 * 1024)));
      };
      response.on('drain', pour);
      pour();
    });
    const { transport } = await live({ guards: { maxResponseBytes: 1_000_000_000 } });
    await transport(get(`http://127.0.0.1:${server.port}/`), never);
    let before = -1;
    while (before !== written.bytes) {
      before = written.bytes;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(written.bytes).toBeLessThan(64_000_000);
  });
});

describe('a hidden environment', () => {
  it('changes no request and no route', async () => {
    const strangers: string[] = [];
    await using trap = await serveTcp((socket) => {
      strangers.push('came');
      socket.destroy();
    });
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      vi.stubEnv(name, `http://127.0.0.1:${trap.port}`);
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    vi.stubEnv('UNDICI_USE_MILO', '1');
    const seen: unknown[] = [];
    await using server = await serveHttp((request, response) => {
      seen.push(request.headers);
      response.end('ok');
    });
    const { transport } = await live();
    await readAll(await transport(get(`http://127.0.0.1:${server.port}/`), never));
    expect(seen).toEqual([{ host: `127.0.0.1:${server.port}`, connection: 'keep-alive' }]);
    expect(strangers).toEqual([]);
  });
});
