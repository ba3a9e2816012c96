import { isDeepStrictEqual } from 'node:util';
import type { GoldenPrompt } from '../contract/prompt.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Check, Finding } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { outputJson } from './output-json.ts';
import { chooseComparator, type ChooseComparator } from './parity/choose-comparator.ts';
import { compareStructure, createReference } from './parity/compare-structure.ts';
import { NO_RESPONSE, responseOf } from './response-of.ts';
import { schemas } from './schema-cache.ts';
import { compareModes } from './tools/compare-modes.ts';

const NAME = 'stream-parity';
const MAX_FINDINGS = 50;
const MOST_TOKENS_APART = 8;
const MOST_SHARE_APART = 0.1;

type Pair = readonly [send: CanonicalResponse, stream: CanonicalResponse];

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

/** Whether strict JSON satisfies the schema; null where that cannot be said. */
function satisfies(prompt: GoldenPrompt, response: CanonicalResponse): boolean | null {
  const { strict, tooDeep } = outputJson(response);
  const compiled = prompt.output === null ? null : schemas.compile(prompt.output.schema);
  if (compiled === null || !compiled.ok || tooDeep) return null;
  return strict.ok && compiled.errorsOf(strict.value).length === 0;
}

function compareJson(prompt: GoldenPrompt, [send, stream]: Pair): Finding[] {
  const [one, other] = [outputJson(send), outputJson(stream)];
  if (one.strict.ok !== other.strict.ok) {
    return [structure('', 'JSON in one mode alone', one.strict.ok, other.strict.ok)];
  }
  if (!one.strict.ok || !other.strict.ok || one.tooDeep || other.tooDeep) return [];
  if (isDeepStrictEqual(one.strict.value, other.strict.value)) return [];
  const comparatorOf = chooseComparator(prompt.comparators);
  const choose: ChooseComparator = (pointer) => (comparatorOf(pointer) === 'ignore' ? 'ignore' : 'structure');
  return compareStructure(createReference(one.strict.value), other.strict.value, choose, false)
    .slice(0, MAX_FINDINGS)
    .map(({ what, pointer, expected, observed }) =>
      structure(pointer, `${what} against the answer without streaming`, expected, observed),
    );
}

/** The verdict of the schema, which a difference in one value can turn. */
function compareSchema(prompt: GoldenPrompt, [send, stream]: Pair): Finding[] {
  const [valid, streamValid] = [satisfies(prompt, send), satisfies(prompt, stream)];
  if (valid === streamValid || valid === null || streamValid === null) return [];
  const message = 'satisfies the schema in one mode alone';
  return [finding('stream-parity/schema', '', message, valid, streamValid)];
}

/** Models sample, so plain text may differ; that there is any may not. */
function compareText([send, stream]: Pair): Finding[] {
  const [some, others] = [send.text.trim() !== '', stream.text.trim() !== ''];
  return some === others ? [] : [structure('', 'text in one mode alone', some, others)];
}

function counted({ usage }: CanonicalResponse): readonly boolean[] {
  return [usage.inputTokens !== null, usage.outputTokens !== null];
}

function noteUsage([send, stream]: Pair): Finding[] {
  const [expected, observed] = [counted(send), counted(stream)];
  if (isDeepStrictEqual(expected, observed)) return [];
  const message = 'input and output tokens are not counted in both modes';
  return [finding('stream-parity/usage', '', message, expected, observed)];
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
export const streamParity: Check = {
  name: NAME,
  judge({ prompt, exchange, sibling }) {
    if (exchange.case.mode !== 'stream') return skip(NAME, 'judged on the stream exchange');
    if (exchange.servedAs !== 'stream') return skip(NAME, 'served as send');
    const stream = responseOf(exchange);
    if (stream === null) return skip(NAME, NO_RESPONSE);
    if (sibling === null) return skip(NAME, 'no send exchange');
    const send = responseOf(sibling);
    if (send === null) return skip(NAME, 'the send exchange has no response');
    const pair: Pair = [send, stream];
    const text = compareText(pair);
    const content =
      prompt.output === null || text.length > 0 || send.text === stream.text
        ? text
        : [...compareJson(prompt, pair), ...compareSchema(prompt, pair)];
    const findings = [
      ...compareFinish(pair),
      ...compareModes(send, stream, prompt.tools),
      ...content,
      ...compareUsage(pair),
    ];
    return verdictOf(NAME, findings, noteUsage(pair));
  },
};
