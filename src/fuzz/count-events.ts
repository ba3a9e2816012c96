import type { Served } from './stage.ts';

const PREAMBLE_FRAMES = /messageStart|contentBlockStart/;
/** An empty delta and the stop close a text block; the last two frames are the proof of the end. */
const CLOSING_FRAMES = /contentBlockStop|messageStop|metadata|"delta":\{"text":""\}/;

/** How many events a stream has, preamble and terminal marker not counted. A body in one piece is one event. */
export function countEvents({ headers, chunks, refused }: Served): number {
  if (refused !== null) return 0;
  const type = headers['content-type'] ?? '';
  const bytes = Buffer.concat(chunks);
  if (type.startsWith('application/vnd.amazon.eventstream')) return countFrames(bytes);
  return type.startsWith('text/event-stream') ? countServerSentEvents(bytes.toString('utf8')) : 1;
}

function countFrames(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const length = bytes.length - at >= 4 ? bytes.readUInt32BE(at) : 0;
    if (length < 16) return count + 1;
    const frame = bytes.subarray(at, at + length).toString('latin1');
    if (!PREAMBLE_FRAMES.test(frame) && !CLOSING_FRAMES.test(frame)) count += 1;
    at += length;
  }
  return count;
}

function countServerSentEvents(text: string): number {
  const events = text.split(/\r?\n\r?\n/).filter((event) => event.trim() !== '');
  return events.filter((event) => !isComment(event) && !isOpening(event) && !/^data: ?\[DONE\]$/m.test(event))
    .length;
}

function isComment(event: string): boolean {
  return event.split('\n').every((line) => line.startsWith(':'));
}

/** A delta that names the role and says nothing. */
function isOpening(event: string): boolean {
  return (
    /"delta":\{"role":"assistant"(?:,"content":(?:""|null))?\}/.test(event) &&
    /"finish_reason":null/.test(event)
  );
}
