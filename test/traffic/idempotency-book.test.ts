import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createIdempotencyBook,
  type KeptAnswer,
  type KeyedRequest,
  type Opened,
} from '../../src/traffic/idempotency-book.ts';

const BOUNDS = { ttlMs: 60_000, maxBytes: 1_000, maxAnswers: 10 };
const bytes = (text: string): Uint8Array => Buffer.from(text);
const answer = (text: string): KeptAnswer => ({
  status: 200,
  headers: {},
  body: bytes(text),
  finish: 'stop',
});
const request = (more: Partial<KeyedRequest> = {}): KeyedRequest => ({
  scope: 'acme',
  key: 'k',
  path: '/v1/chat/completions',
  body: bytes('{}'),
  ...more,
});

function settle(opened: Opened, given: KeptAnswer | null): void {
  if (opened.kind !== 'first') throw new Error(`it is ${opened.kind}`);
  opened.settle(given);
}

async function repeated(opened: Opened): Promise<KeptAnswer | null> {
  if (opened.kind !== 'repeat') throw new Error(`it is ${opened.kind}`);
  return opened.answer;
}

it('a repeated request gets the first answer, also while that is still to come', async () => {
  const book = createIdempotencyBook(BOUNDS, () => 0);
  const first = book.open(request());
  const meanwhile = book.open(request());
  settle(first, answer('yes'));
  const later = book.open(request());
  expect([await repeated(meanwhile), await repeated(later)]).toEqual([answer('yes'), answer('yes')]);
});

it('a key that was used for another body or path is refused, and the same key of somebody else is theirs', () => {
  const book = createIdempotencyBook(BOUNDS, () => 0);
  settle(book.open(request()), answer('yes'));
  expect(book.open(request({ body: bytes('{"a":1}') })).kind).toBe('conflict');
  expect(book.open(request({ path: '/v1/embeddings' })).kind).toBe('conflict');
  expect(book.open(request({ scope: 'globex' })).kind).toBe('first');
  expect(book.open(request({ scope: 'acm', key: 'ek' })).kind).toBe('first');
});

it('what came to no answer is asked again, by one of those who waited', async () => {
  const book = createIdempotencyBook(BOUNDS, () => 0);
  const first = book.open(request());
  const waiting = book.open(request());
  settle(first, null);
  expect(await repeated(waiting)).toBeNull();
  expect(book.open(request()).kind).toBe('first');
  // Who settles late speaks for nobody any more.
  settle(first, answer('late'));
  expect(book.open(request()).kind).toBe('repeat');
  expect(book.counts().kept).toBe(0);
});

it('an answer is kept for its time, counted from when its request came, and a request that is asked for as long as it takes', () => {
  let now = 0;
  const book = createIdempotencyBook(BOUNDS, () => now);
  const slow = book.open(request({ key: 'slow' }));
  settle(book.open(request()), answer('yes'));
  now = 59_999;
  expect(book.open(request()).kind).toBe('repeat');
  now = 60_000;
  expect(book.open(request()).kind).toBe('first');
  expect(book.open(request({ key: 'slow' })).kind).toBe('repeat');
  settle(slow, answer('at last'));
  expect(book.open(request({ key: 'slow' })).kind).toBe('first');
});

it('answers and their bytes are bounded whatever comes, and what is kept is not asked again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          key: fc.nat({ max: 15 }).map(String),
          size: fc.constantFrom(0, 10, 400, 1_001),
          wait: fc.constantFrom(0, 1_000, 40_000),
          fails: fc.boolean(),
        }),
        { maxLength: 60 },
      ),
      async (steps) => {
        let now = 0;
        const book = createIdempotencyBook(BOUNDS, () => now);
        const model = new Map<string, { text: string; atMs: number }>();
        for (const [at, { key, size, wait, fails }] of steps.entries()) {
          now += wait;
          const opened = book.open(request({ key }));
          if (opened.kind === 'first') {
            const text = `${at}`.padEnd(size, '.');
            settle(opened, fails ? null : answer(text));
            if (!fails) model.set(key, { text, atMs: now });
          } else {
            const known = model.get(key);
            expect(await repeated(opened)).toEqual(answer(known?.text ?? ''));
            expect(now - (known?.atMs ?? 0)).toBeLessThan(BOUNDS.ttlMs);
          }
          const { kept, bytes: size_ } = book.counts();
          expect(kept).toBeLessThanOrEqual(BOUNDS.maxAnswers);
          expect(size_).toBeLessThanOrEqual(BOUNDS.maxBytes);
        }
      },
    ),
  );
});

it('says how many answers it left for want of room', () => {
  const book = createIdempotencyBook(BOUNDS, () => 0);
  for (let at = 0; at < 13; at += 1) settle(book.open(request({ key: `${at}` })), answer('x'));
  expect(book.counts()).toEqual({ kept: 10, bytes: 10, forgotten: 3 });
  expect([book.open(request({ key: '2' })).kind, book.open(request({ key: '3' })).kind]).toEqual([
    'first',
    'repeat',
  ]);
  settle(book.open(request({ key: 'large' })), answer('x'.repeat(1_001)));
  expect(book.counts()).toEqual({ kept: 10, bytes: 10, forgotten: 4 });
  settle(book.open(request({ key: 'half' })), answer('x'.repeat(995)));
  expect(book.counts()).toEqual({ kept: 6, bytes: 1_000, forgotten: 9 });
});
