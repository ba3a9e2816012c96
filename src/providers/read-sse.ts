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
}

const LF = 10;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Server-sent events over bytes cut anywhere. The parser is fed whole lines only, so the same bytes give the same
 * events however they were split, and multi-byte characters survive. `onOddLine` gets the fields that the
 * specification tells parsers to ignore: servers have put errors there.
 */
export function createSseReader(
  onEvent: (event: SseEvent) => void,
  onOddLine: (field: string, value: string) => void,
  guard: EventGuard = unlimitedEvents(),
): SseReader {
  let pending: Uint8Array[] = [];
  let dangling = false;
  let terminated = true;
  let rescued = false;
  /** Bytes since the last event, at least. */
  let held = 0;
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

  const feed = (text: string): void => {
    dangling = leavesFields(text, dangling);
    parser.feed(text);
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
      feed(utf8.decode(whole));
      guard.hold(held);
    },
    end() {
      if (guard.tripped !== null) return false;
      const rest = utf8.decode(Buffer.concat(pending));
      pending = [];
      // The parser drops the start of a line that cannot become a field, so a last line is given its end.
      if (rest !== '') feed(`${rest}\n`);
      if (!dangling) return false;
      terminated = false;
      parser.feed('\n');
      return !rescued;
    },
  };
}

/** Whether fields wait for their blank line after `text`, which holds whole lines; `before` is whether any did. */
function leavesFields(text: string, before: boolean): boolean {
  if (text.endsWith('\n\n') || text.endsWith('\n\r\n')) return false;
  // Nearly every blank line shows itself without a look at each line before it.
  const border = Math.max(text.lastIndexOf('\n\n'), text.lastIndexOf('\n\r\n'));
  const lines = text
    .slice(border + 1)
    .split(/\r\n|\n|\r/)
    .slice(0, -1);
  const blank = lines.lastIndexOf('');
  return (before && blank === -1) || lines.slice(blank + 1).some((line) => !line.startsWith(':'));
}
