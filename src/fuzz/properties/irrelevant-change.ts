import fc from 'fast-check';
import { z } from 'zod';
import { SAID_KINDS } from '../abstract-fault.ts';
import { CHANGES, changeEnvelope } from '../change-envelope.ts';
import { contextOf } from '../context-of.ts';
import { defineProperty, fails, HOLDS } from '../property.ts';
import { arbitraryWireName, wireNamed } from '../wire-case.ts';

const schema = z
  .strictObject({
    wire: z.string(),
    kind: z.enum(SAID_KINDS),
    retryAfterMs: z.int().nonnegative().nullable(),
    changes: z.array(z.enum(CHANGES)).readonly(),
  })
  .readonly();

export const irrelevantChange = defineProperty({
  name: 'irrelevant-change',
  claim:
    'an error means the same in another order of keys, other white space, case, date form, or wrapped once more',
  schema,
  arbitrary: (stage) =>
    fc.record({
      wire: arbitraryWireName(stage),
      kind: fc.constantFrom(...SAID_KINDS),
      retryAfterMs: fc.option(fc.integer({ min: 1, max: 600 }).map((seconds) => seconds * 1000)),
      changes: fc.uniqueArray(fc.constantFrom(...CHANGES), { minLength: 1, maxLength: 3 }),
    }),
  judge({ wire: name, kind, retryAfterMs, changes }, stage) {
    const wire = wireNamed(stage, name);
    if (wire === null) return HOLDS;
    const context = contextOf(wire.sayError(kind, retryAfterMs));
    const plain = wire.normalize(null, context);
    const changed = wire.normalize(null, changeEnvelope(context, changes));
    const differs = (['kind', 'retryable', 'retryAfterMs'] as const).find(
      (key) => plain[key] !== changed[key],
    );
    return differs === undefined
      ? HOLDS
      : fails(`${name}: ${differs} ${plain[differs]} becomes ${changed[differs]} by ${changes.join(', ')}`);
  },
});
