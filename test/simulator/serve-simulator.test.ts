import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { serveSimulator, type SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { asking, converse, entry, scout, stage } from './stage.ts';

const text = 'Ein längerer Text. '.repeat(40);
const book = [entry('p', 'Hi', { text })];
const servers: SimulatorServer[] = [];

async function serve(...faults: object[]): Promise<SimulatorServer> {
  const server = await serveSimulator(
    stage({ book, faults: faults.map((fault) => faultSchema.parse(fault)) }),
  );
  servers.push(server);
  return server;
}

afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

interface Heard {
  readonly status: number | null;
  readonly bytes: number;
  /** How the client learned that it was over: in order, by an error's code, or not at all. */
  readonly end: string;
}

/** Asks over a socket of its own; `patienceMs` is how long it listens to silence after the last byte. */
function ask(server: SimulatorServer, operation = 'converse', patienceMs = 0): Promise<Heard> {
  const { body } = converse(asking('Hi'));
  const path = `/${scout.id}/model/${encodeURIComponent(scout.modelId)}/${operation}`;
  return new Promise((resolve) => {
    let status: number | null = null;
    let bytes = 0;
    let silence: NodeJS.Timeout | undefined;
    const tell = (end: string): void => resolve({ status, bytes, end });
    const request = httpRequest({ port: server.port, method: 'POST', path, agent: false }, (response) => {
      status = response.statusCode ?? null;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        clearTimeout(silence);
        if (patienceMs > 0) silence = setTimeout(() => tell('silence'), patienceMs);
      });
      response.on('end', () => tell('fin'));
      response.on('error', (error: Error & { code?: string }) => tell(error.code ?? error.message));
    });
    request.on('error', (error: Error & { code?: string }) => tell(error.code ?? error.message));
    request.end(body);
  });
}

describe('over a real socket', () => {
  it('an answer arrives whole', async () => {
    const heard = await ask(await serve());
    expect(heard).toMatchObject({ status: 200, end: 'fin' });
    expect(heard.bytes).toBeGreaterThan(text.length);
  });

  it.each(['converse', 'converse-stream'])('a cut %s ends in order, too early', async (operation) => {
    const heard = await ask(await serve({ wire: 'cut', at: { byte: 300 } }), operation);
    expect(heard).toEqual({ status: 200, bytes: 300, end: 'fin' });
  });

  it.each(['converse', 'converse-stream'])('a reset %s tears the connection', async (operation) => {
    const heard = await ask(await serve({ wire: 'reset', at: { byte: 300 } }), operation);
    expect(heard).toEqual({ status: 200, bytes: 300, end: 'ECONNRESET' });
  });

  it('a reset after the headers leaves an empty body', async () => {
    const heard = await ask(await serve({ wire: 'reset' }));
    expect(heard).toEqual({ status: 200, bytes: 0, end: 'ECONNRESET' });
  });

  it.each(['reset', 'cut'])('a %s before the headers leaves nothing', async (wire) => {
    const heard = await ask(await serve({ wire, at: 'before-headers' }));
    expect(heard).toEqual({ status: null, bytes: 0, end: 'ECONNRESET' });
  });

  it('a stalled answer stays open and silent', async () => {
    const heard = await ask(await serve({ wire: 'stall', at: { byte: 300 } }), 'converse', 100);
    expect(heard).toEqual({ status: 200, bytes: 300, end: 'silence' });
  });

  it('a server that never answers can be closed at once', async () => {
    const server = await serve({ wire: 'stall', at: 'before-headers' });
    const asked = ask(server);
    await wait(30);
    await server.close();
    servers.length = 0;
    expect(await asked).toMatchObject({ status: null });
  });

  it('clients that leave in the middle do no harm', async () => {
    const server = await serve({ wire: 'stall', at: { part: 3 }, match: { mode: 'stream' } });
    const leaving = await Promise.all(Array.from({ length: 20 }, () => open(server)));
    for (const socket of leaving) socket.resetAndDestroy();
    await wait(20);
    expect(await ask(server)).toMatchObject({ status: 200, end: 'fin' });
  });

  it('a port that is taken is an error of listening', async () => {
    const { port } = await serve();
    await expect(serveSimulator(stage(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

/** A socket that has sent its request and reads nothing of the answer. */
function open(server: SimulatorServer): Promise<Socket> {
  const body = String(converse(asking('Hi')).body);
  const path = `/${scout.id}/model/${encodeURIComponent(scout.modelId)}/converse-stream`;
  const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(head + body, () => resolve(socket));
    });
    socket.on('error', reject);
  });
}
