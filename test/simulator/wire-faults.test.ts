import { describe, expect, it } from 'vitest';
import { WIRE_FAULTS, faultSchema, type Fault, type WireFault } from '../../src/contract/wires/fault.ts';
import { ERROR_KINDS } from '../../src/contract/errors/error-kind.ts';
import type { WireResponse } from '../../src/contract/wires/wire.ts';
import { bedrockFace } from '../../src/simulator/bedrock/bedrock-face.ts';
import { expressible } from '../../src/simulator/expressible.ts';
import { framesLength, kindOf, readFrames } from './bedrock/read-frames.ts';
import { asking, collect, converse, entry, patience, stage } from './stage.ts';
import { readAll } from '../bodies.ts';

const book = [entry('p', 'Hi', { text: 'one two three four' })];
const mend = (fault: object): Fault => faultSchema.parse(fault);
const operations = { send: 'converse', stream: 'converse-stream' };

function ask(faults: readonly object[], mode: 'send' | 'stream'): Promise<WireResponse> {
  const { handle } = stage({ book, faults: faults.map(mend) });
  return handle(converse(asking('Hi'), { operation: operations[mode] }), patience());
}

interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly text: string;
  readonly end: string;
}

async function see(fault: object, mode: 'send' | 'stream'): Promise<Seen> {
  const response = await ask([fault], mode);
  const { status, headers } = response;
  const { bytes, text, end } = await readAll(response);
  return { status, headers, body: bytes, text, end };
}

const whole = {
  send: await see({ wire: 'drop-done' }, 'send'),
  stream: await see({ wire: 'drop-done' }, 'stream'),
};
const kinds = (seen: Seen): (string | undefined)[] => readFrames(seen.body).map(kindOf);
const count = (seen: Seen, kind: string): number => kinds(seen).filter((found) => found === kind).length;

type Look = (seen: Seen) => void;

/** What each fault looks like on Bedrock in each mode; the compiler misses the one that is not here. */
const looks: Readonly<Record<WireFault, { fault?: object; send: Look; stream: Look }>> = {
  exception: {
    fault: { at: { part: 2 }, error: { kind: 'rate_limited' } },
    send: (seen) => expect(seen.text).toContain('Too many requests'),
    stream: (seen) => {
      expect(seen.status).toBe(200);
      expect(kinds(seen)).toEqual([
        'messageStart',
        'contentBlockDelta',
        'contentBlockDelta',
        'throttlingException',
      ]);
    },
  },
  'error-body': {
    fault: { error: { kind: 'rate_limited', retryAfterMs: 1500 } },
    send: refusedByThrottling,
    stream: refusedByThrottling,
  },
  html: { send: html, stream: html },
  cut: { fault: { at: { byte: 100 } }, send: endsAt(100, 'fin'), stream: endsAt(100, 'fin') },
  reset: { fault: { at: { byte: 100 } }, send: endsAt(100, 'reset'), stream: endsAt(100, 'reset') },
  stall: { fault: { at: { byte: 100 } }, send: endsAt(100, 'stall'), stream: endsAt(100, 'stall') },
  'bad-crc': {
    fault: { at: { part: 1 } },
    send: unchanged('send'),
    stream: (seen) => {
      expect(seen.body).toHaveLength(whole.stream.body.length);
      expect(() => readFrames(seen.body)).toThrow(/checksum/);
    },
  },
  'content-type': {
    send: (seen) => expect([seen.headers['content-type'], seen.text]).toEqual([HTML_TYPE, whole.send.text]),
    stream: (seen) =>
      expect([seen.headers['content-type'], seen.text]).toEqual([HTML_TYPE, whole.stream.text]),
  },
  junk: {
    fault: { at: { byte: 10 }, value: '<junk>' },
    send: (seen) =>
      expect(seen.text).toBe(`${whole.send.text.slice(0, 10)}<junk>${whole.send.text.slice(10)}`),
    stream: (seen) => expect(seen.body).toHaveLength(whole.stream.body.length + 6),
  },
  'status-200-error': {
    send: (seen) => expect([seen.status, JSON.parse(seen.text)]).toEqual([200, { message: INTERNAL }]),
    stream: (seen) => expect([seen.status, JSON.parse(seen.text)]).toEqual([200, { message: INTERNAL }]),
  },
  'drop-finish': {
    send: (seen) => expect(JSON.parse(seen.text)).not.toHaveProperty('stopReason'),
    stream: (seen) => {
      expect(count(seen, 'messageStop')).toBe(0);
      expect(count(seen, 'metadata')).toBe(1);
    },
  },
  'drop-usage': {
    send: (seen) => expect(JSON.parse(seen.text)).not.toHaveProperty('usage'),
    stream: (seen) => {
      expect(count(seen, 'metadata')).toBe(1);
      expect(seen.text).not.toContain('inputTokens');
    },
  },
  'drop-done': { send: unchanged('send'), stream: unchanged('stream') },
  'drop-request-id': {
    send: (seen) => expect(seen.headers).not.toHaveProperty('x-amzn-requestid'),
    stream: (seen) => expect(seen.headers).not.toHaveProperty('x-amzn-requestid'),
  },
  'repeat-request-id': {
    send: (seen) => expect(seen.headers['x-amzn-requestid']).not.toBe(whole.send.headers['x-amzn-requestid']),
    stream: (seen) => expect(seen.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/),
  },
  'wrong-model': { send: unchanged('send'), stream: unchanged('stream') },
  'accepted-202': {
    send: (seen) => expect([seen.status, seen.text]).toEqual([202, '{}']),
    stream: (seen) => expect([seen.status, seen.text]).toEqual([202, '{}']),
  },
  // Bedrock has none of its own.
  oddity: { fault: { value: 'native-failure' }, send: unchanged('send'), stream: unchanged('stream') },
  retired: { send: legacy, stream: legacy },
  retiring: { fault: { value: '2027-01-31' }, send: ends('send'), stream: ends('stream') },
};

const HTML_TYPE = 'text/html; charset=utf-8';
const INTERNAL = 'The system encountered an unexpected error during processing. Try your request again.';

function refusedByThrottling(seen: Seen): void {
  expect(seen.status).toBe(429);
  expect(seen.headers['x-amzn-errortype']).toMatch(/^ThrottlingException:http/);
  expect(seen.headers['retry-after']).toBe('2');
}

function legacy(seen: Seen): void {
  expect([seen.status, seen.headers['x-amzn-errortype']]).toEqual([
    404,
    expect.stringMatching(/^ResourceNotFoundException:http/),
  ]);
  expect(seen.text).toContain('marked by provider as Legacy');
}

function ends(mode: 'send' | 'stream'): Look {
  return (seen) => {
    expect(seen.headers).toMatchObject({
      sunset: 'Sun, 31 Jan 2027 00:00:00 GMT',
      deprecation: expect.stringMatching(/^@\d{10}$/),
    });
    expect(seen.body).toEqual(whole[mode].body);
  };
}

function html(seen: Seen): void {
  expect([seen.status, seen.headers['content-type']]).toEqual([502, 'text/html']);
  expect(seen.text).toMatch(/^<html>/);
}

function endsAt(bytes: number, end: string): Look {
  return (seen) => expect([seen.status, seen.body.length, seen.end]).toEqual([200, bytes, end]);
}

function unchanged(mode: 'send' | 'stream'): Look {
  return (seen) => expect(seen.body).toEqual(whole[mode].body);
}

describe.each(WIRE_FAULTS)('the wire fault %s', (wire) => {
  it.each(['send', 'stream'] as const)('is seen in mode %s', async (mode) => {
    const { fault = {}, ...look } = looks[wire];
    const seen = await see({ wire, ...fault }, mode);
    expect(seen.status).toBeGreaterThan(0);
    look[mode](seen);
  });
});

describe('the place of a fault', () => {
  it.each([
    ['headers', 0],
    [{ part: 0 }, 1],
    [{ part: 1 }, 2],
    [{ part: 999 }, -4],
    ['after-finish', -1],
    [{ byte: 1_000_000 }, null],
  ])('%j cuts a stream between its frames', async (at, frames) => {
    const { body } = await see({ wire: 'cut', at }, 'stream');
    expect(framesLength(body)).toBe(body.length);
    expect(readFrames(body)).toEqual(readFrames(whole.stream.body).slice(0, frames ?? undefined));
  });

  it.each([
    [{ part: 0 }, 0],
    [{ part: 1 }, 1 / 2],
    [{ part: 3 }, 3 / 4],
    ['after-finish', 1],
  ])('%j cuts a body in one piece so that a rest is missing', async (at, share) => {
    const { body } = await see({ wire: 'cut', at }, 'send');
    expect(body.length).toBe(Math.floor(whole.send.body.length * share));
  });

  it('before any header, a reset is what a socket throws', async () => {
    await expect(ask([{ wire: 'reset', at: 'before-headers' }], 'send')).rejects.toMatchObject({
      code: 'ECONNRESET',
      cause: { code: 'ECONNRESET' },
    });
    await expect(ask([{ wire: 'cut', at: 'before-headers' }], 'send')).rejects.toMatchObject({
      code: 'UND_ERR_SOCKET',
    });
  });

  it('before any header, a stall lasts until the client gives up', async () => {
    const { handle } = stage({ book, faults: [mend({ wire: 'stall', at: 'before-headers' })] });
    const giveUp = new AbortController();
    const asked = handle(converse(asking('Hi')), giveUp.signal);
    giveUp.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });

  it('an exception may be the first frame, or come after the finish', async () => {
    const first = await see({ wire: 'exception' }, 'stream');
    expect(kinds(first)).toEqual(['internalServerException']);
    const late = await see({ wire: 'exception', at: 'after-finish' }, 'stream');
    expect(kinds(late).slice(-2)).toEqual(['messageStop', 'internalServerException']);
  });

  it('an error body in the middle of a stream is bytes that are no frame', async () => {
    const { body, status } = await see({ wire: 'error-body', at: { part: 1 } }, 'stream');
    expect(status).toBe(200);
    expect(framesLength(body)).toBeLessThan(body.length);
    expect(body.toString()).toContain('{"message":"The system encountered');
  });
});

describe('what a fault may say', () => {
  it.each(ERROR_KINDS)('an error of kind %s has words over HTTP and in a stream', async (kind) => {
    const error = { kind };
    const sent = await see({ wire: 'error-body', error }, 'send');
    expect(JSON.parse(sent.text)).toHaveProperty('message');
    const streamed = await see({ wire: 'exception', error }, 'stream');
    expect(readFrames(streamed.body)).toHaveLength(1);
  });

  it('a wish for a stream is ignored by a server that says application/json', async () => {
    const seen = await see({ wire: 'content-type', value: 'application/json' }, 'stream');
    expect(JSON.parse(seen.text)).toHaveProperty('stopReason', 'end_turn');
  });

  it('faults add up, in their order', async () => {
    const response = await ask(
      [{ wire: 'drop-request-id' }, { wire: 'drop-finish' }, { answer: 'text', value: 'x' }],
      'send',
    );
    const body = JSON.parse((await collect(response)).toString());
    expect(response.headers).not.toHaveProperty('x-amzn-requestid');
    expect(body).not.toHaveProperty('stopReason');
    expect(body.output.message.content).toEqual([{ text: 'x' }]);
  });
});

describe('a fault that a wire cannot express', () => {
  it('is known', () => {
    const sse = {};
    expect(expressible(mend({ wire: 'bad-crc' }), sse)).toBe(false);
    expect(expressible(mend({ wire: 'bad-crc' }), bedrockFace)).toBe(true);
    expect(expressible(mend({ wire: 'wrong-model' }), bedrockFace)).toBe(false);
    expect(expressible(mend({ answer: 'text' }), sse)).toBe(true);
    expect(expressible(mend({ wire: 'drop-done' }), sse)).toBe(true);
    expect(expressible(mend({ wire: 'drop-done' }), sse, 'send')).toBe(false);
  });

  it('is warned of, as one that meets nobody', () => {
    const faults = [{ wire: 'drop-done' }, { wire: 'cut', match: { prompt: 'nothing' } }];
    const { warnings } = stage({ book, faults: faults.map(mend) });
    expect(warnings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: fault 1 (drop-done) cannot be said by the wire of bedrock-scout, bedrock-other',
      'warning: fault 2 is for prompt nothing, which is not in the book',
    ]);
  });
});
