import type { Transport, WireRequest, WireResponse } from '../contract/wires/wire.ts';
import type { Simulator } from './create-simulator.ts';
import { hangUp, headersOf, sharePort, tear, type Incoming, type Outgoing } from './share-port.ts';

const LONGEST_BODY = 64 * 1024 * 1024;

export interface SimulatorServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Ends every open response, stalled ones too. */
  close(): Promise<void>;
}

/**
 * Serves a simulator on loopback over HTTP/1.1 and HTTP/2. `port` 0 takes any free one; rejects when the port is taken.
 */
export async function serveSimulator(simulator: Simulator, { port = 0 } = {}): Promise<SimulatorServer> {
  const shared = await sharePort(port, (incoming, outgoing) => {
    void answer(incoming, outgoing, simulator.handle);
  });
  return { url: `http://127.0.0.1:${shared.port}`, ...shared };
}

async function answer(incoming: Incoming, outgoing: Outgoing, handle: Transport): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort(new Error('the client left')));
  outgoing.on('error', () => gone.abort(new Error('the client left')));
  incoming.on('error', () => gone.abort(new Error('the client left')));
  outgoing.sendDate = false;
  try {
    const request = await readRequest(incoming);
    if (request === null) {
      outgoing.writeHead(413, { connection: 'close' });
      outgoing.end('');
      return;
    }
    await play(await handle(request, gone.signal), outgoing, gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return;
    refuse(outgoing, error);
  }
}

async function readRequest(incoming: Incoming): Promise<WireRequest | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
    if (!(piece instanceof Buffer)) continue;
    length += piece.length;
    if (length > LONGEST_BODY) return null;
    pieces.push(piece);
  }
  const headers = headersOf(incoming);
  return {
    method: incoming.method ?? 'GET',
    url: `http://${headers['host'] ?? '127.0.0.1'}${incoming.url ?? '/'}`,
    headers,
    body: pieces.length === 0 ? null : Buffer.concat(pieces),
  };
}

/** Resolves when the bytes are with the kernel: a reset before that would take them back. */
function write(outgoing: Outgoing, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => outgoing.write(bytes, () => resolve()));
}

async function play(response: WireResponse, outgoing: Outgoing, signal: AbortSignal): Promise<void> {
  const left = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  outgoing.writeHead(response.status, response.headers);
  outgoing.flushHeaders?.();
  for await (const piece of response.body) {
    if (signal.aborted) return;
    if (!('end' in piece)) await Promise.race([write(outgoing, piece.bytes), left]);
    else if (piece.end === 'fin') outgoing.end('');
    else if (piece.end === 'reset') tear(outgoing);
  }
}

/** No head came: the connection ends as the simulator's error says, and anything else is a fault of its own. */
function refuse(outgoing: Outgoing, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ECONNRESET') tear(outgoing);
  else if (code === 'UND_ERR_SOCKET' || outgoing.headersSent) hangUp(outgoing);
  else {
    outgoing.writeHead(500, { 'content-type': 'text/plain' });
    outgoing.end(String(error));
  }
}
