import { connect } from 'node:net';
import http from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { trust } from '../../src/transport/authorities.ts';
import { createLiveTransport } from '../../src/transport/create-live-transport.ts';
import { createFakeClock } from '../fake-clock.ts';
import { get, listen, serveHttp, serveHttps, TEST_ONLY_CERT, type Loopback } from './loopback.ts';
import { readAll } from '../bodies.ts';

const never = new AbortController().signal;
const open = new Set<() => Promise<void>>();

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of open) await close();
  open.clear();
});

async function ask(url: string, ca: string | null, proxy: string | null = null): Promise<string> {
  const { transport, close } = await createLiveTransport({
    clock: createFakeClock(),
    proxy,
    authorities: trust(ca),
    connections: 1,
    guards: { maxResponseBytes: 1_000_000 },
    deadlines: { headersMs: 1_000, idleMs: 500, totalMs: 3_000 },
  });
  open.add(close);
  return (await readAll(await transport(get(url), never))).text;
}

/** A forward proxy that writes down what it was asked for. */
function serveProxy(asked: string[]): Promise<Loopback> {
  const server = http.createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(`${request.method} ${url}`);
    http.get(url, (upstream) => upstream.pipe(response));
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  return listen(server);
}

describe('TLS', () => {
  it('trusts an authority that the configuration names', async () => {
    await using server = await serveHttps((_request, response) => response.end('over TLS'));
    expect(await ask(`https://127.0.0.1:${server.port}/`, TEST_ONLY_CERT)).toBe('over TLS');
  });

  it.each([
    ['nothing', {}],
    ['NODE_TLS_REJECT_UNAUTHORIZED=0', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])('refuses an unknown authority, with %s in the environment', async (_name, env) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    await using server = await serveHttps((_request, response) => response.end('over TLS'));
    await expect(ask(`https://127.0.0.1:${server.port}/`, null)).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });
});

describe('a proxy that the configuration names', () => {
  it('gets http as an absolute URL', async () => {
    const asked: string[] = [];
    await using proxy = await serveProxy(asked);
    await using server = await serveHttp((request, response) => response.end(`asked for ${request.url}`));
    const url = `http://127.0.0.1:${server.port}/a%3Ab?c=d`;
    expect(await ask(url, null, `http://127.0.0.1:${proxy.port}`)).toBe('asked for /a%3Ab?c=d');
    expect(asked).toEqual([`GET ${url}`]);
  });

  it('gets https as a tunnel, with its own credentials and ours kept from it', async () => {
    const asked: string[] = [];
    await using proxy = await serveProxy(asked);
    await using server = await serveHttps((_request, response) => response.end('through a tunnel'));
    const url = `https://127.0.0.1:${server.port}/secret`;
    expect(await ask(url, TEST_ONLY_CERT, `http://me:word@127.0.0.1:${proxy.port}`)).toBe('through a tunnel');
    expect(asked).toEqual([`CONNECT 127.0.0.1:${server.port} Basic bWU6d29yZA==`]);
  });

  it('that is not there is a connection error', async () => {
    await expect(ask('http://127.0.0.1:9/', null, 'http://127.0.0.1:1')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
