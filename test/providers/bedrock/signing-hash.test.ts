import fc from 'fast-check';
import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { anyCodePoint } from '../../../src/fuzz/any-code-point.ts';
import { SigningHash } from '../../../src/providers/bedrock/signing-hash.ts';

async function digestOf(hash: SigningHash, pieces: readonly Uint8Array[]): Promise<string> {
  for (const piece of pieces) hash.update(piece);
  return Buffer.from(await hash.digest()).toString('hex');
}

const bytes = fc.uint8Array({ maxLength: 200 });
const RUNS = { numRuns: 25 };
const pieces = fc.array(bytes, { maxLength: 3 });

it('gives the HMAC of a secret that is bytes, a view of some, or text', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.string({ unit: anyCodePoint }), pieces, async (secret, text, data) => {
      const view = Buffer.concat([Buffer.alloc(3, 1), secret]).subarray(3);
      const of = (key: string | Uint8Array): string =>
        createHmac('sha256', key).update(Buffer.concat(data)).digest('hex');
      expect(await digestOf(new SigningHash(secret), data)).toBe(of(secret));
      expect(await digestOf(new SigningHash(view), data)).toBe(of(secret));
      expect(await digestOf(new SigningHash(Uint8Array.from(secret).buffer), data)).toBe(of(secret));
      expect(await digestOf(new SigningHash(text), data)).toBe(of(text));
    }),
    RUNS,
  );
});

it('gives the SHA-256 of what came, and begins anew when it is told to', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, bytes, async (data, before) => {
      const hash = new SigningHash();
      hash.update(before);
      hash.reset();
      expect(await digestOf(hash, data)).toBe(createHash('sha256').update(Buffer.concat(data)).digest('hex'));
    }),
    RUNS,
  );
});

it('a large body is hashed in another turn than that which spelt it, and as any', async () => {
  const bytes = Buffer.alloc(300_000, 'x');
  const hash = new SigningHash();
  hash.update(bytes);
  hash.update(Buffer.from('y'));
  let turns = 0;
  setImmediate(() => {
    turns += 1;
  });
  const digest = await hash.digest();
  expect(turns).toBe(1);
  expect(Buffer.from(digest)).toEqual(createHash('sha256').update(bytes).update('y').digest());
});
