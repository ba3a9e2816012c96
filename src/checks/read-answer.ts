import { argumentsAt } from '../contract/suites/comparator.ts';
import type { Exchange } from '../contract/exchanges/exchange.ts';
import { isTruncated } from '../contract/exchanges/finish-reason.ts';
import type { CanonicalResponse, ResponseToolCall } from '../contract/exchanges/response.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import type { CompiledSchema } from './compile-schemas.ts';
import { parseStrict } from '../json/parse-strict.ts';
import { parseOutput, type OutputJson } from './output-json.ts';
import type { PreparedPrompt } from './prepare-prompt.ts';
import { isLeft, judgeOrLeave, tooSlow, type SchemaResult, type SlowValue } from './slow-value.ts';
import { citeArguments, judgeCall, judgeName } from './tools/judge-call.ts';
import { breaksOff } from './truncation/is-left-open.ts';

interface AnswerFacts {
  readonly exchange: Exchange;
  /** Null when the exchange ended with an error. */
  readonly response: CanonicalResponse | null;
  /** The response, or what had come of one before the error. */
  readonly arrived: CanonicalResponse | null;
  /** The text of what arrived as JSON; null where nothing arrived, or the prompt asks for none. */
  readonly json: OutputJson | null;
}

/** An exchange read once, whether it is judged itself or held against its sibling. */
export interface Answer extends AnswerFacts {
  /** What the prompt's schema has against the response's JSON; null where there is none to hold it against. */
  readonly output: readonly Finding[] | null;
  readonly calls: readonly JudgedCall[];
}

export interface JudgedCall {
  readonly call: ResponseToolCall;
  /** Against the tools that were declared. */
  readonly findings: readonly Finding[];
}

/** An answer of which some values are not judged in place. */
export interface UnjudgedAnswer {
  readonly slow: readonly SlowValue[];
  /** The whole answer, from a result for each of `slow`. */
  readonly judged: (results: readonly SchemaResult[]) => Answer;
}

export function readAnswer(prepared: PreparedPrompt, exchange: Exchange): Answer | UnjudgedAnswer {
  const { outcome } = exchange;
  const response = outcome.type === 'response' ? outcome.response : null;
  const arrived = outcome.type === 'response' ? outcome.response : outcome.error.partial;
  const { readsJson, golden, outputSchema, comparesNumbers } = prepared;
  // Facts may be looked for in a JSON that nothing else is held against.
  const known = outputSchema === null ? arrived?.text : golden?.answer.text;
  const json = arrived === null || !readsJson ? null : parseOutput(arrived.text, known, comparesNumbers);
  const facts = { exchange, response, arrived, json };
  if (response === null) return { ...facts, output: null, calls: NO_CALLS };
  const output = judgeOutput(outputSchema, json);
  const { toolCalls } = response;
  const calls =
    toolCalls.length === 0
      ? NO_RESULTS
      : toolCalls.map((call, at) =>
          isCutAsApproved(prepared, response, at)
            ? judgeName(call, at, prepared)
            : judgeCall(call, at, prepared),
        );
  if (isLeft(output) || calls.some(isLeft)) return unjudged(facts, output, calls);
  return { ...facts, output, calls: pair(toolCalls, calls) };
}

/** Whether a call is the last of an answer that was to be cut, and breaks off. */
function isCutAsApproved(
  { goldenIsCut }: PreparedPrompt,
  { toolCalls, finishReason }: CanonicalResponse,
  at: number,
): boolean {
  const call = toolCalls[at];
  if (!goldenIsCut || call === undefined || at < toolCalls.length - 1) return false;
  if (!isTruncated(finishReason) || call.arguments !== null) return false;
  // Where a wire has room for a value alone, what had come of one stands there as a text.
  const parsed = parseStrict(call.rawArguments);
  return breaksOff(parsed.ok && typeof parsed.value === 'string' ? parsed.value : call.rawArguments);
}

const NO_CALLS: readonly JudgedCall[] = [];
const NO_RESULTS: readonly (readonly Finding[])[] = [];

function judgeOutput(
  schema: CompiledSchema | null,
  json: OutputJson | null,
): readonly Finding[] | SlowValue | null {
  if (schema?.ok !== true || json === null || json.tooDeep || !json.tolerant.ok) return null;
  return judgeOrLeave(schema, json.tolerant.value);
}

function unjudged(
  facts: AnswerFacts,
  output: readonly Finding[] | SlowValue | null,
  calls: readonly (readonly Finding[] | SlowValue)[],
): UnjudgedAnswer {
  const slow = [output, ...calls].filter(isLeft);
  return {
    slow,
    judged(results) {
      const resultOf = (left: SlowValue): SchemaResult => results[slow.indexOf(left)] ?? 'too-slow';
      const ofOutput = isLeft(output) ? resultOf(output) : output;
      const ofCalls = calls.map((call, at) =>
        isLeft(call) ? citeArguments(resultOf(call), argumentsAt(at)) : call,
      );
      return {
        ...facts,
        output: ofOutput === 'too-slow' ? [tooSlow('')] : ofOutput,
        calls: pair(facts.response?.toolCalls ?? [], ofCalls),
      };
    },
  };
}

function pair(
  calls: readonly ResponseToolCall[],
  found: readonly (readonly Finding[] | SlowValue)[],
): readonly JudgedCall[] {
  return calls.length === 0
    ? NO_CALLS
    : calls.flatMap((call, at) => {
        const findings = found[at];
        return findings === undefined || isLeft(findings) ? [] : [{ call, findings }];
      });
}
