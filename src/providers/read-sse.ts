import { createParser } from 'eventsource-parser';
import { unlimitedEvents, type EventGuard } from './event-guard.ts';

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
}

const LF = 10;
const FIELDS = ['data:', 'id:', 'event:'];
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Server-sent events over bytes cut anywhere. The parser is fed whole lines, one event at most, so the same bytes
 * give the same events at the same places however they were split, and multi-byte characters survive. `onOddLine`
 * gets the fields that the specification tells parsers to ignore: servers have put errors there.
 */
export function createSseReader(
  onEvent: (event: SseEvent) => void,
  onOddLine: (field: string, value: string) => void,
  guard: EventGuard = unlimitedEvents(),
): SseReader {
  let pending: Uint8Array[] = [];
  /** Whether fields wait for their blank line. */
  let dangling = false;
  let terminated = true;
  let rescued = false;
  /** Bytes since the last event, at least. */
  let held = 0;
  /** The whole lines that are being fed, where they begin in the body, and how far they were fed. */
  let lines: Uint8Array = new Uint8Array();
  let text = '';
  let base = 0;
  let fed = 0;

  const parser = createParser({
    onEvent: ({ event, data }) => {
      rescued = !terminated;
      held = 0;
      if (guard.admit(data.length)) onEvent({ event: event ?? null, data, terminated });
    },
    onError: (error) => {
      if (error.type === 'unknown-field') onOddLine(error.field ?? '', error.value ?? '');
    },
  });

  const feed = (whole: Uint8Array, last: string): void => {
    base += lines.length;
    lines = whole;
    text = utf8.decode(whole) + last;
    const returns = text.includes('\r');
    for (fed = 0; fed < text.length;) {
      const from = fed;
      const fieldsEnd = returns ? from : endOfFields(text, from);
      // The fields of an event and the blank line after them are one bite for the parser.
      fed = fieldsEnd > from ? fieldsEnd + blankLineAt(text, fieldsEnd) : endOfLine(text, from);
      const bite = text.slice(from, fed);
      dangling = returns
        ? leavesFields(bite, dangling)
        : bite !== '\n' && !bite.endsWith('\n\n') && (dangling || !bite.startsWith(':'));
      parser.feed(bite);
    }
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
      const whole = pending.length === 0 ? head : Buffer.concat([...pending, head]);
      pending = border < bytes.length ? [bytes.subarray(border)] : [];
      feed(whole, '');
      guard.hold(held);
    },
    end() {
      if (guard.tripped !== null) return false;
      const rest = Buffer.concat(pending);
      pending = [];
      // The parser drops the start of a line that cannot become a field, so a last line is given its end.
      if (rest.length > 0) feed(rest, '\n');
      if (!dangling) return false;
      terminated = false;
      parser.feed('\n');
      return !rescued;
    },
    offset: () => base + (fed >= text.length ? lines.length : endOfLines(lines, text, fed)),
  };
}

function endOfLine(text: string, from: number): number {
  return text.indexOf('\n', from) + 1;
}

/** Where the lines end that are fields of an event and nothing else, from `from` on. */
function endOfFields(text: string, from: number): number {
  let at = from;
  while (FIELDS.some((field) => text.startsWith(field, at))) at = endOfLine(text, at);
  return at;
}

/** How many characters a blank line at `at` has, or 0 when none is there. */
function blankLineAt(text: string, at: number): number {
  return text.charCodeAt(at) === LF ? 1 : 0;
}

/** Whether fields wait for their blank line after `text`, which holds whole lines; `before` is whether any did. */
function leavesFields(text: string, before: boolean): boolean {
  if (text.endsWith('\n\n') || text.endsWith('\n\r\n') || text === '\r\n') return false;
  const lines = text.split(/\r\n|\n|\r/).slice(0, -1);
  const blank = lines.lastIndexOf('');
  return (before && blank === -1) || lines.slice(blank + 1).some((line) => !line.startsWith(':'));
}

/** Where in the bytes the lines end that `text` holds up to `upTo`: no byte of a longer character is a line feed. */
function endOfLines(bytes: Uint8Array, text: string, upTo: number): number {
  let end = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < upTo; at = text.indexOf('\n', at + 1)) {
    end = bytes.indexOf(LF, end) + 1;
  }
  return end;
}
