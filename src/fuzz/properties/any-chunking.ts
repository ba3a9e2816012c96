import fc from 'fast-check';
import { z } from 'zod';
import { cutBytes } from '../cut-bytes.ts';
import { defineProperty, fails, HOLDS } from '../property.ts';
import type { Seen } from '../stage.ts';
import { arbitraryWireCase, canSay, eventsOf, sayOn, wireCaseSchema, wireNamed } from '../wire-case.ts';

const schema = z
  .strictObject({ of: wireCaseSchema, cuts: z.array(z.int().nonnegative()).readonly() })
  .readonly();

/** Everything that a caller sees, times apart. */
function facts({ response, error }: Seen): string {
  return JSON.stringify({ response, error });
}

export const anyChunking = defineProperty({
  name: 'any-chunking',
  claim: 'the same bytes mean the same however the network cuts them',
  schema,
  arbitrary: (stage) =>
    fc.record({
      of: arbitraryWireCase(stage),
      cuts: fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 6 }),
    }),
  async judge({ of, cuts }, stage) {
    const wire = wireNamed(stage, of.wire);
    if (wire === null || !canSay(wire, of.mode, of.fault)) return { ...HOLDS, skips: [of.wire] };
    const served = await sayOn(wire, of.mode, of.script, of.fault);
    const whole = Buffer.concat(served.chunks);
    const atOnce = facts(await wire.hear({ ...served, chunks: [whole] }, of.mode));
    const inPieces = facts(await wire.hear({ ...served, chunks: cutBytes(whole, cuts) }, of.mode));
    return atOnce === inPieces
      ? HOLDS
      : fails(`${of.wire}: in one piece ${atOnce}, cut at ${cuts.join(', ')} ${inPieces}`);
  },
  events: ({ of }, stage) => eventsOf(of, stage),
});
