import { hash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readPath } from '../../rollout/read-path.ts';
import { ownError, renderError, renderRefusal, type ErrorReply } from '../../traffic/chat/render-error.ts';
import { renderModel, renderModels } from '../../traffic/chat/render-models.ts';
import { isRebound } from '../shadow/asked-by-page.ts';
import { answerChat } from './answer-chat.ts';
import { answerMalformed } from './answer-malformed.ts';
import { endHeard } from './client-answer.ts';
import { JSON_BODY } from './live-call.ts';
import type { LiveFront } from './live-front.ts';
import { tellRefused } from './tell-refused.ts';
import { answerExpectations } from '../connect/answer-expectations.ts';
import { listenOn, type ListenAddress } from '../connect/listen-on.ts';

export interface FrontServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Takes nothing new, and lets what is being served end for so long as it may. */
  close(): Promise<void>;
}

/** What the server says of itself, as text for Prometheus; null where nobody can make it. */
type Metrics = (inFlight: number) => Promise<string | null>;

/** Above what load balancers keep a connection for, so that it is they who end it. Milliseconds. */
const KEEP_ALIVE_MS = 65_000;
/** Node looks for clients that are too slow every 30 s, which would be the limit then. Milliseconds. */
const LOOK_MS = 1_000;
const MOST_HEADER_BYTES = 16 * 1024;
const MOST_CONNECTIONS = 2_000;

/** Serves live requests over HTTP. `port` 0 takes a free one. Throws InputError when the port cannot be listened on. */
export async function serveFront(
  front: LiveFront,
  { metrics, ...address }: ListenAddress & { readonly metrics: Metrics },
): Promise<FrontServer> {
  const { world, limits, onCrash } = front;
  const room = { held: 0 };
  const halted = new AbortController();
  const answering = new Set<Promise<void>>();
  let isStopping = false;
  let inFlight = 0;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = incoming;
    const path = pathOf(url);
    if (path === '/healthz') return say(outgoing, isStopping ? STOPPING : HEALTHY);
    if (path === '/metrics') {
      const text = await metrics(inFlight);
      return text === null
        ? say(outgoing, NO_METRICS)
        : say(outgoing, { status: 200, body: text }, METRICS_TEXT);
    }
    if (incoming.httpVersion === '1.1' && incoming.headers.host === undefined)
      return say(outgoing, tellRefused(front, path, NO_HOST));
    if (!/^100-continue$/i.test(incoming.headers.expect ?? '100-continue'))
      return say(outgoing, tellRefused(front, path, NOT_EXPECTED));
    if (!isKnown(incoming, front.key)) return say(outgoing, tellRefused(front, path, UNKNOWN_CLIENT));
    if (front.key === null && isRebound(incoming.headers))
      return say(outgoing, tellRefused(front, path, PAGE));
    const { endpoint } = readPath(path, front.migration.routing);
    const isNamed = endpoint !== path;
    if (endpoint === '/v1/chat/completions' || (isNamed && endpoint === '/v1')) {
      if (method !== 'POST') return say(outgoing, tellRefused(front, path, NOT_SO), { allow: 'POST' });
      if (inFlight >= limits.inFlight || isStopping) return say(outgoing, tellRefused(front, path, BUSY));
      inFlight += 1;
      outgoing.on('close', () => {
        inFlight -= 1;
      });
      const whyCut = (): ErrorReply | null => malformed.whyCut(incoming);
      return answerChat({ incoming, outgoing, path, isNamed, whyCut }, front, room, halted.signal);
    }
    const models = /^\/v1\/models(?:\/(?<name>.+))?$/.exec(endpoint);
    if (models === null) return say(outgoing, tellRefused(front, path, NOT_HERE));
    if (method !== 'GET') return say(outgoing, tellRefused(front, path, NOT_SO), { allow: 'GET' });
    const { name } = models.groups ?? {};
    const { names } = front;
    const text = name === undefined ? renderModels(names) : renderModel(names, decodeName(name));
    return say(outgoing, text === null ? tellRefused(front, path, NOT_HERE) : { status: 200, body: text });
  };

  const patience = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.min(LOOK_MS, limits.headersMs),
  };
  const server = createServer(
    { ...patience, maxHeaderSize: MOST_HEADER_BYTES, noDelay: true, requireHostHeader: false },
    (incoming, outgoing) => {
      // Who leaves is not answered.
      outgoing.on('error', () => {});
      outgoing.on('close', () => {
        // What was kept for another request has none to wait for.
        if (isStopping) setImmediate(() => server.closeIdleConnections());
      });
      const answered = answer(incoming, outgoing)
        .catch((error: unknown) => {
          outgoing.destroy();
          onCrash(error);
        })
        .finally(() => answering.delete(answered));
      answering.add(answered);
    },
  );
  const malformed = answerMalformed(server, (url, reply) => tellRefused(front, pathOf(url), reply));
  answerExpectations(server);
  server.maxConnections = MOST_CONNECTIONS;
  const url = await listenOn(server, address);
  return {
    url,
    async close() {
      isStopping = true;
      const closed = once(server, 'close');
      server.close();
      const cancelHalt = world.clock.timer(limits.graceMs, () =>
        halted.abort(new Error('the server is stopped')),
      );
      const cancelBreak = world.clock.timer(limits.graceMs + LAST_MS, () => server.closeAllConnections());
      await closed;
      // What became of each is told after its last byte.
      await Promise.all(answering);
      cancelHalt();
      cancelBreak();
    },
  };
}

const HEALTHY: Reply = { status: 200, body: '{"status":"ok"}\n' };
const STOPPING: Reply = { status: 503, body: '{"status":"stopping"}\n' };
const METRICS_TEXT = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };

/** For what is ended to be said to those who wait for it. */
const LAST_MS = 2_000;

const UNKNOWN_CLIENT = renderRefusal(401, 'invalid_api_key', 'the key is not the one that is asked for here');
const PAGE = renderRefusal(403, 'page_not_allowed', 'no page of a browser may ask here: set --api-key-env');
const NOT_HERE = renderRefusal(404, 'not_found', 'nothing is served at this path');
const NO_HOST = renderRefusal(400, 'malformed_http', 'a request names its host in a header');
const NOT_EXPECTED = renderRefusal(417, 'expectation_failed', 'nothing but 100-continue may be expected');
const NOT_SO = renderRefusal(405, 'method_not_allowed', 'this path is not asked by this method');
const NO_METRICS = renderRefusal(501, 'no_metrics', 'prom-client is not installed beside llama-contract');
const BUSY = renderError({
  ...ownError('overloaded', 'as many requests are served as may'),
  retryAfterMs: 1000,
});

type Reply = Pick<ErrorReply, 'status' | 'body'> & { readonly headers?: ErrorReply['headers'] };

function say(
  outgoing: ServerResponse,
  { status, headers, body }: Reply,
  more: ErrorReply['headers'] = {},
): void {
  // A body that was not read is no place for another request.
  const close = outgoing.req.method === 'GET' ? {} : { connection: 'close' };
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  outgoing.writeHead(status, { ...JSON_BODY, ...headers, ...length, ...more, ...close });
  endHeard(outgoing, body);
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** By digests, so that no time tells how much of it was right. */
function isKnown({ headers }: IncomingMessage, key: string | null): boolean {
  if (key === null) return true;
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${key}`));
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
