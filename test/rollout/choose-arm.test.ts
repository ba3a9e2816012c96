import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUCKETS, bucketOf, chooseArm } from '../../src/rollout/choose-arm.ts';

const key = fc.string();
const share = fc.integer({ min: 0, max: 10 }).map((tens) => tens * 10);

it('a greater share moves clients to the candidate alone, and a lesser one back alone', () => {
  fc.assert(
    fc.property(key, share, share, (client, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      if (chooseArm('move', client, less) === 'candidate')
        expect(chooseArm('move', client, more)).toBe('candidate');
    }),
  );
  expect([chooseArm('move', 'x', 0), chooseArm('move', 'x', 100)]).toEqual(['baseline', 'candidate']);
});

it('clients are shared out as it says, and each migration shares them out anew', () => {
  const clients = Array.from({ length: 20_000 }, (_, at) => `client-${at}`);
  const served = (migration: string): readonly string[] =>
    clients.filter((client) => chooseArm(migration, client, 10) === 'candidate');
  const [ofMove, ofOther] = [served('move'), served('other')];
  // Within four standard deviations of 2,000, and of the tenth of them that both pick.
  expect(Math.abs(ofMove.length - 2_000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.1 * 0.9));
  const both = ofMove.filter((client) => ofOther.includes(client)).length;
  expect(Math.abs(both - 200)).toBeLessThan(4 * Math.sqrt(20_000 * 0.01 * 0.99));
});

it('a bucket is what the exported rows tell a router to work out', () => {
  const digits = hash('sha256', 'move\nacme').slice(0, 8);
  expect(bucketOf('move', 'acme')).toBe(Number(`0x${digits}`) % BUCKETS);
  expect(bucketOf('move', 'acme')).toBe(8389);
});
