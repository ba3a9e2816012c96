import type { IncomingMessage, ServerResponse } from 'node:http';
import { followSignal } from '../calls/follow-signal.ts';
import type { TrafficDecision } from '../contract/traffic.ts';
import { decideRequest } from '../rollout/decide-request.ts';
import {
  ownError,
  renderError,
  renderRefusal,
  type ErrorReply,
  type ToldError,
} from '../traffic/chat/render-error.ts';
import { namedPaths } from '../traffic/name-path.ts';
import { headersToTarget } from '../traffic/pass-headers.ts';
import { scanRequest, type RequestScan } from '../traffic/scan-request.ts';
import { openAnswer, type ClientAnswer } from './client-answer.ts';
import { JSON_BODY } from './live-call.ts';
import type { LiveFront, ServedEnd } from './live-front.ts';
import { readLiveBody, type BodyRoom } from './read-live-body.ts';
import { serveLive, type LiveResult } from './serve-live.ts';

/** A chat request, and where its path leads. */
export interface ChatCall {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Without its query. */
  readonly path: string;
  /** Whether the path says which model is meant, whatever the body says. */
  readonly isNamed: boolean;
}

/** Serves one chat request from its body to its last byte. */
export async function answerChat(
  { incoming, outgoing, path: asked, isNamed }: ChatCall,
  front: LiveFront,
  room: BodyRoom,
  halted: AbortSignal,
): Promise<void> {
  const { migration, world, limits, sides, fallback } = front;
  const { clock } = world;
  const startedMs = clock.nowMs();
  const atMs = clock.wallMs();
  const id = requestIdOf(incoming, front);
  const noted = new Map([['x-llama-contract-request', id]]);
  const { slowClientMs } = limits;
  const headers = (): Record<string, string> => ({
    ...Object.fromEntries(noted),
    ...(halted.aborted && { connection: 'close' }),
  });
  const client = openAnswer(outgoing, { clock, slowClientMs, headers });

  const why = whyNoJson(incoming);
  if (why !== null) return refuse(client, why, { connection: 'close' });
  const body = await readLiveBody(incoming, limits, room);
  if (body === null) return undefined;
  if (!('bytes' in body)) return refuse(client, renderError(body), { connection: 'close' });
  try {
    const scan = scanRequest(body.bytes);
    if (scan === null) return refuse(client, renderError(ownError('invalid_request', NO_OBJECT)));
    const path = isNamed ? asked : pathOf(scan, front);
    if (path === null) return refuse(client, unknownModel(scan, front));

    const clientKey = headerOf(incoming, migration.traffic.clientKey) ?? scan.user;
    const { isStream, model } = scan;
    const features = { path, clientKey, requestId: id, isStream, model, bodyBytes: body.bytes.length };
    const decision = decideRequest(features, migration, front.state());
    for (const [name, value] of headersOf(decision)) noted.set(name, value);

    const ending = new AbortController();
    const leave = (): void => ending.abort(client.gone.reason);
    client.gone.addEventListener('abort', leave, { once: true });
    const unfollow = followSignal(halted, () => ending.abort(halted.reason));
    const call = {
      id,
      atMs,
      body: body.bytes,
      scan,
      headers: headersToTarget(incoming.headers, migration.routing?.requestIdHeader ?? null),
      signal: ending.signal,
    };
    const { attempts } = migration.traffic;
    const legs = { target: sides[decision.arm], fallback, attempts };
    const done = await serveLive(call, legs, client, world, (target) => {
      noted.set('x-llama-contract-target', target);
    });
    unfollow();
    if (done.result.type === 'refused') refuse(client, renderError(done.result.error));
    const ms = clock.nowMs() - startedMs;
    const status = client.status();
    front.onServed({
      id,
      atMs,
      path: asked,
      stream: isStream,
      decision,
      status,
      ms,
      target: done.target,
      attempts: done.attempts,
      bytesIn: body.bytes.length,
      ...endOf(done, client),
    });
    if (decision.shadow) {
      const live = { arm: decision.arm, status, latencyMs: ms };
      const contentType = headerOf(incoming, 'content-type');
      front.shadow?.offer({ id, atMs, path, clientKey, contentType, body: body.bytes, live });
    }
  } finally {
    body.release();
  }
}

const NO_OBJECT = 'the body is no JSON object, or names a key twice';

function endOf(
  { result }: LiveResult,
  { gone }: ClientAnswer,
): {
  end: ServedEnd;
  error: LiveErrorKind;
  finish: string | null;
} {
  const error = result.type === 'refused' ? result.error.kind : result.broken;
  const finish = result.type === 'refused' ? null : result.finish;
  if (gone.aborted) return { end: 'left', error, finish };
  if (result.type === 'refused') return { end: 'refused', error, finish };
  return { end: error === null ? 'whole' : 'broken', error, finish };
}

type LiveErrorKind = ToldError['kind'] | null;

function refuse(client: ClientAnswer, { status, headers, body }: ErrorReply, more = {}): void {
  client.reply(status, { ...JSON_BODY, ...headers, ...more }, body);
}

/** A page in a browser can post text to a server on loopback, but JSON only where that allows it. */
function whyNoJson({ headers }: IncomingMessage): ErrorReply | null {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return renderRefusal(415, 'unsupported_media_type', 'the content-type must be application/json');
  }
  const coding = headers['content-encoding'] ?? 'identity';
  return coding === 'identity'
    ? null
    : renderRefusal(415, 'unsupported_content_coding', 'a body must be sent without a coding');
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

const SOUND_ID = /^[\x21-\x7e]{1,200}$/;

/** The client's own where it is one that a header and a log can hold. */
function requestIdOf(incoming: IncomingMessage, { migration, world }: LiveFront): string {
  const name = migration.routing?.requestIdHeader ?? null;
  const given = name === null ? null : headerOf(incoming, name);
  if (given !== null && SOUND_ID.test(given)) return given;
  const part = (): string =>
    Math.floor(world.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return `${part()}${part()}${part()}`;
}

function pathOf(scan: RequestScan, front: LiveFront): string | null {
  const named = namesOf(front).find(({ model }) => model === scan.model);
  return named === undefined ? null : `${named.path}/chat/completions`;
}

export function namesOf({ migration, sides }: LiveFront): ReturnType<typeof namedPaths> {
  return namedPaths(migration.routing, sides.baseline.target.model.providerModelId);
}

function unknownModel({ model }: RequestScan, front: LiveFront): ErrorReply {
  const names = namesOf(front).map((named) => named.model);
  const asked = model === null ? 'no model is named' : 'this model is not served here';
  return renderRefusal(404, 'model_not_found', `${asked}: name ${names.join(', ')}`);
}

function headersOf({
  arm,
  bucket,
  shadow,
  reasons,
}: TrafficDecision): readonly (readonly [string, string])[] {
  return [
    ['x-llama-contract-arm', arm],
    ['x-llama-contract-bucket', String(bucket)],
    ['x-llama-contract-shadow', String(shadow)],
    ['x-llama-contract-reasons', reasons.join('; ').replaceAll(/[^\x20-\x7e]/g, '?')],
  ];
}
