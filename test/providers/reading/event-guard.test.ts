import { expect, it } from 'vitest';
import { createEventGuard, unlimitedEvents } from '../../../src/providers/reading/event-guard.ts';
import { createEventStreamReader } from '../../../src/providers/reading/read-event-stream.ts';
import { createSseReader } from '../../../src/providers/reading/read-sse.ts';
import { eventFrame } from '../frames.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

function readSse(text: string, chunk: number, limits: { maxEvents: number; maxEventBytes: number }) {
  const guard = createEventGuard(limits);
  const seen: string[] = [];
  const reader = createSseReader(
    ({ data }) => seen.push(data),
    (field, _value, isFree) => (field.startsWith('{') && isFree() ? field : null),
    guard,
  );
  for (let at = 0; at < text.length; at += chunk) reader.push(bytes(text.slice(at, at + chunk)));
  return { seen, guard: guard.tripped?.guard ?? null, leftover: reader.end() };
}

it.each([1, 7, 1_000])('events beyond their number are not read, %i bytes at a time', (chunk) => {
  const read = readSse('data: 1\n\ndata: 2\n\ndata: 3\n\n', chunk, { maxEvents: 2, maxEventBytes: 100 });
  expect(read).toEqual({ seen: ['1', '2'], guard: 'event-count', leftover: false });
});

it.each([1, 7, 1_000])('an event beyond its size is not read, %i bytes at a time', (chunk) => {
  const text = `data: 1\n\ndata: ${'x'.repeat(90)}\n\ndata: 3\n\n`;
  expect(readSse(text, chunk, { maxEvents: 9, maxEventBytes: 50 })).toEqual({
    seen: ['1'],
    guard: 'event-bytes',
    leftover: false,
  });
});

it.each([1, 7, 1_000])('events in lines of no field are events each, %i bytes at a time', (chunk) => {
  const read = (most: number) =>
    readSse('{1}\n{2}\n{3}\n{4}\n', chunk, { maxEvents: most, maxEventBytes: 8 });
  expect(read(4)).toEqual({ seen: ['{1}', '{2}', '{3}', '{4}'], guard: null, leftover: false });
  expect(read(3)).toEqual({ seen: ['{1}', '{2}', '{3}'], guard: 'event-count', leftover: false });
});

it.each([1, 7, 1_000])(
  'one amid another event is none, and what waits at the end is left over, %i bytes at a time',
  (chunk) => {
    const limits = { maxEvents: 9, maxEventBytes: 100 };
    const text = '{1}\ndata: a\n{2}\n\n: c\n{3}\nevent: x\n{4}\n\n{5}\n';
    expect(readSse(text, chunk, limits)).toEqual({
      seen: ['{1}', 'a', '{3}', '{5}'],
      guard: null,
      leftover: false,
    });
    expect(readSse(`${text}junk`, chunk, limits).leftover).toBe(true);
  },
);

it.each([
  ['a line without an end', 'data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  ['an event without its blank line', 'data: x\n'.repeat(10)],
  ['comments alone', ': wait\n\n'.repeat(10)],
])('%s is too much at some point', (_what, text) => {
  expect(readSse(text, 5, { maxEvents: 9, maxEventBytes: 40 }).guard).toBe('event-bytes');
});

it('many events within the limits pass, however long their stream', () => {
  const read = readSse('data: 1\n\n'.repeat(500), 64, { maxEvents: 500, maxEventBytes: 100 });
  expect(read.seen).toHaveLength(500);
  expect(read.guard).toBeNull();
});

function readFrames(limits: { maxEvents: number; maxEventBytes: number }, body: Uint8Array) {
  const guard = createEventGuard(limits);
  let frames = 0;
  const reader = createEventStreamReader(
    () => (frames += 1),
    () => undefined,
    guard,
  );
  reader.push(body);
  return { frames, guard: guard.tripped?.guard ?? null, leftover: reader.end() };
}

it('frames are counted and measured by what they claim', () => {
  const frame = eventFrame('contentBlockDelta', { delta: { text: 'x'.repeat(100) } });
  const three = Buffer.concat([frame, frame, frame]);
  expect(readFrames({ maxEvents: 2, maxEventBytes: 1_000 }, three)).toEqual({
    frames: 2,
    guard: 'event-count',
    leftover: false,
  });
  const begun = Buffer.concat([frame]).subarray(0, 20);
  expect(readFrames({ maxEvents: 2, maxEventBytes: 50 }, begun)).toMatchObject({
    frames: 0,
    guard: 'event-bytes',
  });
  expect(readFrames({ maxEvents: 3, maxEventBytes: 1_000 }, three)).toMatchObject({ frames: 3, guard: null });
});

it('the first limit reached is the one that is named', () => {
  const guard = createEventGuard({ maxEvents: 1, maxEventBytes: 10 });
  expect([guard.admit(5), guard.admit(50), guard.hold(5)]).toEqual([true, false, false]);
  expect(guard.tripped?.guard).toBe('event-count');
  expect(unlimitedEvents().admit(1e12)).toBe(true);
});
