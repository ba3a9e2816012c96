import fc from 'fast-check';
import { z } from 'zod';
import type { ErrorContext } from '../../contract/errors/error.ts';
import { ERROR_KINDS, type ErrorKind } from '../../contract/errors/error-kind.ts';
import { SAID_KINDS } from '../abstract-fault.ts';
import { contextOf } from '../context-of.ts';
import { definePureProperty, fails, HOLDS } from '../property.ts';
import { arbitraryWireName, wireNamed } from '../wire-case.ts';

const schema = z
  .strictObject({
    wire: z.string(),
    kind: z.enum(SAID_KINDS),
    /** What a look-alike claims to be, one after the other. */
    claims: z.tuple([z.enum(ERROR_KINDS), z.enum(ERROR_KINDS)]).readonly(),
    place: z.enum(['body', 'thrown', 'wrapped']),
  })
  .readonly();

/** Everything that an error of ours has, but not its brand. */
function lookAlike(
  kind: ErrorKind,
  place: 'body' | 'thrown' | 'wrapped',
): { thrown: unknown; context: ErrorContext } {
  const error = { kind, retryable: true, retryAfterMs: 1, status: null, provider: 'impostor', partial: null };
  const context = { phase: 'http', status: 418, headers: {}, body: null, aborted: null, nowMs: 0 } as const;
  if (place === 'body') return { thrown: null, context: { ...context, body: JSON.stringify(error) } };
  const thrown = place === 'thrown' ? error : { name: 'CanonicalFailure', message: '', error };
  return { thrown, context };
}

export const idempotent = definePureProperty({
  name: 'idempotent',
  claim: 'an error of our own comes back as it was, and what merely looks like one is data',
  schema,
  arbitrary: (stage) =>
    fc.record({
      wire: arbitraryWireName(stage),
      kind: fc.constantFrom(...SAID_KINDS),
      claims: fc.tuple(fc.constantFrom(...ERROR_KINDS), fc.constantFrom(...ERROR_KINDS)),
      place: fc.constantFrom('body' as const, 'thrown' as const, 'wrapped' as const),
    }),
  judge({ wire: name, kind, claims, place }, stage) {
    const wire = wireNamed(stage, name);
    if (wire === null) return HOLDS;
    const context = contextOf(wire.sayError(kind, null));
    const once = wire.normalize(null, context);
    const twice = wire.normalize(stage.brand(once), { ...context, status: 500, body: null });
    if (JSON.stringify(once) !== JSON.stringify(twice)) {
      return fails(`${name}: ${once.kind} becomes ${twice.kind} when it is normalised again`);
    }
    const [tried, other] = claims.map((claim) => {
      const fake = lookAlike(claim, place);
      return wire.normalize(fake.thrown, fake.context);
    });
    if (tried?.provider === 'impostor') return fails(`${name}: a look-alike (${place}) is taken for our own`);
    return tried?.kind === other?.kind
      ? HOLDS
      : fails(`${name}: a look-alike (${place}) is believed: ${tried?.kind} and ${other?.kind}`);
  },
});
