import type { CanonicalError } from '../../contract/errors/error.ts';
import { definePureProperty, fails, HOLDS } from '../property.ts';
import type { FuzzWire, Reason } from '../stage.ts';
import { arbitrarySigns, buildSigns, signsSchema, type Signs } from '../weigh-evidence.ts';
import { z } from 'zod';
import fc from 'fast-check';
import { arbitraryWireName, wireNamed } from '../wire-case.ts';

const schema = z.strictObject({ wire: z.string(), signs: signsSchema }).readonly();

const FIELDS = signsSchema.unwrap().keyof().exclude(['phase']).options;
const NOTHING: Omit<Signs, 'phase'> = {
  aborted: null,
  status: null,
  'headers/x-amzn-errortype': null,
  'body/error/code': null,
  'body/error/message': null,
  'body/error/status': null,
  'thrown/name': null,
  'thrown/code': null,
  'thrown/message': null,
};

type Answer = Pick<Reason, 'kind' | 'retryable'>;

const same = (tried: Answer, other: Answer): boolean =>
  tried.kind === other.kind && tried.retryable === other.retryable;

function normalize(wire: FuzzWire, signs: Signs): CanonicalError {
  const { thrown, context } = buildSigns(signs);
  return wire.normalize(thrown, context);
}

export const precedence = definePureProperty({
  name: 'precedence',
  claim: 'what did not decide can be taken away, and without what decided the second in the list decides',
  schema,
  arbitrary: (stage) => fc.record({ wire: arbitraryWireName(stage), signs: arbitrarySigns }),
  judge({ wire: name, signs }, stage) {
    const wire = wireNamed(stage, name);
    if (wire === null) return HOLDS;
    const { thrown, context } = buildSigns(signs);
    const { decided, second } = stage.explain(thrown, context);
    const answer = wire.normalize(thrown, context);
    for (const field of FIELDS.filter((tried) => signs[tried] !== null)) {
      const without = normalize(wire, { ...signs, [field]: null });
      const expected = field === decided.place ? second : answer;
      if (!same(without, expected)) {
        return fails(`${name}: ${without.kind} without ${field}, where it was ${expected.kind}`);
      }
    }
    const bare = normalize(wire, { ...signs, ...NOTHING });
    return same(bare, { kind: 'unknown', retryable: false })
      ? HOLDS
      : fails(`${name}: ${bare.kind} of nothing at all`);
  },
});
