import { isUtf8 } from 'node:buffer';
import { createParser } from 'eventsource-parser';
import { unlimitedEvents, type EventGuard } from './event-guard.ts';
import { followLines, type LineFollower } from './follow-lines.ts';

/** One event, in the order of the bytes. `terminated` is false when the body ended before its blank line. */
export interface SseEvent {
  readonly event: string | null;
  readonly data: string;
  readonly terminated: boolean;
}

export interface SseReader {
  push(bytes: Uint8Array): void;
  /** Hands out an event that lacks its blank line; returns true when other bytes were left over. */
  end(): boolean;
  /** Where in the body the event or line that is being handed out ends. */
  offset(): number;
  /** Whether bytes came that are no UTF-8. */
  isGarbled(): boolean;
}

const LF = 10;
const BYTE_ORDER_MARK = /^\uFEFF/;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * What is made of a field that the specification tells parsers to ignore: servers have put errors and events there. The
 * data of an event that stands in it, or null. `isFree` says whether no event that began before it waits for its end.
 */
export type OnOddLine = (field: string, value: string, isFree: () => boolean) => string | null;

/**
 * Server-sent events over bytes cut anywhere. The parser is fed whole lines, so the same bytes give the same events
 * however they were split, and multi-byte characters survive.
 */
export function createSseReader(
  onEvent: (event: SseEvent) => void,
  onOddLine: OnOddLine,
  guard: EventGuard = unlimitedEvents(),
): SseReader {
  let pending: Uint8Array[] = [];
  let ended = false;
  let terminated = true;
  let rescued = false;
  let garbled = false;
  /** Bytes since the last event, at least. */
  let held = 0;
  /** The whole lines that are being fed, where they begin in the body, and how many things were said of them. */
  let lines: readonly Uint8Array[] = [];
  let text = '';
  let base = 0;
  let handed = 0;
  /** The lines fed before, from the last event on: what the parser still holds. Joined only to be looked at. */
  let open: string[] = [];
  /** How many of the lines that are being fed were odd, and where the last of them ends that was an event. */
  let odd = 0;
  let taken = 0;
  /** From the first on that may be one: hardly a stream has any. */
  let follower: LineFollower | null = null;

  const isFree = (): boolean => {
    if (follower === null) {
      follower = followLines(open.join(''));
      follower.begin(text);
    }
    return follower.isFreeAt(odd);
  };

  const parser = createParser({
    onEvent: ({ event, data }) => {
      handed += 1;
      rescued = !terminated;
      held = 0;
      if (guard.admit(data.length)) onEvent({ event: event ?? null, data, terminated });
    },
    onError: (error) => {
      if (error.type !== 'unknown-field') return;
      handed += 1;
      odd += 1;
      const data = onOddLine(error.field ?? '', error.value ?? '', isFree);
      if (data === null) return;
      taken = follower?.take() ?? 0;
      held = 0;
      if (guard.admit(data.length)) onEvent({ event: null, data, terminated: !ended });
    },
  });

  const feed = (whole: readonly Uint8Array[], last: string): void => {
    const border = Math.max(taken, endOfBlankLine(text));
    if (border > 0) open = [];
    open.push(text.slice(border));
    for (const piece of lines) base += piece.length;
    lines = whole;
    text = decodePieces(whole) + last;
    if (base === 0) text = text.replace(BYTE_ORDER_MARK, '');
    [handed, odd, taken] = [0, 0, 0];
    // Whole lines hold whole characters; servers send the replacement character itself too.
    garbled ||= text.includes('\uFFFD') && !isUtf8(Buffer.concat(whole));
    follower?.begin(text);
    parser.feed(text);
  };

  const isLeft = (): boolean => {
    const border = endOfBlankLine(text);
    return (follower ?? followLines(border > 0 ? text.slice(border) : open.join('') + text)).isLeft();
  };

  return {
    push(bytes) {
      held += bytes.length;
      if (guard.tripped !== null) return;
      const border = bytes.lastIndexOf(LF) + 1;
      if (border === 0) {
        pending.push(bytes);
        guard.hold(held);
        return;
      }
      const head = bytes.subarray(0, border);
      const whole = [...pending, head];
      pending = border < bytes.length ? [bytes.subarray(border)] : [];
      feed(whole, '');
      guard.hold(held);
    },
    end() {
      if (guard.tripped !== null) return false;
      const rest = pending;
      pending = [];
      ended = true;
      // The parser drops the start of a line that cannot become a field, so a last line is given its end.
      if (rest.some((piece) => piece.length > 0)) feed(rest, '\n');
      if (!isLeft()) return false;
      terminated = false;
      parser.feed('\n');
      return !rescued;
    },
    isGarbled: () => garbled,
    offset: () => base + endOfLines(Buffer.concat(lines), text, endOfNth(handed, text, open.join(''))),
  };
}

/** Joined as text where no character is cut, which is cheaper than to join the bytes. */
function decodePieces(pieces: readonly Uint8Array[]): string {
  const [first, second] = pieces;
  if (first === undefined) return '';
  if (second === undefined) return utf8.decode(first);
  const whole = pieces.length === 2 && (first.at(-1) ?? 0) < 0x80;
  return whole ? utf8.decode(first) + utf8.decode(second) : utf8.decode(Buffer.concat(pieces));
}

/** Where the last blank line of whole lines ends, or 0. What stands before them ended a line, so the first may be blank. */
function endOfBlankLine(text: string): number {
  const plain = text.lastIndexOf('\n\n');
  if (plain >= 0) return plain + 2;
  const returned = text.lastIndexOf('\n\r\n');
  if (returned >= 0) return returned + 3;
  return text.startsWith('\n') ? 1 : text.startsWith('\r\n') ? 2 : 0;
}

/**
 * Where the line ends with which the parser says its nth thing of `text`, after what it was fed `before`. Found by
 * feeding it again line by line: that is asked for a finding, and feeding line by line is dear.
 */
function endOfNth(nth: number, text: string, before: string): number {
  let handed = 0;
  const count = (): void => {
    handed += 1;
  };
  const parser = createParser({
    onEvent: count,
    onError: ({ type }) => {
      if (type === 'unknown-field') count();
    },
  });
  // A comment first: what stands at the start of a stream may be taken for a byte order mark.
  parser.feed(`:\n${before}`);
  handed = 0;
  let end = 0;
  for (let from = 0; from < text.length; from = end) {
    end = text.indexOf('\n', from) + 1;
    parser.feed(text.slice(from, end));
    if (handed >= nth) break;
  }
  return end;
}

/** Where in the bytes the lines end that `text` holds up to `upTo`: no byte of a longer character is a line feed. */
function endOfLines(bytes: Uint8Array, text: string, upTo: number): number {
  if (upTo >= text.length) return bytes.length;
  let end = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < upTo; at = text.indexOf('\n', at + 1)) {
    end = bytes.indexOf(LF, end) + 1;
  }
  return end;
}
