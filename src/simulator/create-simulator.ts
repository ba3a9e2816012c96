import { createHash } from 'node:crypto';
import type { Fault } from '../contract/wires/fault.ts';
import type { Problem } from '../contract/problem.ts';
import type { Transport, WireRequest, WireResponse } from '../contract/wires/wire.ts';
import type { Clock } from '../contract/world.ts';
import { createBook, type BookEntry } from './book.ts';
import { checkCast } from './check-cast.ts';
import { chooseFaults } from './choose-faults.ts';
import { draftReply, type Draft } from './draft.ts';
import { expressible } from './expressible.ts';
import { Refusal, type Face, type Heard, type Reply, type Seat } from './face.ts';
import { findSeat, sayNoSeat } from './find-seat.ts';
import { drawDelay, type Delay, type Latency } from './latency.ts';
import { modelEnd } from './model-end.ts';
import { NO_PAST, type Past } from './past.ts';
import { perform } from './perform.ts';
import { refuseConnection } from './refuse-connection.ts';
import { seededRandom, seededUuid } from '../stats/seeded-random.ts';
import { sendDraft } from './send-draft.ts';
import { createPrefixCaches } from './prefix-cache.ts';
import { createQueues } from './serve-queue.ts';

/** Everything a simulator is made of. `faces` are by the name that seats use. */
export interface Cast {
  readonly seats: readonly Seat[];
  readonly book: readonly BookEntry[];
  readonly faults: readonly Fault[];
  readonly seed: number;
  readonly clock: Clock;
  readonly faces: Readonly<Record<string, Face>>;
  readonly latency: Latency;
  readonly past?: Past;
}

/**
 * The other side of every wire. `warnings` name faults that can strike nobody here.
 * A stalled body of `handle` ends at once and says `stall`; over a socket it stays open.
 */
export interface Simulator {
  readonly handle: Transport;
  readonly warnings: readonly Problem[];
}

/** The simulated epoch, 2026-01-01: answers carry times, and equal seeds must give equal bytes. */
const EPOCH_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/**
 * Throws InputError for an unknown face, a seat named twice or two prompts with the same messages.
 * The bytes of a response depend on the seed, the seat, the prompt, the mode and how often that was asked,
 * never on what else was asked before.
 */
export function createSimulator(cast: Cast): Simulator {
  const warnings = checkCast(cast);
  const { clock, faces, faults, latency, seed, past = NO_PAST } = cast;
  const find = createBook(cast.book);
  const seats = new Map(cast.seats.map((seat) => [seat.id, seat]));
  const counts = new Map<string, number>();
  const startedMs = clock.nowMs();
  const queues = createQueues(faults);
  const caches = createPrefixCaches(faults);
  const deferred = new Map<string, { readonly draft: Draft; readonly polls: number }>();

  function count(key: string): number {
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return nth;
  }

  async function send(
    draft: Draft,
    delays: readonly Delay[],
    label: string,
    signal: AbortSignal,
    servedMs = 0,
  ) {
    const random = seededRandom(seed, label, 'time');
    const waitMs = delays.reduce((sum, delay) => sum + drawDelay(delay, random), servedMs);
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    if (draft.refused !== null) return refuseConnection(draft.refused, signal);
    return sendDraft(draft, latency.gap, random, clock, signal);
  }

  function poll(id: string, face: Face, seat: Seat): Draft | null {
    const waiting = deferred.get(`${seat.id} ${id}`);
    if (waiting === undefined || face.accepted === undefined) return null;
    if (waiting.polls <= 0) return waiting.draft;
    deferred.set(`${seat.id} ${id}`, { ...waiting, polls: waiting.polls - 1 });
    return draftReply(face.accepted(id, seat));
  }

  function answer(face: Face, seat: Seat, heard: Heard, cachedShare: number | null) {
    const mode = heard.stream ? 'stream' : 'send';
    const { key, entry } = find(heard.messages);
    const promptId = entry?.promptId ?? null;
    const before = promptId === null ? 0 : past.requests(seat.id, promptId, mode);
    const nth = before + count(`${seat.id} ${key} ${mode}`);
    const labels = [seat.id, key, mode, nth];
    const occasion = { target: seat.id, prompt: promptId, mode, nth } as const;
    const struck = chooseFaults(faults, occasion, (index, own) =>
      seededRandom(own ?? seed, ...labels, 'share', index),
    ).filter((fault) => expressible(fault, face, mode));
    // Answers that were lost with an earlier simulator had ids too, and nobody knows which.
    const series = past.exchanges;
    const requestId = seededUuid(seed, ...labels, ...(series === 0 ? [] : [series]));
    const draft = perform({
      seat,
      face,
      heard,
      entry,
      faults: struck,
      cachedShare,
      requestId,
      seatRequestId: seededUuid(seed, seat.id),
      createdMs: EPOCH_MS + Math.floor(seededRandom(seed, ...labels, 'created')() * DAY_MS),
      random: (label) => seededRandom(seed, ...labels, label),
      defer: (later, polls) => deferred.set(`${seat.id} ${requestId}`, { draft: later, polls }),
    });
    const slow = struck.flatMap((fault) => fault.profile?.latency ?? []);
    return { draft, delays: [latency.headers, ...slow], label: labels.join(' ') };
  }

  async function handle(wire: WireRequest, signal: AbortSignal): Promise<WireResponse> {
    signal.throwIfAborted();
    const seated = findSeat(wire, seats);
    if (seated === null) return send(draftReply(sayNoSeat(seats.keys())), [], 'no seat', signal);
    const { seat, request } = seated;
    const face = faces[seat.face];
    if (face === undefined) throw new Error(`no face ${seat.face}`);
    const asked = digest(request);
    const label = `${seat.id} ${asked} ${count(`${seat.id} ${asked}`)}`;
    const reply = (answered: Reply) => send(draftReply(answered), [latency.headers], label, signal);

    const polled = face.polledId?.(request, seat) ?? null;
    const ready = polled === null ? null : poll(polled, face, seat);
    if (ready !== null) return send(ready, [latency.headers], label, signal);
    const sinceMs = clock.nowMs() - startedMs;
    if (faults.some((fault) => isLoading(fault, seat.id, sinceMs))) {
      const requestId = seededUuid(seed, label);
      return reply(face.sayError({ kind: 'overloaded', retryAfterMs: null, requestId }, seat));
    }
    const end = modelEnd(faults, seat.id);
    const moment = { requestId: seededUuid(seed, label), createdMs: clock.wallMs(), end };
    const aside = face.answerAside(request, seat, moment);
    if (aside !== null) return reply(aside);
    const heard = hearOrRefuse(() => face.hear(request, seat, moment));
    if ('status' in heard) return reply(heard);
    const cached = caches.enter(seat.id, heard);
    const answered = answer(face, seat, heard, cached?.share ?? null);
    const servedMs = queues.enter(seat.id, clock.nowMs() - startedMs) + (cached?.waitMs ?? 0);
    return send(answered.draft, answered.delays, answered.label, signal, servedMs);
  }

  return { handle, warnings };
}

function isLoading({ loadingMs, match: { target } }: Fault, seat: string, sinceMs: number): boolean {
  return loadingMs !== undefined && (target ?? seat) === seat && sinceMs < loadingMs;
}

function hearOrRefuse(hear: () => Heard): Heard | Reply {
  try {
    return hear();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

/** Headers apart, for they hold times and signatures. */
function digest({ method, url, body }: WireRequest): string {
  return createHash('sha256')
    .update(`${method} ${url}\n`)
    .update(body ?? '')
    .digest('base64url');
}
