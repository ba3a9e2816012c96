import { breaking, degraded, doubted, type FindingRow } from './finding-row.ts';

const ASK = 'ask for it in the prompt, or use a target that enforces the schema';
const LOOSEN = 'ask for it in the prompt, or loosen the schema where clients can take the value';
const SPELLING = 'ask for JSON by RFC 8259 in the prompt, or let clients read it leniently';
const STRIP = 'ask for JSON alone in the prompt, or let clients take the JSON out of the text';

/**
 * The output against the prompt's JSON Schema. What has no name of its own has that of the keyword that failed:
 * https://json-schema.org/draft/2020-12/json-schema-validation
 */
export const SCHEMA_CODES = {
  'schema/not-json': breaking('the output cannot be read as JSON', ASK),
  'schema/cut-off': breaking(
    'the output is JSON that ends too early',
    'raise the token limit of the prompt, or ask for less; see whether the finish reason says so',
  ),
  'schema/too-deep': breaking('the output nests deeper than any client reads', LOOSEN),
  'schema/not-compiled': breaking("the prompt's schema cannot be used", 'mend the schema in the suite'),
  'schema/too-slow': doubted(
    'the answer could not be held against its schema in time',
    'mend the schema as the warning at its place says, or raise deadlines.judgingMs',
  ),
  'schema/byte-order-mark': breaking('a byte order mark stands before the JSON', STRIP),
  'schema/fenced': breaking('the JSON stands in a code fence', STRIP),
  'schema/prose-around': breaking('other text stands around the JSON', STRIP),
  'schema/duplicate-key': degraded(
    'a key stands twice in one object, and parsers differ in which value they take',
    ASK,
  ),
  'schema/trailing-comma': breaking('a comma stands behind the last item or property', SPELLING),
  'schema/single-quotes': breaking('texts stand in single quotes', SPELLING),
  'schema/not-a-number': breaking('NaN or Infinity stands where JSON has no such number', SPELLING),
  'schema/loose': breaking('the output is spelt as lenient parsers alone read it', SPELLING),
  'schema/several-values': breaking('several JSON values came for one', STRIP),
  'schema/type-mismatch': breaking('a value has a type that the schema does not allow', ASK),
  'schema/number-as-text': breaking('a number came as a text', ASK),
  'schema/required-missing': breaking('a required property is missing', ASK),
  'schema/enum-mismatch': breaking('a value is none of those that the schema lists', ASK),
  'schema/format-mismatch': breaking('a text does not have the format that the schema names', ASK),
  'schema/additional-property': degraded('a property came that the schema does not know', LOOSEN),
  'schema/maxLength': degraded('a text is longer than allowed', LOOSEN),
  'schema/minLength': degraded('a text is shorter than allowed', LOOSEN),
  'schema/pattern': breaking('a text does not match its pattern', ASK),
  'schema/maximum': breaking('a number is above its maximum', LOOSEN),
  'schema/minimum': breaking('a number is below its minimum', LOOSEN),
  'schema/exclusiveMaximum': breaking('a number is not below its bound', LOOSEN),
  'schema/exclusiveMinimum': breaking('a number is not above its bound', LOOSEN),
  'schema/multipleOf': breaking('a number is no multiple of what the schema asks', LOOSEN),
  'schema/maxItems': degraded('a list has more items than allowed', LOOSEN),
  'schema/minItems': breaking('a list has fewer items than required', LOOSEN),
  'schema/uniqueItems': degraded('a list has equal items', LOOSEN),
  'schema/contains': breaking('a list lacks the items that it must contain', ASK),
  'schema/items': degraded('a list has items beyond those that the schema knows', LOOSEN),
  'schema/additionalItems': degraded('a list has items beyond those that the schema knows', LOOSEN),
  'schema/unevaluatedItems': degraded('a list has items that no part of the schema knows', LOOSEN),
  'schema/maxProperties': degraded('an object has more properties than allowed', LOOSEN),
  'schema/minProperties': breaking('an object has fewer properties than required', ASK),
  'schema/propertyNames': breaking('a property has a name that is not allowed', ASK),
  'schema/dependencies': breaking('a property is missing that another one requires', ASK),
  'schema/anyOf': breaking('a value fits none of the alternatives', ASK),
  'schema/oneOf': breaking('a value does not fit exactly one of the alternatives', LOOSEN),
  'schema/not': breaking('a value is one that the schema rules out', ASK),
  'schema/if': breaking('a value meets a condition and not what follows from it', ASK),
  'schema/false schema': breaking('a value stands where the schema allows none', ASK),
  'schema/formatMaximum': breaking('a date or time is after its bound', LOOSEN),
  'schema/formatMinimum': breaking('a date or time is before its bound', LOOSEN),
  'schema/formatExclusiveMaximum': breaking('a date or time is not before its bound', LOOSEN),
  'schema/formatExclusiveMinimum': breaking('a date or time is not after its bound', LOOSEN),
} satisfies Readonly<Record<`schema/${string}`, FindingRow>>;
