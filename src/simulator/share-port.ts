import { once } from 'node:events';
import { createServer as createHttp1, ServerResponse, type IncomingMessage } from 'node:http';
import {
  constants,
  createServer as createHttp2,
  Http2ServerResponse,
  type Http2ServerRequest,
} from 'node:http2';
import { createServer, type Socket } from 'node:net';

export type Incoming = IncomingMessage | Http2ServerRequest;

/** What the responses of both protocols have. */
export interface Outgoing {
  sendDate: boolean;
  readonly headersSent: boolean;
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  /** HTTP/2 sends its headers when they are written. */
  flushHeaders?(): void;
  write(bytes: Uint8Array, done: () => void): unknown;
  end(text: string): unknown;
  on(event: 'close' | 'error', listener: () => void): unknown;
}

export interface SharedPort {
  readonly port: number;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** No method of HTTP/1.1 begins so: https://www.rfc-editor.org/rfc/rfc9113#section-3.4 */
const PREFACE = 'PRI';

/**
 * Listens on loopback for HTTP/1.1 and, on the same port, for HTTP/2 without TLS from clients that know it beforehand:
 * the AWS SDK for JavaScript speaks nothing else to Bedrock unless it is told to. Rejects when the port is taken.
 */
export async function sharePort(
  port: number,
  answer: (incoming: Incoming, outgoing: Outgoing) => void,
): Promise<SharedPort> {
  const http1 = createHttp1({ keepAliveTimeout: 60_000 }, answer);
  const http2 = createHttp2(answer);
  // A client that broke its session off knows so itself.
  http2.on('sessionError', () => undefined);
  const sockets = new Set<Socket>();
  // As the server of node:http has its sockets.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    hearFirst(socket, (spoken) => (spoken === PREFACE ? http2 : http1).emit('connection', socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Hands over the first characters of a connection, which stay in it; one that says nothing waits. */
function hearFirst(socket: Socket, hear: (spoken: string) => void): void {
  const leave = (): void => void socket.destroy();
  const read = (): void => {
    const bytes: unknown = socket.read(PREFACE.length);
    if (!(bytes instanceof Buffer)) return;
    socket.off('readable', read);
    socket.off('end', leave);
    socket.unshift(bytes);
    hear(bytes.toString('latin1'));
  };
  socket.on('readable', read);
  socket.on('end', leave);
}

/** A request's headers by name, those of HTTP/2 that begin with a colon left out. */
export function headersOf({ headers }: Incoming): Record<string, string> {
  const authority = headers[':authority'];
  const heard = new Map<string, string>(typeof authority === 'string' ? [['host', authority]] : []);
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    heard.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return Object.fromEntries(heard);
}

/** Breaks a response off as a network does that fails: its connection, or of one that others share its stream alone. */
export function tear(outgoing: Outgoing): void {
  if (outgoing instanceof ServerResponse) outgoing.socket?.resetAndDestroy();
  else if (outgoing instanceof Http2ServerResponse) outgoing.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
}

/** Breaks a response off as a server does that goes away. */
export function hangUp(outgoing: Outgoing): void {
  if (outgoing instanceof ServerResponse) outgoing.socket?.destroy();
  else if (outgoing instanceof Http2ServerResponse) outgoing.stream.close(constants.NGHTTP2_CANCEL);
}
