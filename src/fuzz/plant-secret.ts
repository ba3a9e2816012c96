import fc from 'fast-check';
import { z } from 'zod';

export const secretSchema = z
  .strictObject({ form: z.enum(['own', 'key-id', 'bearer', 'signature', 'vendor-key']), seed: z.string() })
  .readonly();

export type Secret = z.infer<typeof secretSchema>;

const HEX = '0123456789abcdef';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const arbitrarySecret: fc.Arbitrary<Secret> = fc.record({
  form: fc.constantFrom<Secret['form']>('own', 'bearer', 'key-id', 'vendor-key', 'signature'),
  seed: fc.string({ unit: fc.constantFrom(...HEX.split('')), minLength: 32, maxLength: 32 }),
});

/** A text that holds a secret, and the part of it that nobody may see. */
export interface Planted {
  readonly text: string;
  readonly secret: string;
}

/** Null when the target has no secret of its own. */
export function plantSecret({ form, seed }: Secret, own: readonly string[]): Planted | null {
  const upper = seed.slice(0, 16).replaceAll(/./g, (digit) => ALPHABET[HEX.indexOf(digit)] ?? 'A');
  switch (form) {
    case 'own':
      return own[0] === undefined ? null : { text: own[0], secret: own[0] };
    case 'key-id':
      return { text: `AKIA${upper}`, secret: `AKIA${upper}` };
    case 'bearer':
      return { text: `Authorization: Bearer ${seed}`, secret: seed };
    case 'vendor-key':
      return { text: `nvapi-${seed}`, secret: `nvapi-${seed}` };
    case 'signature':
      return {
        text: `AWS4-HMAC-SHA256 Credential=AKIA${upper}/20260101/us-east-1/x/aws4_request, SignedHeaders=host, Signature=${seed}${seed}`,
        secret: `${seed}${seed}`,
      };
  }
}

const BASE64 = /[A-Za-z0-9+/]{24,}={0,2}/g;

/** Where a secret shows: as it is, or in bytes that are written as base64. */
export function findSecret(secret: string, traces: readonly string[]): string | null {
  for (const trace of traces) {
    if (trace.includes(secret)) return 'in plain';
    for (const [run] of trace.matchAll(BASE64)) {
      if (Buffer.from(run, 'base64').toString('latin1').includes(secret)) return 'in base64';
    }
  }
  return null;
}
