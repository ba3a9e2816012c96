import { crc32 } from 'node:zlib';
import { unlimitedEvents, type EventGuard } from './event-guard.ts';
import { createFrameCodec, PRELUDE_BYTES, PRELUDE_CHECKED_BYTES, type EventFrame } from './frame-codec.ts';

export interface EventStreamReader {
  push(bytes: Uint8Array): void;
  /** Whether bytes were left over: a frame that never became whole. */
  end(): boolean;
  /** Where in the body the frame that is being handed out ends. */
  offset(): number;
}

const NOTHING = new Uint8Array();
/** The most that a reader of AWS's own takes, which is more than the protocol allows: botocore/eventstream.py. */
const MAX_HEADERS_BYTES = 128 * 1024;
const MAX_PAYLOAD_BYTES = 24 * 1024 * 1024;
/** Prelude and checksum of a frame around its headers and payload. */
const FRAMING_BYTES = PRELUDE_BYTES + 4;

const decodeFrame = createFrameCodec();

/** Frames over bytes cut anywhere. After `onBroken` (a wrong checksum or length) no border can be trusted: it stops. */
export function createEventStreamReader(
  onFrame: (frame: EventFrame) => void,
  onBroken: (reason: string) => void,
  guard: EventGuard = unlimitedEvents(),
): EventStreamReader {
  let pending: Uint8Array[] = [];
  let held = 0;
  let wanted = PRELUDE_BYTES;
  let broken = false;
  let taken = 0;

  const breakOff = (reason: string): void => {
    broken = true;
    onBroken(reason);
  };

  /** Null when it was taken, else what is wrong with it. */
  const takeFrame = (bytes: Uint8Array): string | null => {
    try {
      onFrame(decodeFrame(bytes));
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : 'unreadable frame';
    }
  };

  /** Takes every whole frame off the front; returns what remains. */
  const takeFrames = (bytes: Uint8Array): Uint8Array => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    wanted = PRELUDE_BYTES;
    while (bytes.length - at >= PRELUDE_BYTES) {
      const length = view.getUint32(at);
      const isWhole = bytes.length - at >= length;
      // The checksum over the whole says as much, when it is there.
      const unbelievable = isWhole ? null : whyNoFrame(view, at);
      if (unbelievable !== null) {
        breakOff(unbelievable);
        return NOTHING;
      }
      if (!guard.hold(length)) return NOTHING;
      if (!isWhole) {
        wanted = length;
        break;
      }
      if (!guard.admit(length)) return NOTHING;
      taken += length;
      const wrong = takeFrame(bytes.subarray(at, at + length));
      if (wrong !== null) {
        breakOff(whyNoFrame(view, at) ?? wrong);
        return NOTHING;
      }
      at += length;
    }
    return bytes.subarray(at);
  };

  return {
    push(bytes) {
      if (broken || guard.tripped !== null) return;
      pending.push(bytes);
      held += bytes.length;
      if (held < wanted) return;
      const rest = takeFrames(pending.length === 1 ? bytes : Buffer.concat(pending));
      pending = rest.length > 0 ? [rest] : [];
      held = rest.length;
    },
    end: () => held > 0 && guard.tripped === null,
    offset: () => taken,
  };
}

/** What is wrong with the start of a frame, before its length is believed and waited for. */
function whyNoFrame(view: DataView, at: number): string | null {
  const length = view.getUint32(at);
  const headersLength = view.getUint32(at + 4);
  const payloadLength = length - headersLength - FRAMING_BYTES;
  const fits = headersLength <= MAX_HEADERS_BYTES && payloadLength >= 0 && payloadLength <= MAX_PAYLOAD_BYTES;
  const checked = new Uint8Array(view.buffer, view.byteOffset + at, PRELUDE_CHECKED_BYTES);
  const sound = crc32(checked) === view.getUint32(at + PRELUDE_CHECKED_BYTES);
  if (fits && sound) return null;
  const claim = `a frame claims ${length} bytes, ${headersLength} of them headers`;
  return sound ? claim : `${claim}, and the checksum over that is wrong`;
}
