import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { serveSimulator, type SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { asking, converse, entry, scout, stage } from './stage.ts';

const text = 'Ein längerer Text. '.repeat(40);
const book = [entry('p', 'Hi', { text })];
const servers: SimulatorServer[] = [];
const sessions: ClientHttp2Session[] = [];

async function serve(...faults: object[]): Promise<SimulatorServer> {
  const server = await serveSimulator(
    stage({ book, faults: faults.map((fault) => faultSchema.parse(fault)) }),
  );
  servers.push(server);
  return server;
}

function dial(server: SimulatorServer): ClientHttp2Session {
  const session = connectHttp2(server.url);
  session.on('error', () => undefined);
  sessions.push(session);
  return session;
}

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Got {
  readonly status: number | null;
  readonly bytes: number;
  readonly end: string;
}

function ask(session: ClientHttp2Session, operation = 'converse', patienceMs = 0): Promise<Got> {
  const path = `/${scout.id}/model/${encodeURIComponent(scout.modelId)}/${operation}`;
  const request = session.request({ ':method': 'POST', ':path': path });
  return new Promise((resolve) => {
    let status: number | null = null;
    let bytes = 0;
    let silence: NodeJS.Timeout | undefined;
    const tell = (end: string): void => resolve({ status, bytes, end });
    request.on('response', (headers) => {
      status = headers[':status'] ?? null;
    });
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      clearTimeout(silence);
      if (patienceMs > 0) silence = setTimeout(() => tell('silence'), patienceMs);
    });
    request.on('end', () => setImmediate(() => tell('fin')));
    request.on('error', ({ message }) => tell(message));
    request.end(converse(asking('Hi')).body);
  });
}

const RESET = expect.stringContaining('NGHTTP2_INTERNAL_ERROR');

describe('over HTTP/2 on the same port', () => {
  it.each(['converse', 'converse-stream'])(
    'a %s arrives whole, several on one connection',
    async (operation) => {
      const session = dial(await serve());
      const all = await Promise.all([1, 2, 3].map(() => ask(session, operation)));
      expect(all).toEqual(all.map(({ bytes }) => ({ status: 200, bytes, end: 'fin' })));
      expect(Math.min(...all.map(({ bytes }) => bytes))).toBeGreaterThan(text.length);
    },
  );

  it('and HTTP/1.1 are answered alike', async () => {
    const server = await serve();
    const { body, method } = converse(asking('Hi'));
    const path = `/${scout.id}/model/${encodeURIComponent(scout.modelId)}/converse`;
    const response = await fetch(`${server.url}${path}`, { method, body: String(body) });
    const { bytes } = await ask(dial(await serve()));
    expect((await response.arrayBuffer()).byteLength).toBe(bytes);
  });

  it('a cut stream ends in order, too early', async () => {
    const session = dial(await serve({ wire: 'cut', at: { byte: 300 } }));
    expect(await ask(session, 'converse-stream')).toEqual({ status: 200, bytes: 300, end: 'fin' });
  });

  it('a reset tears its own stream alone', async () => {
    const session = dial(await serve({ wire: 'reset', at: { byte: 300 }, match: { mode: 'stream' } }));
    const [torn, whole] = await Promise.all([ask(session, 'converse-stream'), ask(session)]);
    expect(torn).toEqual({ status: 200, bytes: 300, end: RESET });
    expect(whole).toMatchObject({ status: 200, end: 'fin' });
  });

  it.each([
    ['reset', RESET],
    ['cut', 'fin'],
  ])('a %s before the headers leaves nothing', async (wire, end) => {
    const session = dial(await serve({ wire, at: 'before-headers' }));
    expect(await ask(session)).toEqual({ status: null, bytes: 0, end });
  });

  it('a stalled answer stays open and silent, and its server can be closed at once', async () => {
    const server = await serve({ wire: 'stall', at: { byte: 300 } });
    expect(await ask(dial(server), 'converse', 100)).toEqual({ status: 200, bytes: 300, end: 'silence' });
    await server.close();
    servers.length = 0;
  });

  it('clients that leave in the middle do no harm', async () => {
    const server = await serve({ wire: 'stall', at: { part: 3 }, match: { mode: 'stream' } });
    const leaving = dial(server);
    await ask(leaving, 'converse-stream', 20);
    leaving.destroy();
    expect(await ask(dial(server))).toMatchObject({ status: 200, end: 'fin' });
  });
});

function say(server: SimulatorServer): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
  });
}

function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let all = '';
    socket.on('data', (chunk: Buffer) => (all += chunk.toString()));
    socket.on('close', () => resolve(all));
  });
}

describe('a connection', () => {
  it('may say its first word letter by letter', async () => {
    const socket = await say(await serve());
    for (const letter of 'PUT / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n') {
      socket.write(letter);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 404 /);
  });

  it.each(['', 'P', 'PR'])('may leave after "%s"', async (words) => {
    const server = await serve();
    const socket = await say(server);
    socket.end(words);
    expect(await readAll(socket)).not.toContain('200');
    expect(await ask(dial(server))).toMatchObject({ status: 200 });
  });

  it('may say nothing at all, and the server closes all the same', async () => {
    const server = await serve();
    const socket = await say(server);
    const over = readAll(socket);
    await server.close();
    servers.length = 0;
    expect(await over).toBe('');
  });

  it('may bring a body of many packets', async () => {
    const server = await serve();
    const long = 'x'.repeat(3_000_000);
    const response = await fetch(`${server.url}/nobody`, { method: 'POST', body: long });
    expect(response.status).toBe(404);
  });
});
