import type { Fault } from '../contract/wires/fault.ts';
import type { WireEnd } from '../contract/wires/wire.ts';
import type { Frame, Reply, StreamReply } from './face.ts';

/** How a connection ends before any response head. */
export type Refused = 'reset' | 'closed' | 'silent';

/** A response on its way out, still in frames so that faults find their place. */
export interface Draft {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly frames: readonly Frame[];
  readonly end: WireEnd;
  readonly refused: Refused | null;
}

type Place = Fault['at'];

export function draftReply(reply: Reply): Draft {
  return draftStream({ ...reply, frames: [{ kind: 'content', bytes: reply.body }] });
}

export function draftStream(reply: StreamReply): Draft {
  return { status: reply.status, headers: reply.headers, frames: reply.frames, end: 'fin', refused: null };
}

function bodyLength(frames: readonly Frame[]): number {
  return frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
}

/** How many frames stand before a place; a place in the middle of a frame counts that frame. */
function framesBefore(frames: readonly Frame[], place: Exclude<Place, { byte: number }>): number {
  if (place === 'before-headers' || place === 'headers') return 0;
  if (place === 'after-finish') {
    const finish = frames.findLastIndex((frame) => frame.kind === 'finish');
    return (finish === -1 ? frames.findLastIndex((frame) => frame.kind === 'content') : finish) + 1;
  }
  const contents = frames.flatMap((frame, index) => (frame.kind === 'content' ? [index] : []));
  const next = contents[place.part];
  return next ?? (contents.at(-1) ?? -1) + 1;
}

/**
 * The offset in the body, in bytes, at which a fault strikes. Places past the end are the end.
 * A body in one piece has no parts to count: `k` of them are k/(k+1) of it, so that there is always a rest.
 */
function offsetOf(frames: readonly Frame[], place: Place): number {
  if (typeof place === 'object' && 'byte' in place) return Math.min(place.byte, bodyLength(frames));
  if (typeof place === 'object' && frames.length === 1) {
    return Math.floor((bodyLength(frames) * place.part) / (place.part + 1));
  }
  return bodyLength(frames.slice(0, framesBefore(frames, place)));
}

/** The frames up to an offset, the one across it cut. */
function framesUpTo(frames: readonly Frame[], offset: number): Frame[] {
  const kept: Frame[] = [];
  let left = offset;
  for (const frame of frames) {
    if (left <= 0) break;
    kept.push(frame.bytes.length <= left ? frame : { ...frame, bytes: frame.bytes.subarray(0, left) });
    left -= frame.bytes.length;
  }
  return kept;
}

/** The frames from an offset on, the one across it cut. */
function framesFrom(frames: readonly Frame[], offset: number): Frame[] {
  const kept: Frame[] = [];
  let skip = offset;
  for (const frame of frames) {
    if (skip < frame.bytes.length) {
      kept.push(skip <= 0 ? frame : { ...frame, bytes: frame.bytes.subarray(skip) });
    }
    skip -= frame.bytes.length;
  }
  return kept;
}

/** The draft up to a place and no further, then `tail`, if any. */
export function endAt(draft: Draft, place: Place, end: WireEnd, tail: Uint8Array | null = null): Draft {
  const kept = framesUpTo(draft.frames, offsetOf(draft.frames, place));
  const frames: readonly Frame[] = tail === null ? kept : [...kept, { kind: 'end', bytes: tail }];
  return { ...draft, frames, end };
}

/** The draft with bytes put in at a place. */
export function insertAt(draft: Draft, place: Place, bytes: Uint8Array): Draft {
  const offset = offsetOf(draft.frames, place);
  return {
    ...draft,
    frames: [
      ...framesUpTo(draft.frames, offset),
      { kind: 'open', bytes },
      ...framesFrom(draft.frames, offset),
    ],
  };
}

/** The draft with the last byte turned of the frame that follows a place: where a binary frame keeps its checksum. */
export function spoilChecksum(draft: Draft, place: Place): Draft {
  const offset = offsetOf(draft.frames, place);
  let start = 0;
  let done = false;
  const frames = draft.frames.map((frame) => {
    const end = start + frame.bytes.length;
    const hit = !done && offset < end;
    start = end;
    if (!hit) return frame;
    done = true;
    const bytes = Uint8Array.from(frame.bytes);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    return { ...frame, bytes };
  });
  return { ...draft, frames };
}
