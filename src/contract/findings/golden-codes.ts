import { breaking, degraded, type FindingRow } from './finding-row.ts';

const SHAPE = 'mend the prompt until the shape is kept; approve a new golden if clients can take it';
const COMPARED = 'mend the prompt, or the comparator in the suite if clients can take this';
const FACTS =
  'show the exchange: is the answer wrong, or does it say so in other words? those are alternatives of the fact';
const CALLS =
  'compare the declared tools and the tool choice as they went out; mend the prompt or the golden';
const MODES = 'show both exchanges of the case side by side; let clients use the mode that is right';

/** The answer against the approved one, and a stream against the answer without streaming. */
export const GOLDEN_CODES = {
  'golden/not-json': breaking(
    'the approved answer of a JSON prompt is not JSON',
    'mend the golden, or approve a new one',
  ),
  'parity/missing-path': breaking('a value that the golden has is missing', SHAPE),
  'parity/extra-path': degraded('a value came that the golden does not have', SHAPE),
  'parity/type-changed': breaking('a value has another type than in the golden', SHAPE),
  'parity/null-for-value': breaking('null came for a value', SHAPE),
  'parity/value-changed': breaking(
    'a value differs that is compared exactly',
    'mend the prompt, or compare this place by structure',
  ),
  'parity/emptied': degraded(
    'an empty list came where the golden has items',
    'mend the prompt, or compare this place by ignore where an empty list will do',
  ),
  'parity/item-missing': breaking('an item of a list is missing that the golden has', SHAPE),
  'parity/item-extra': degraded('an item came that the golden does not have', SHAPE),
  'parity/length-changed': degraded('a text or list has not the length that is compared', COMPARED),
  'parity/not-contained': breaking('a text lacks words that it must contain', COMPARED),
  'parity/forbidden-words': breaking('a text has words that it must not have', COMPARED),
  'parity/out-of-order': breaking('words or items do not come in the order that is compared', COMPARED),
  'parity/not-verbatim': breaking(
    'a quote does not stand in what it is taken from',
    'ask for quotes word for word; let clients look for each before they show it',
  ),
  'parity/not-one-of': breaking('a value is none of those that are accepted', COMPARED),
  'parity/outside-enum': breaking('a word is none of those that clients know', COMPARED),
  'parity/number-apart': breaking('a number is further off than is accepted', COMPARED),
  'parity/fact-missing': breaking('the answer does not say what it must', FACTS),
  'parity/fact-forbidden': breaking('the answer says what is wrong', FACTS),
  'parity/no-match': breaking('a text does not match its pattern', COMPARED),
  'parity/empty-text': breaking('no text came where the golden has some', SHAPE),
  'parity/no-tool-call': breaking('no tool is called where the golden calls one', CALLS),
  'parity/extra-tool-call': breaking('a tool is called where the golden calls none', CALLS),
  'parity/error-missing': breaking(
    'an answer came where the golden expects an error',
    'see whether the target has the limit that the prompt tries; approve the answer if it should not',
  ),
  'stream-parity/finish': breaking('the stream ends for another reason than the whole answer', MODES),
  'stream-parity/structure': breaking('the stream gives another structure than the whole answer', MODES),
  'stream-parity/schema': breaking('the schema is satisfied in one mode alone', MODES),
  'stream-parity/usage': degraded('the same prompt is counted differently in the two modes', MODES),
  'stream-parity/tool-calls': breaking('the stream calls other tools than the whole answer', MODES),
  'stream-parity/tool-arguments': breaking('the arguments of a call can be used in one mode alone', MODES),
} satisfies Readonly<Record<`${'golden' | 'parity' | 'stream-parity'}/${string}`, FindingRow>>;
