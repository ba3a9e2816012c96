import type { JsonObject } from '../../contract/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { isRecord } from '../../json/read.ts';
import { ask } from '../ask.ts';
import { always, type Bit } from '../bit.ts';

/** A keyword, a schema with it that nobody meets by chance, and whether an answer keeps to it. */
interface Keyword {
  readonly keyword: string;
  readonly schema: JsonObject;
  readonly question: string;
  readonly keeps: (value: Readonly<Record<string, unknown>>) => boolean;
}

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

const CITY = 'What is the capital of France? Answer with JSON.';
const COLOURS = 'Name two colours. Answer with JSON.';

/**
 * The questions ask for something else than the schema, so that an answer that keeps to it was made to: a case that is
 * passed by luck proves nothing.
 */
const KEYWORDS: readonly Keyword[] = [
  {
    keyword: 'required',
    question: CITY,
    schema: object({ zeta_mark: { type: 'string' } }),
    keeps: (value) => typeof value['zeta_mark'] === 'string',
  },
  {
    keyword: 'type',
    question: 'How is the weather in general? Answer with JSON.',
    schema: object({ reading: { type: 'integer' }, is_final: { type: 'boolean' } }),
    keeps: ({ reading, is_final: final }) => Number.isInteger(reading) && typeof final === 'boolean',
  },
  {
    keyword: 'enum',
    question: CITY,
    schema: object({ city: { type: 'string', enum: ['kx-71', 'kx-72'] } }),
    keeps: ({ city }) => city === 'kx-71' || city === 'kx-72',
  },
  {
    keyword: 'const',
    question: CITY,
    schema: object({ city: { const: 'kx-88' } }),
    keeps: ({ city }) => city === 'kx-88',
  },
  {
    keyword: 'pattern',
    question: CITY,
    schema: object({ city: { type: 'string', pattern: '^[0-9]{3}-QX$' } }),
    keeps: ({ city }) => typeof city === 'string' && /^[0-9]{3}-QX$/.test(city),
  },
  {
    keyword: 'minLength',
    question: CITY,
    schema: object({ city: { type: 'string', minLength: 24 } }),
    keeps: ({ city }) => typeof city === 'string' && [...city].length >= 24,
  },
  {
    keyword: 'minimum',
    question: 'How many wheels has a bicycle? Answer with JSON.',
    schema: object({ wheels: { type: 'integer', minimum: 700 } }),
    keeps: ({ wheels }) => typeof wheels === 'number' && wheels >= 700,
  },
  {
    keyword: 'minItems',
    question: COLOURS,
    schema: object({ colours: { type: 'array', items: { type: 'string' }, minItems: 5, maxItems: 9 } }),
    keeps: ({ colours }) => Array.isArray(colours) && colours.length >= 5,
  },
  {
    keyword: 'maxItems',
    question: 'Name nine animals. Answer with JSON.',
    schema: object({ animals: { type: 'array', items: { type: 'string' }, maxItems: 1 } }),
    keeps: ({ animals }) => Array.isArray(animals) && animals.length <= 1,
  },
  {
    keyword: 'additionalProperties',
    question: 'Invent a person. Answer with JSON that has the keys name, age and email.',
    schema: object({ name: { type: 'string' } }),
    keeps: (value) => Object.keys(value).join() === 'name',
  },
  {
    keyword: '$ref',
    question: CITY,
    schema: object(
      { place: { $ref: '#/$defs/mark' } },
      { $defs: { mark: object({ zeta_code: { type: 'integer' } }) } },
    ),
    keeps: ({ place }) => isRecord(place) && Number.isInteger(place['zeta_code']),
  },
  {
    keyword: 'anyOf',
    question: CITY,
    schema: object({ city: { anyOf: [{ type: 'integer' }, { type: 'boolean' }] } }),
    keeps: ({ city }) => Number.isInteger(city) || typeof city === 'boolean',
  },
];

const TRIALS = 2;

/** A schema by each of its keywords: does the answer keep to it? */
export const SCHEMA_BITS: readonly Bit[] = KEYWORDS.map(({ keyword, question, schema, keeps }) => ({
  id: `json_schema/${keyword}`,
  area: 'request schema',
  asks: `"${question}" under a schema with ${keyword} that no answer meets by chance`,
  after: 'chat',
  field: 'output.schema',
  trials: Array.from({ length: TRIALS }, () =>
    ask(question, { output: { type: 'json', name: 'probe', schema } }),
  ),
  read: always(TRIALS, ({ response }) => {
    // What was cut proves neither.
    if (response.finishReason?.unified === 'length') return 'unclear';
    const parsed = parseStrict(response.text);
    return parsed.ok && isRecord(parsed.value) && keeps(parsed.value) ? 'obeyed' : 'ignored';
  }),
}));
