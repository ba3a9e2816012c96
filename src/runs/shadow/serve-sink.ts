import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LiveRequest, ShadowAccounts } from '../../contract/traffic/traffic.ts';
import type { Clock } from '../../contract/world.ts';
import { isBalanced } from '../../traffic/open-accounts.ts';
import { isJson, isRebound } from './asked-by-page.ts';
import { exportAccounts } from './export-accounts.ts';
import { MOST_BODY_BYTES, type OpenShadow } from './open-shadow.ts';
import { answerExpectations } from '../connect/answer-expectations.ts';
import { listenOn, type ListenAddress } from '../connect/listen-on.ts';

export interface SinkServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Takes nothing new. */
  close(): Promise<void>;
}

interface Sink {
  readonly shadow: Pick<OpenShadow, 'offer' | 'turnAway' | 'accounts'>;
  /** Names of headers, in lower case; null where there is none. */
  readonly requestIdHeader: string | null;
  readonly clientKey: string;
  /** So many bytes are being read at most, over all requests. */
  readonly mostBytes: number;
}

const GRACE_MS = 2_000;

/**
 * An endpoint to which a gateway mirrors what its clients ask. Each request has its answer, 202, before anything is made of
 * it: whoever mirrors waits for nothing. `/healthz` and `/metrics` say how it stands. Throws InputError when the port cannot
 * be listened on.
 */
export async function serveSink(
  sink: Sink,
  { clock, ...address }: ListenAddress & { readonly clock: Clock },
): Promise<SinkServer> {
  const reading = { bytes: 0 };
  const server = createServer((incoming, outgoing) => {
    // Who leaves is not answered.
    outgoing.on('error', () => {});
    const { method = 'GET', url = '/' } = incoming;
    const path = url.replace(/[?#].*$/s, '');
    if (method === 'GET' && (path === '/healthz' || path === '/metrics')) {
      void tell(path, sink.shadow.accounts(), outgoing);
      return;
    }
    void take(incoming, outgoing, { sink, path, reading, clock });
  });
  answerExpectations(server);
  const url = await listenOn(server, address);
  return {
    url,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cancel = clock.timer(GRACE_MS, () => server.closeAllConnections());
      await closed;
      cancel();
    },
  };
}

async function tell(
  path: '/healthz' | '/metrics',
  accounts: ShadowAccounts,
  outgoing: ServerResponse,
): Promise<void> {
  if (path === '/healthz') {
    outgoing.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    outgoing.end(`${JSON.stringify({ schemaVersion: 1, isBalanced: isBalanced(accounts), ...accounts })}\n`);
    return;
  }
  const text = await exportAccounts(accounts);
  const type = text === null ? 'text/plain; charset=utf-8' : 'text/plain; version=0.0.4; charset=utf-8';
  outgoing.writeHead(text === null ? 501 : 200, { 'content-type': type });
  outgoing.end(text ?? 'prom-client is not installed beside llama-contract\n');
}

async function take(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { sink, path, reading, clock }: { sink: Sink; path: string; reading: { bytes: number }; clock: Clock },
): Promise<void> {
  const body = await readBody(incoming, sink.mostBytes, reading);
  outgoing.writeHead(202, { 'content-length': 0 });
  outgoing.end();
  if (body === 'left') return;
  const { shadow, requestIdHeader } = sink;
  const { headers } = incoming;
  if (typeof body === 'string') shadow.turnAway(body);
  else if (!isJson(headers) || isRebound(headers)) shadow.turnAway('unreadable');
  else {
    const request: LiveRequest = {
      id: requestIdHeader === null ? '' : headerOf(incoming, requestIdHeader),
      atMs: clock.wallMs(),
      // What is no question is mirrored by no path.
      path: incoming.method === 'POST' ? path : '',
      clientKey: headerOf(incoming, sink.clientKey) || null,
      contentType: headerOf(incoming, 'content-type') || null,
      body,
      live: null,
    };
    shadow.offer(request);
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** What is too much is read and let go, so that whoever sends it is not held up. */
async function readBody(
  incoming: IncomingMessage,
  mostBytes: number,
  reading: { bytes: number },
): Promise<Uint8Array | 'too-large' | 'bytes-full' | 'left'> {
  let pieces: Buffer[] = [];
  let [length, why]: [number, 'too-large' | 'bytes-full' | null] = [0, null];
  try {
    for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
      if (!(piece instanceof Buffer) || why !== null) continue;
      length += piece.length;
      reading.bytes += piece.length;
      if (length > MOST_BODY_BYTES) why = 'too-large';
      else if (reading.bytes > mostBytes) why = 'bytes-full';
      else pieces.push(piece);
      if (why !== null) {
        pieces = [];
        reading.bytes -= length;
        length = 0;
      }
    }
    return why ?? Buffer.concat(pieces);
  } catch {
    return 'left';
  } finally {
    reading.bytes -= length;
  }
}
