import type { IncomingMessage, ServerResponse } from 'node:http';
import { followSignal } from '../../calls/follow-signal.ts';
import type { TrafficDecision, TrafficState } from '../../contract/traffic/traffic.ts';
import { decideRequest } from '../../rollout/decide-request.ts';
import { renderError, renderRefusal, type ErrorReply } from '../../traffic/chat/render-error.ts';
import type { KeptAnswer, Opened } from '../../traffic/idempotency-book.ts';
import { headersToTarget } from '../../traffic/pass-headers.ts';
import { openAnswer, type AnswerEar, type ClientAnswer } from './client-answer.ts';
import { collectAnswer } from './collect-answer.ts';
import { headerOf, hearChat, requestIdOf, type HeardChat } from './hear-chat.ts';
import { JSON_BODY } from './live-call.ts';
import type { LiveFront, ServedRequest } from './live-front.ts';
import type { BodyRoom } from './read-live-body.ts';
import { tellRefused } from './tell-refused.ts';
import { serveLive, type LiveEars, type LiveResult } from './serve-live.ts';

/** A chat request, and where its path leads. */
export interface ChatCall {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Without its query. */
  readonly path: string;
  /** Whether the path says which model is meant, whatever the body says. */
  readonly isNamed: boolean;
  /** Why the request could not be read to its end; null where its client left. */
  readonly whyCut: () => ErrorReply | null;
}

/** Serves one chat request from its body to its last byte. `halted` aborts when nobody has time for it any more. */
export async function answerChat(
  chat: ChatCall,
  front: LiveFront,
  room: BodyRoom,
  halted: AbortSignal,
): Promise<void> {
  const { incoming, outgoing } = chat;
  const { clock } = front.world;
  const came = { startedMs: clock.nowMs(), atMs: clock.wallMs(), id: requestIdOf(incoming, front) };
  const notes = new Map([['x-llama-contract-request', came.id]]);
  const ending = new AbortController();
  let ear: AnswerEar | null = null;
  const client = openAnswer(outgoing, {
    clock,
    halted,
    slowClientMs: front.limits.slowClientMs,
    headers: () => ({ ...Object.fromEntries(notes), ...(halted.aborted && { connection: 'close' }) }),
    ear: () => ear,
    onLeft: () => ending.abort(new Error('the client left')),
  });
  const heard = await hearChat(incoming, chat, came.id, front, room);
  if (heard === null) return void tellRefused(front, chat.path, chat.whyCut());
  if (!('scan' in heard)) return refuse(client, tellRefused(front, chat.path, heard));
  try {
    const { givenKey } = heard;
    const opened = givenKey === null ? null : await openPatiently(incoming, givenKey, heard, front);
    if (opened?.kind === 'conflict') return refuse(client, tellRefused(front, chat.path, OTHER_REQUEST));
    const state = front.state();
    const decision = decide(heard, front, state);
    const reasons = [...decision.reasons];
    const tell = (served: Ended): void => {
      const { body, scan } = heard;
      const { id, atMs, startedMs } = came;
      const base = {
        id,
        atMs,
        path: chat.path,
        stream: scan.isStream,
        decision: { ...decision, reasons },
        bytesIn: body.length,
      };
      const ms = clock.nowMs() - startedMs;
      front.onServed({ ...base, ...served, status: client.status(), ms }, state);
    };
    if (opened?.kind === 'repeat') {
      repeat(client, opened.answer, notes);
      const { finish } = opened.answer;
      const end = client.hasLeft() ? 'left' : 'whole';
      return tell({ ...REPEATED, target: front.sides[decision.arm].target.id, end, finish });
    }
    const kept = opened === null ? null : collectAnswer();
    ear = kept;
    let whole: KeptAnswer | null = null;
    const unfollow = followSignal(halted, () => ending.abort(halted.reason));
    try {
      for (const [name, value] of headersOf(decision)) notes.set(name, value);
      const ears = {
        onTarget: (target: string) => notes.set('x-llama-contract-target', target),
        onReason(reason: string) {
          reasons.push(reason);
          notes.set('x-llama-contract-reasons', headerText(reasons));
        },
      };
      const done = await serve(chat, { heard, decision, ...came }, client, front, ending.signal, ears);
      const ended = endOf(done, client);
      if (ended.end === 'whole') whole = kept?.answer(ended.finish) ?? null;
      tell(ended);
    } finally {
      unfollow();
      opened?.settle(whole);
    }
    if (!decision.shadow) return undefined;
    const { path, clientKey } = heard.features;
    const live = { arm: decision.arm, status: client.status(), latencyMs: clock.nowMs() - came.startedMs };
    const contentType = headerOf(incoming, 'content-type');
    front.shadow?.offer({
      id: came.id,
      atMs: came.atMs,
      path,
      clientKey,
      contentType,
      body: heard.body,
      live,
    });
  } finally {
    heard.release();
  }
}

function decide(
  { features }: HeardChat,
  { migration, shadow }: LiveFront,
  state: TrafficState,
): TrafficDecision {
  const decided = decideRequest(features, migration, state);
  if (shadow !== null || !decided.shadow) return decided;
  return { ...decided, shadow: false, reasons: [...decided.reasons, 'nothing is mirrored here'] };
}

async function serve(
  { incoming }: ChatCall,
  asked: {
    readonly heard: HeardChat;
    readonly decision: TrafficDecision;
    readonly id: string;
    readonly atMs: number;
  },
  client: ClientAnswer,
  front: LiveFront,
  signal: AbortSignal,
  ears: LiveEars,
): Promise<LiveResult> {
  const { migration, sides, fallback, world } = front;
  const { heard, decision, id, atMs } = asked;
  const headers = headersToTarget(incoming.headers, migration.routing?.requestIdHeader ?? null);
  const call = { id, atMs, body: heard.body, scan: heard.scan, headers, signal };
  const legs = { target: sides[decision.arm], fallback, attempts: migration.traffic.attempts };
  const done = await serveLive(call, legs, client, world, ears);
  if (done.result.type === 'refused') refuse(client, renderError(done.result.error));
  return done;
}

/** Waits for the answer of whoever came first with its key; where that came to none, this one is the first. */
async function openPatiently(
  incoming: IncomingMessage,
  key: string,
  { body, features }: HeardChat,
  { book }: LiveFront,
): Promise<Exclude<Opened, { kind: 'repeat' }> | { readonly kind: 'repeat'; readonly answer: KeptAnswer }> {
  const { authorization = '', 'api-key': apiKey = '', 'x-api-key': otherKey = '' } = incoming.headers;
  const scope = JSON.stringify([authorization, apiKey, otherKey, features.clientKey]);
  for (;;) {
    const opened = book.open({ scope, key, path: features.path, body });
    if (opened.kind !== 'repeat') return opened;
    const answer = await opened.answer;
    if (answer !== null) return { kind: 'repeat', answer };
  }
}

const OTHER_REQUEST = renderRefusal(422, 'idempotency_key_reused', 'another request came by this key before');

/** Who answered then is said in its own headers. */
function repeat(
  client: ClientAnswer,
  { status, headers, body }: KeptAnswer,
  notes: Map<string, string>,
): void {
  notes.set('x-llama-contract-repeated', 'true');
  const { connection: _ofThen, ...kept } = headers;
  client.reply(status, kept, body);
}

function refuse(client: ClientAnswer, { status, headers, body }: ErrorReply): void {
  client.reply(status, { ...JSON_BODY, ...headers }, body);
}

type Ended = Pick<ServedRequest, 'target' | 'attempts' | 'end' | 'error' | 'finish' | 'repeated'>;

const REPEATED = { attempts: 0, error: null, repeated: true } as const;

function endOf({ result, target, attempts }: LiveResult, client: ClientAnswer): Ended {
  const asked = { target, attempts, repeated: false };
  const isRefused = result.type === 'refused';
  const error = isRefused ? result.error.kind : result.broken;
  const finish = isRefused ? null : result.finish;
  if (client.hasLeft()) return { ...asked, end: 'left', error, finish };
  if (isRefused) return { ...asked, end: 'refused', error, finish };
  return { ...asked, end: error === null ? 'whole' : 'broken', error, finish };
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
    ['x-llama-contract-reasons', headerText(reasons)],
  ];
}

function headerText(reasons: readonly string[]): string {
  return reasons.join('; ').replaceAll(/[^\x20-\x7e]/g, '?');
}
