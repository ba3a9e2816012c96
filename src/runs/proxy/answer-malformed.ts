import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { renderRefusal, type ErrorReply } from '../../traffic/chat/render-error.ts';
import { JSON_BODY } from './live-call.ts';

/** What Node ends by itself, because it is no HTTP or comes too slowly. */
export interface Malformed {
  /** Why a request could not be read on; null where it could, or its client left. */
  whyCut(incoming: IncomingMessage): ErrorReply | null;
}

/**
 * Answers what no request can be made of, as Node would, but in the envelope of all errors. `onRefused` is told of what was
 * no request yet; one whose body cannot be read on is told of by whoever reads it. A client that left, or sent nothing,
 * asked for nothing. https://nodejs.org/api/http.html#event-clienterror
 */
export function answerMalformed(
  server: Server,
  onRefused: (path: string, reply: ErrorReply) => void,
): Malformed {
  const unanswered = new WeakMap<Duplex, Set<ServerResponse>>();
  const cut = new WeakMap<IncomingMessage, ErrorReply>();
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { socket } = incoming;
    const all = unanswered.get(socket) ?? new Set();
    unanswered.set(socket, all.add(outgoing));
    outgoing.on('close', () => all.delete(outgoing));
  });
  const endWith = (socket: Duplex, reply: ErrorReply): void => {
    // What is answered just now would have it in its middle.
    const isBegun = [...(unanswered.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    // The other's end is not waited for: one that stays would hold its connection, and the server's stop.
    socket.end(isBegun ? '' : asBytes(reply), () => socket.destroy());
  };
  server.on('clientError', (error: Error, socket: Duplex) => {
    const reply = replyTo(error);
    const isAsked = socket instanceof Socket && socket.bytesRead > 0;
    if (reply === null || !isAsked || !socket.writable) {
      socket.destroy();
      return;
    }
    const read = [...(unanswered.get(socket) ?? [])].find(({ req }) => !req.complete);
    if (read === undefined) onRefused('', reply);
    else cut.set(read.req, reply);
    endWith(socket, reply);
  });
  // A client that takes this for a proxy of its connections.
  server.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    onRefused(url, NO_TUNNEL);
    socket.on('error', () => {});
    endWith(socket, NO_TUNNEL);
  });
  return { whyCut: (incoming) => cut.get(incoming) ?? null };
}

const NO_TUNNEL = renderRefusal(
  405,
  'method_not_allowed',
  'no connection is led on: ask the paths that are served here',
);
const NO_HTTP = renderRefusal(400, 'malformed_http', 'what came is no HTTP/1.1 request');
const TOO_SLOW = renderRefusal(408, 'request_timeout', 'the request took longer than it may');
const LONG_HEAD = renderRefusal(431, 'headers_too_large', 'the headers are longer than they may be');
const LONG_EXTENSIONS = renderRefusal(
  413,
  'malformed_http',
  'the extensions of a chunk are longer than they may be',
);

/** Null where the client left. */
function replyTo(error: Error): ErrorReply | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return TOO_SLOW;
  if (code === 'HPE_HEADER_OVERFLOW') return LONG_HEAD;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return LONG_EXTENSIONS;
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE' ? NO_HTTP : null;
}

/** For a connection on which no response was begun. */
function asBytes({ status, headers, body }: ErrorReply): string {
  const all = {
    ...JSON_BODY,
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}
