import { createParser } from 'eventsource-parser';

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
): SseReader {
  let pending: Uint8Array[] = [];
  let dangling = false;
  let terminated = true;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      dangling = false;
      onEvent({ event: event ?? null, data, terminated });
    },
    onError: (error) => {
      if (error.type === 'unknown-field') onOddLine(error.field ?? '', error.value ?? '');
    },
  });

  const feed = (text: string): void => {
    const blank = text.endsWith('\n\n') ? text.length : lastBlankLine(text);
    dangling = (blank === 0 && dangling) || /^[^:\r\n]/m.test(text.slice(blank));
    parser.feed(text);
  };

  return {
    push(bytes) {
      const border = bytes.lastIndexOf(LF) + 1;
      if (border === 0) {
        pending.push(bytes);
        return;
      }
      const head = bytes.subarray(0, border);
      const whole = pending.length === 0 ? head : Buffer.concat([...pending, head]);
      pending = border < bytes.length ? [bytes.subarray(border)] : [];
      feed(utf8.decode(whole));
    },
    end() {
      const rest = utf8.decode(Buffer.concat(pending));
      pending = [];
      if (rest !== '') feed(rest);
      if (!dangling) return false;
      terminated = false;
      parser.feed('\n\n');
      return dangling;
    },
  };
}

/** Where the text after the last blank line begins; 0 when there is none. */
function lastBlankLine(text: string): number {
  const at = Math.max(text.lastIndexOf('\n\n'), text.lastIndexOf('\n\r\n'), text.lastIndexOf('\r\r'));
  return at < 0 ? 0 : at + 1;
}
