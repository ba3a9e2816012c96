import { describe, expect, it } from 'vitest';
import { createMasks } from '../../src/config/secrets/create-masks.ts';
import { readFrames, writeFrames } from '../../src/store/cassettes/frames.ts';
import { maskEvidence } from '../../src/store/secrets/mask-evidence.ts';

const SECRET = 'sesame-opens-0123456789';
const ARN = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.meta.llama4';
const masks = createMasks([SECRET]);
const FRAMED = { 'content-type': 'application/vnd.amazon.eventstream' };

function ofText(status: number, text: string, chunkEnds: readonly number[]) {
  const bytes = Buffer.byteLength(text);
  return { status, headers: {}, body: { text }, bytes, chunkEnds: [...chunkEnds, bytes] };
}

function event(type: string, payload: object, message: 'event' | 'exception' = 'event') {
  const named = message === 'event' ? ':event-type' : ':exception-type';
  const headers = { [named]: type, ':content-type': 'application/json', ':message-type': message };
  return { headers, payload: JSON.stringify(payload) };
}

/** A stream whose chunks end inside its frames and with them. */
function ofFrames(frames: Parameters<typeof writeFrames>[0]) {
  const bytes = writeFrames(frames);
  const ends = frames.map((_frame, at) => writeFrames(frames.slice(0, at + 1)).length);
  const chunkEnds = ends.flatMap((end) => [end - 7, end]);
  return {
    status: 200,
    headers: FRAMED,
    body: { base64: bytes.toString('base64') },
    bytes: bytes.length,
    chunkEnds,
  };
}

function framesIn(body: ReturnType<typeof maskEvidence>['body']) {
  return 'base64' in body ? readFrames(Buffer.from(body.base64, 'base64')) : null;
}

describe('evidence on its way to the disk', () => {
  it('names no account and no resource of AWS in the body or the headers of an error', () => {
    const text = `{"message":"User ${ARN} of account 123456789012 is not authorized 🗼"}`;
    const seen = maskEvidence(
      { ...ofText(403, text, [20, 60]), headers: { 'x-role': ARN, date: 'today' } },
      masks,
    );
    expect(seen.body).toEqual({
      text: '{"message":"User arn:aws:*** of account *** is not authorized 🗼"}',
    });
    expect(seen.headers).toEqual({ 'x-role': 'arn:aws:***', date: 'today' });
    expect(seen.bytes).toBe(Buffer.byteLength('text' in seen.body ? seen.body.text : ''));
    expect(seen.chunkEnds).toEqual([20, expect.any(Number), seen.bytes]);
  });

  it('leaves alone what a model says of accounts and resources, and our secret alone is gone from it', () => {
    const clean = ofText(200, `{"text":"Account 123456789012 owns ${ARN}, Bearer ${'x'.repeat(24)}"}`, [9]);
    expect(maskEvidence(clean, masks)).toBe(clean);
    const { body, bytes, chunkEnds } = maskEvidence(
      ofText(200, `{"a":"${ARN} ${SECRET}"}`, [90, 100]),
      masks,
    );
    expect(body).toEqual({ text: `{"a":"${ARN} ***"}` });
    expect(chunkEnds.at(-1)).toBe(bytes);
    expect(chunkEnds.every((end, at) => end >= (chunkEnds[at - 1] ?? 0))).toBe(true);
  });

  it('finds a secret in the names of headers, and in base64 within what comes in base64', () => {
    const twice = Buffer.from(`xx${SECRET}yz`).toString('base64');
    const bytes = Buffer.from(JSON.stringify({ generation: twice })).toString('base64');
    const plain = event('chunk', { bytes });
    const named = { ...event('chunk', { a: 1 }), headers: { [`x-${SECRET}`]: 'a' } };
    const { body } = maskEvidence(ofFrames([plain, named]), masks);
    const [first, second] = framesIn(body) ?? [];
    const inner = Buffer.from(JSON.parse(first?.payload ?? '{}').bytes, 'base64').toString();
    expect(Buffer.from(JSON.parse(inner).generation, 'base64').toString()).not.toContain(SECRET);
    expect(Object.keys(second?.headers ?? {})).toEqual(['x-***']);
  });

  it('has frames with lengths and checksums that hold, and chunks that end where they did', () => {
    const frames = [
      event('messageStart', { role: 'assistant' }),
      event('contentBlockDelta', { delta: { text: `the key is ${SECRET}, of ${ARN}` } }),
      event('validationException', { message: `${ARN} is not known` }, 'exception'),
    ];
    const { body, bytes, chunkEnds } = maskEvidence(ofFrames(frames), masks);
    const masked = [
      event('messageStart', { role: 'assistant' }),
      event('contentBlockDelta', { delta: { text: `the key is ***, of ${ARN}` } }),
      event('validationException', { message: 'arn:aws:*** is not known' }, 'exception'),
    ];
    expect(framesIn(body)).toEqual(masked);
    const ends = masked.map((_frame, at) => writeFrames(masked.slice(0, at + 1)).length);
    expect([chunkEnds[1], chunkEnds[3], chunkEnds[5]]).toEqual(ends);
    expect(bytes).toBe(ends.at(-1));
    expect(chunkEnds.every((end, at) => end >= (chunkEnds[at - 1] ?? 0))).toBe(true);
  });

  it('keeps the number of bytes that came where what is left cannot be read as them', () => {
    const frames = writeFrames([event('contentBlockDelta', { delta: { text: SECRET } })]);
    frames[frames.length - 1] = (frames.at(-1) ?? 0) ^ 1;
    const base64 = frames.toString('base64');
    const broken = {
      status: 200,
      headers: FRAMED,
      body: { base64 },
      bytes: frames.length,
      chunkEnds: [frames.length],
    };
    const seen = maskEvidence(broken, masks);
    expect(seen.bytes).toBe(frames.length);
    expect(JSON.stringify(seen)).not.toContain(Buffer.from(SECRET).toString('base64').slice(4, 20));
    expect('base64' in seen.body && Buffer.from(seen.body.base64, 'base64').length).toBeLessThan(
      frames.length,
    );
  });
});
