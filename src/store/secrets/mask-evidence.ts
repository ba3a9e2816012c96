import type { RawBody, WireEvidence } from '../../contract/wires/wire.ts';
import type { Redact } from '../../contract/world.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { binaryText, redactBody } from '../records/body-content.ts';
import { EVENT_STREAM, readFrames, writeFrames, type Frame } from '../cassettes/frames.ts';
import { maskAccounts } from './mask-accounts.ts';
import type { Masks } from './masks.ts';

/** What of an exchange's evidence may hold a secret. */
type Seen = Pick<WireEvidence, 'status' | 'headers' | 'body' | 'bytes' | 'chunkEnds'>;

/**
 * What came, without secrets. With a status of 2xx it is what a model says, which may speak of keys and accounts: there,
 * only secrets of ours are masked. What is left can still be read as what came was: its chunks end where theirs did, its
 * frames have lengths and checksums that hold. Where that cannot be, `bytes` stays the number of those that came.
 */
export function maskEvidence(evidence: Seen, { redact, maskSecrets }: Masks): Seen {
  const headers = maskValues(evidence.headers);
  const seen = headers === evidence.headers ? evidence : { ...evidence, headers };
  const { status, body } = seen;
  if ('sha256' in body) return seen;
  const redactAll: Redact = (text) => maskAccounts(redact(text));
  const mask = status >= 200 && status < 300 ? maskSecrets : redactAll;
  if ('text' in body) return withText(seen, body.text, mask);
  return withFrames(seen, body, mask, redactAll) ?? withBinary(seen, body, mask);
}

function maskValues(headers: Seen['headers']): Seen['headers'] {
  let masked: Record<string, string> | null = null;
  for (const [name, value] of Object.entries(headers)) {
    const clean = maskAccounts(value);
    if (clean !== value) (masked ??= { ...headers })[name] = clean;
  }
  return masked ?? headers;
}

function withText(seen: Seen, text: string, mask: Redact): Seen {
  const masked = mask(text);
  if (masked === text) return seen;
  const body = { text: masked };
  const isBroken = parseOrUndefined(text) !== undefined && parseOrUndefined(masked) === undefined;
  if (isBroken) return { ...seen, body };
  const bytes = Buffer.byteLength(masked);
  const whole = Buffer.from(text);
  let before = 0;
  // A border within what is masked falls into the mask, or beside it.
  const chunkEnds = seen.chunkEnds.map((end) => {
    const upTo = end === whole.length ? bytes : Buffer.byteLength(mask(whole.toString('utf8', 0, end)));
    before = Math.min(bytes, Math.max(before, upTo));
    return before;
  });
  return { ...seen, body, bytes, chunkEnds };
}

/** Secrets in other binary bodies are found byte by byte; what is left is no longer what it was. */
function withBinary(seen: Seen, body: Extract<RawBody, { base64: string }>, mask: Redact): Seen {
  const masked = redactBody(body, mask);
  return masked === body ? seen : { ...seen, body: masked };
}

/** Null for what is no whole event stream. */
function withFrames(
  seen: Seen,
  body: Extract<RawBody, { base64: string }>,
  mask: Redact,
  redactAll: Redact,
): Seen | null {
  if (seen.headers['content-type']?.startsWith(EVENT_STREAM) !== true) return null;
  const text = binaryText(body);
  // Nearly every stream is clean, and to look is cheaper than to read it.
  if (!OF_ODD_FRAMES.test(text) && mask(text) === text) return seen;
  const frames = readFrames(Buffer.from(body.base64, 'base64'));
  if (frames === null) return null;
  const masked = frames.map((frame) =>
    maskFrame(frame, frame.headers[':message-type'] === 'event' ? mask : redactAll),
  );
  if (masked.every((frame, at) => frame === frames[at])) return seen;
  const whole = writeFrames(masked);
  const [ends, maskedEnds] = [endsOf(frames), endsOf(masked)];
  const chunkEnds = seen.chunkEnds.map((end) => {
    const at = ends.findIndex((frameEnd) => end <= frameEnd);
    const [from, to] = [ends[at - 1] ?? 0, maskedEnds[at - 1] ?? 0];
    const isWhole = end === ends[at];
    return isWhole
      ? (maskedEnds[at] ?? whole.length)
      : Math.min(to + end - from, maskedEnds[at] ?? whole.length);
  });
  return { ...seen, body: { base64: whole.toString('base64') }, bytes: whole.length, chunkEnds };
}

/** How the payload of a chunk begins that carries its JSON in base64: a secret may be spelled in base64 once more in it. */
const PACKED = '{"bytes":"';
/** What stands in frames of exceptions, of errors and in packed ones. One pattern looks a text through once. */
const OF_ODD_FRAMES = /exception|:error-|\{"bytes":"/;

function maskPacked(payload: string, mask: Redact): string {
  const packed = payload.startsWith(PACKED) ? /^[A-Za-z0-9+/=]*/.exec(payload.slice(PACKED.length))?.[0] : '';
  if (packed === undefined || packed === '') return payload;
  const inner = Buffer.from(packed, 'base64').toString('utf8');
  const masked = mask(inner);
  return masked === inner ? payload : payload.replace(packed, Buffer.from(masked).toString('base64'));
}

function maskFrame(frame: Frame, mask: Redact): Frame {
  const payload = mask(maskPacked(frame.payload, mask));
  // A server may put what it was given into a name as well.
  const headers = Object.fromEntries(
    Object.entries(frame.headers).map(([name, value]) => [mask(name), mask(value)]),
  );
  const isClean =
    payload === frame.payload &&
    Object.entries(frame.headers).every(([name, value]) => headers[name] === value);
  return isClean ? frame : { headers, payload };
}

function endsOf(frames: readonly Frame[]): readonly number[] {
  let at = 0;
  return frames.map((frame) => (at += writeFrames([frame]).length));
}
