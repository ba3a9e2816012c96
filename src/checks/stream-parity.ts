import { isDeepStrictEqual } from 'node:util';
import type { CanonicalResponse } from '../contract/exchanges/response.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import type { AnsweredCase } from './case.ts';
import { finding, skip, type CheckResult, type Note } from './finding.ts';
import { BY_STRUCTURE, type ChooseComparator, type PlaceRule } from './parity/choose-comparator.ts';
import { compareStructure } from './parity/compare-structure.ts';
import { createReference } from './parity/reference.ts';
import type { OutputJson } from './output-json.ts';
import type { Answer } from './read-answer.ts';
import { isTooSlow } from './slow-value.ts';
import { compareModes } from './tools/compare-modes.ts';

const NO_SEND = skip('no send exchange');
const SEND_WITHOUT_RESPONSE = skip('the send exchange has no response');
const MOST_TOKENS_APART = 8;
const MOST_SHARE_APART = 0.1;

type Pair<T = CanonicalResponse> = readonly [send: T, stream: T];

function compareFinish([send, stream]: Pair): Finding[] {
  const expected = send.finishReason?.unified ?? null;
  const observed = stream.finishReason?.unified ?? null;
  if (expected === observed) return [];
  return [
    finding('stream-parity/finish', '', 'another finish reason than without streaming', expected, observed),
  ];
}

function structure(
  pointer: string,
  message: string,
  expected: Finding['expected'],
  observed: Finding['observed'],
): Finding {
  return finding('stream-parity/structure', pointer, message, expected, observed);
}

/** Models sample: a text may differ, and a list may be empty in one mode. What lies below is compared all the same. */
const LOOSELY: PlaceRule = { ...BY_STRUCTURE, compare: () => [] };
const IGNORED: PlaceRule = { ...BY_STRUCTURE, way: 'ignore' };

function compareJson(
  [{ strict: send, tooDeep }, stream]: Pair<OutputJson>,
  choose: ChooseComparator,
): Finding[] {
  if (send.ok !== stream.strict.ok) {
    return [structure('', 'JSON in one mode alone', send.ok, stream.strict.ok)];
  }
  if (!send.ok || !stream.strict.ok || tooDeep || stream.tooDeep) return [];
  if (isDeepStrictEqual(send.value, stream.strict.value)) return [];
  const loosely: ChooseComparator = (pointer, pattern) =>
    choose(pointer, pattern).way === 'ignore' ? IGNORED : LOOSELY;
  return compareStructure(createReference(send.value, false), stream.strict.value, loosely).map(
    ({ what, pointer, expected, observed }) =>
      structure(pointer, `${what} against the answer without streaming`, expected, observed),
  );
}

type Judged = Pick<Answer, 'json' | 'output'>;

function satisfies({ json, output }: Judged): boolean {
  return json?.strict.ok === true && output?.length === 0;
}

/** The verdict of the schema, which a difference in one value can turn; none where one cannot be given. */
function compareSchema(pair: Pair<Judged>): Finding[] {
  if (pair.some(({ json, output }) => json?.tooDeep === true || isTooSlow(output ?? []))) return [];
  const [valid, streamValid] = [satisfies(pair[0]), satisfies(pair[1])];
  if (valid === streamValid) return [];
  const message = 'satisfies the schema in one mode alone';
  return [finding('stream-parity/schema', '', message, valid, streamValid)];
}

/** Models sample, so plain text may differ; that there is any may not. */
function compareText([send, stream]: Pair): Finding[] {
  const [some, others] = [send.text.trim() !== '', stream.text.trim() !== ''];
  return some === others ? [] : [structure('', 'text in one mode alone', some, others)];
}

function compareContent({ prepared, json, output, sibling }: AnsweredCase, pair: Pair): Finding[] {
  const text = compareText(pair);
  const { outputSchema, choose } = prepared;
  const sent = sibling?.json ?? null;
  if (outputSchema === null || json === null || sibling === null || sent === null) return text;
  if (text.length > 0 || pair[0].text === pair[1].text) return text;
  const schema = outputSchema.ok ? compareSchema([sibling, { json, output }]) : [];
  return [...compareJson([sent, json], choose), ...schema];
}

function counted({ usage }: CanonicalResponse): readonly [input: boolean, output: boolean] {
  return [usage.inputTokens !== null, usage.outputTokens !== null];
}

/** What one mode does not count is missed by the check of usage, where it is promised: here it is a note alone. */
function noteUsage([send, stream]: Pair): Note[] {
  const [expected, observed] = [counted(send), counted(stream)];
  if (expected[0] === observed[0] && expected[1] === observed[1]) return [];
  const message = 'input and output tokens are not counted in both modes';
  return [{ noted: finding('stream-parity/usage', '', message, expected, observed) }];
}

/** One prompt and one tokenizer: a cache may hide a few tokens, a tenth of the prompt is another bill. */
function compareUsage([send, stream]: Pair): Finding[] {
  const [expected, observed] = [send.usage.inputTokens, stream.usage.inputTokens];
  if (expected === null || observed === null) return [];
  const apart = Math.abs(expected - observed);
  if (apart <= MOST_TOKENS_APART || apart <= MOST_SHARE_APART * Math.max(expected, observed)) return [];
  const message = 'the same prompt is counted differently than without streaming';
  return [finding('stream-parity/usage', '', message, expected, observed)];
}

/** The same answer whichever way a client asks: the stream against the send exchange of its case. */
export function streamParity(subject: AnsweredCase): CheckResult {
  const { response, sibling, calls } = subject;
  if (sibling === null) return NO_SEND;
  if (sibling.response === null) return SEND_WITHOUT_RESPONSE;
  const pair: Pair = [sibling.response, response];
  return [
    ...compareFinish(pair),
    ...compareModes(sibling.calls, calls),
    ...compareContent(subject, pair),
    ...compareUsage(pair),
    ...noteUsage(pair),
  ];
}
