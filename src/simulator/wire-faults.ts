import type { Fault, WireFault } from '../contract/wires/fault.ts';
import type { JsonValue } from '../contract/json-value.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { Random } from '../contract/world.ts';
import {
  draftReply,
  draftStream,
  endAt,
  insertAt,
  spoilChecksum,
  type Draft,
  type Refused,
} from './draft.ts';
import { findOddity, isInStream } from './expressible.ts';
import type { Face, Heard, Play, Reply, Seat, SimulatedError } from './face.ts';
import { retiredOn, retiringOn } from './model-end.ts';

/** What a fault may look at. `defer` keeps a draft until it was polled for. */
export interface Scene {
  readonly seat: Seat;
  readonly face: Face;
  readonly heard: Heard;
  readonly mode: Mode;
  readonly play: Play;
  readonly random: Random;
  readonly seatRequestId: string;
  readonly defer: (draft: Draft, polls: number) => void;
}

interface PlayEffect {
  readonly on: 'play';
  apply(play: Play, fault: Fault, seatRequestId: string): Play;
}

interface DraftEffect {
  readonly on: 'draft';
  apply(draft: Draft, fault: Fault, scene: Scene): Draft;
}

/** A wire fault changes what the face is given to say, or what came of it. */
export type WireEffect = PlayEffect | DraftEffect;

const OTHER_MODEL = 'other-model-1b-instruct';
const HTML =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

function omit(what: 'finish' | 'usage' | 'done' | 'request-id'): PlayEffect {
  return { on: 'play', apply: (play) => ({ ...play, omit: new Set([...play.omit, what]) }) };
}

function stop(end: 'fin' | 'reset' | 'stall', refused: Refused): DraftEffect {
  return {
    on: 'draft',
    apply: (draft, fault) =>
      fault.at === 'before-headers' ? { ...draft, refused } : endAt(draft, fault.at, end),
  };
}

/** A reply in place of the answer; once the answer has begun, its body in the middle of it. */
function replace(replyOf: (fault: Fault, scene: Scene) => Reply): DraftEffect {
  return {
    on: 'draft',
    apply: (draft, fault, scene) => {
      const reply = replyOf(fault, scene);
      const begun = typeof fault.at === 'object' || fault.at === 'after-finish';
      return begun ? endAt(draft, fault.at, 'fin', reply.body) : draftReply(reply);
    },
  };
}

/** The error a fault speaks of; an overloaded server's when it names none. */
export function errorOf(fault: Fault, scene: Pick<Scene, 'play'>): SimulatedError {
  return {
    kind: fault.error?.kind ?? 'server_error',
    retryAfterMs: fault.error?.retryAfterMs ?? null,
    requestId: scene.play.requestId,
  };
}

const errorBody = replace((fault, { face, seat, ...scene }) => face.sayError(errorOf(fault, scene), seat));

const textOf = (value: JsonValue | undefined, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise;

function junk(random: Random): Uint8Array {
  return Uint8Array.from({ length: 24 }, () => Math.floor(random() * 256));
}

/** A server that ignores the wish for a stream says so by its content type; any other type is a lie about the body. */
function changeContentType(draft: Draft, fault: Fault, { face, heard, mode, play, seat }: Scene): Draft {
  if (mode === 'stream' && fault.value === 'application/json') return draftReply(face.say(heard, play, seat));
  const type = textOf(fault.value, 'text/html; charset=utf-8');
  return { ...draft, headers: { ...draft.headers, 'content-type': type } };
}

/** `value` is how many polls are told to wait: 1 unless given, null for all of them. */
function answerLater(draft: Draft, fault: Fault, { face, play, seat, defer }: Scene): Draft {
  const bare: Reply = {
    status: 202,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{}'),
  };
  const polls = fault.value === null ? Number.POSITIVE_INFINITY : fault.value;
  defer(draft, typeof polls === 'number' ? polls : 1);
  return draftReply(face.accepted?.(play.requestId, seat) ?? bare);
}

/** `value` names one of the server's own oddities. One that is not of this mode strikes nothing. */
function playOddity(draft: Draft, fault: Fault, { face, heard, mode, play, seat }: Scene): Draft {
  const odd = findOddity(fault, face);
  if (odd === null || !odd.modes.includes(mode)) return draft;
  if (odd.inStream !== null && isInStream(fault, mode)) {
    return endAt(draft, fault.at, 'fin', odd.inStream(seat));
  }
  return mode === 'stream'
    ? draftStream(odd.stream(heard, play, seat))
    : draftReply(odd.say(heard, play, seat));
}

/** What each wire fault does, for all wires alike. */
export const wireEffects: Readonly<Record<WireFault, WireEffect>> = {
  exception: {
    on: 'draft',
    apply: (draft, fault, scene) => {
      if (scene.mode === 'send') return errorBody.apply(draft, fault, scene);
      return endAt(draft, fault.at, 'fin', scene.face.streamError(errorOf(fault, scene), scene.seat));
    },
  },
  'error-body': errorBody,
  html: replace((fault) => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from(textOf(fault.value, HTML)),
  })),
  cut: stop('fin', 'closed'),
  reset: stop('reset', 'reset'),
  stall: stop('stall', 'silent'),
  'bad-crc': { on: 'draft', apply: (draft, fault) => spoilChecksum(draft, fault.at) },
  'content-type': { on: 'draft', apply: changeContentType },
  junk: {
    on: 'draft',
    apply: (draft, fault, { random }) =>
      insertAt(draft, fault.at, typeof fault.value === 'string' ? Buffer.from(fault.value) : junk(random)),
  },
  'status-200-error': replace((fault, { face, seat, ...scene }) => ({
    ...face.sayError(errorOf(fault, scene), seat),
    status: 200,
  })),
  'drop-finish': omit('finish'),
  'drop-usage': omit('usage'),
  'drop-done': omit('done'),
  'drop-request-id': omit('request-id'),
  'repeat-request-id': {
    on: 'play',
    apply: (play, _fault, seatRequestId) => ({ ...play, requestId: seatRequestId }),
  },
  'wrong-model': {
    on: 'play',
    apply: (play, fault) => ({ ...play, modelId: textOf(fault.value, OTHER_MODEL) }),
  },
  'accepted-202': { on: 'draft', apply: answerLater },
  oddity: { on: 'draft', apply: playOddity },
  retired: replace((fault, { face, seat, play }) =>
    face.sayError(
      {
        kind: 'model_not_found',
        retryAfterMs: null,
        requestId: play.requestId,
        retiredOn: retiredOn(fault),
      },
      seat,
    ),
  ),
  retiring: {
    on: 'play',
    apply: (play, fault) => ({ ...play, retiringOn: retiringOn(fault) }),
  },
};
