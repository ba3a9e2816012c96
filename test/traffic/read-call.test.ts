import { expect, it } from 'vitest';
import { MOST_VALUES, readCall } from '../../src/runs/proxy/read-call.ts';

function read(content: unknown) {
  const steps = readCall(Buffer.from(JSON.stringify({ messages: [{ role: 'user', content }] })));
  let turns = 0;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { turns, read: step.value };
    turns += 1;
  }
}

it('a large request is read in turns, between which others are served, and a short one at once', () => {
  expect(read('Hi')).toMatchObject({ turns: 0, read: { mode: 'send' } });
  expect(read('a word '.repeat(100_000))).toMatchObject({ turns: 3, read: { mode: 'send' } });
});

it('a request of very many values is too large, and is not parsed', () => {
  const empty = Array.from({ length: MOST_VALUES }, () => ({}));
  expect(read(empty)).toMatchObject({ read: { error: { kind: 'payload_too_large', retryable: false } } });
  expect(read(empty.slice(0, 10))).toMatchObject({ read: { error: { kind: 'invalid_request' } } });
});
