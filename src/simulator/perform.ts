import type { Fault } from '../contract/wires/fault.ts';
import type { Random } from '../contract/world.ts';
import { answerEffects } from './answer-faults.ts';
import type { BookEntry } from './book.ts';
import { draftReply, draftStream, type Draft } from './draft.ts';
import type { Face, Heard, Play, Seat } from './face.ts';
import { forget } from './forget.ts';
import { playAnswer, type Performance } from './play-answer.ts';
import { errorOf, wireEffects, type Scene } from './wire-faults.ts';

/** One request that was understood, and everything that decides its answer. `random` is a generator per label. */
export interface Cue {
  readonly seat: Seat;
  readonly face: Face;
  readonly heard: Heard;
  readonly entry: BookEntry | null;
  readonly faults: readonly Fault[];
  /** How much of the input is read from a cache, 0 to 1; null where the target has none. */
  readonly cachedShare: number | null;
  readonly requestId: string;
  readonly seatRequestId: string;
  readonly createdMs: number;
  random(label: string): Random;
  defer(draft: Draft, polls: number): void;
}

/** The answer to a cue: the book's words with the faults of content, said by the face, with the faults of bytes. */
export function perform(given: Cue): Draft {
  const cue = { ...given, seat: limitSeat(given.seat, given.faults) };
  const { heard, seat } = cue;
  const performance = playAnswer(heard, cue.entry, seat);
  const play = cue.faults.reduce(
    (changed, fault) => changePlay(changed, fault, cue),
    openPlay(cue, performance.type === 'answer' ? performance.answer : NOTHING),
  );
  const scene: Scene = { ...cue, mode: heard.stream ? 'stream' : 'send', play, random: cue.random('junk') };
  const draft = performance.type === 'answer' ? say(scene) : refuse(performance, scene);
  return cue.faults.reduce((made, fault, index) => changeDraft(made, fault, index, scene, cue), draft);
}

/** The seat as it serves, which may be less than what it advertises. */
function limitSeat(seat: Seat, faults: readonly Fault[]): Seat {
  const accepted = faults.flatMap(({ acceptsTokens }) => acceptsTokens ?? []);
  return accepted.length === 0
    ? seat
    : { ...seat, contextTokens: Math.min(seat.contextTokens ?? Infinity, ...accepted) };
}

const NOTHING = {
  text: '',
  toolCalls: [],
  finish: null,
  stopString: null,
  usage: { inputTokens: 0, outputTokens: 0 },
} as const;

function openPlay(cue: Cue, answer: Pick<Play, keyof typeof NOTHING>): Play {
  const { usage } = answer;
  return {
    ...answer,
    usage:
      cue.cachedShare === null
        ? usage
        : { ...usage, cachedTokens: Math.floor(usage.inputTokens * cue.cachedShare) },
    finishWord: null,
    requestId: cue.requestId,
    modelId: cue.seat.modelId,
    createdMs: cue.createdMs,
    random: cue.random('play'),
    omit: new Set(),
  };
}

function changePlay(play: Play, fault: Fault, cue: Cue): Play {
  const effect = fault.wire === undefined ? undefined : wireEffects[fault.wire];
  const wired = effect?.on === 'play' ? effect.apply(play, fault, cue.seatRequestId) : play;
  const recalled = fault.recall === undefined ? wired : forget(wired, fault.recall, cue.random('recall'));
  return fault.answer === undefined ? recalled : answerEffects[fault.answer](recalled, fault, cue);
}

function say({ face, heard, play, seat }: Scene): Draft {
  const draft = heard.stream
    ? draftStream(face.stream(heard, play, seat))
    : draftReply(face.say(heard, play, seat));
  if (play.retiringOn === undefined || face.announces === 'in-body') return draft;
  return { ...draft, headers: { ...draft.headers, ...announcement(play.retiringOn, play.createdMs) } };
}

/** RFC 8594 and RFC 9745: an HTTP date, and `@` before the epoch's seconds. */
function announcement(endsOn: string, sinceMs: number): Draft['headers'] {
  return {
    deprecation: `@${Math.floor(sinceMs / 1000)}`,
    sunset: new Date(`${endsOn}T00:00:00Z`).toUTCString(),
  };
}

/** What is our own limit is said in the wire's envelope, for a client to show, and in our own words. */
function refuse(performance: Exclude<Performance, { type: 'answer' }>, { face, play, seat }: Scene): Draft {
  const occasion = { retryAfterMs: null, requestId: play.requestId };
  return draftReply(
    performance.type === 'error'
      ? face.sayError({ ...occasion, kind: performance.kind }, seat)
      : face.sayError({ ...occasion, kind: 'invalid_request', message: performance.reason }, seat),
  );
}

function changeDraft(draft: Draft, fault: Fault, index: number, scene: Scene, cue: Cue): Draft {
  if (fault.profile !== undefined && cue.random(`fail:${index}`)() < fault.profile.failShare) {
    return draftReply(scene.face.sayError(errorOf(fault, scene), scene.seat));
  }
  const effect = fault.wire === undefined ? undefined : wireEffects[fault.wire];
  return effect?.on === 'draft' ? effect.apply(draft, fault, scene) : draft;
}
