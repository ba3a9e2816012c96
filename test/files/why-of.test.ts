import { expect, it } from 'vitest';
import { z } from 'zod';
import { whyOf } from '../../src/files/issue-words.ts';
import { readCassetteLine } from '../../src/store/cassettes/cassette-line.ts';

const SCHEMA = z.strictObject({
  many: z.int().min(1),
  word: z.enum(['a', 'b']),
  when: z.iso.datetime({ error: 'must be a time' }),
});

it.each([
  [{ many: 'x' }, 'must be a number'],
  [{ many: 0 }, 'must be at least 1'],
  [{ word: 'c' }, 'must be one of a, b'],
  [{ when: 'noon' }, 'must be a time'],
  [{ more: 1 }, 'has what nobody reads: "more"'],
])('%j is refused in our words', (wrong, why) => {
  const right = { many: 1, word: 'a', when: '2026-11-27T00:00:00Z' };
  const [issue] = SCHEMA.safeParse({ ...right, ...wrong }).error?.issues ?? [];
  expect(issue && whyOf(issue)).toBe(why);
});

it('a line of a cassette is refused in them too', () => {
  expect(readCassetteLine({ kind: 'run' })).toMatchObject({ why: expect.stringMatching(/^must be /) });
  const request = readCassetteLine({ kind: 'request', hash: 1 });
  expect(request).toMatchObject({ why: 'has none of the forms that are read' });
});
