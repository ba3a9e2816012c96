import { argumentsAt } from '../contract/suites/comparator.ts';
import type { ResponseToolCall } from '../contract/exchanges/response.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { tokensOf } from '../json/pointer.ts';
import { problemAt, type ProblemAt } from '../files/problem-at.ts';
import type { JsonValue } from '../json/json-value.ts';
import { finding, NOTHING } from './finding.ts';
import { openAnswer } from './parity/find-words.ts';
import { findBroken } from './parity/judge-facts.ts';
import { spellArguments } from '../json/spell-arguments.ts';
import { findDifferences } from './tools/compare-arguments.ts';
import { findLongNumbers, LONG_NUMBER } from './tools/find-long-numbers.ts';
import { wholeText } from './parity/compare-value.ts';
import { compareStructure } from './parity/compare-structure.ts';
import { parseOutput } from './output-json.ts';
import type { PreparedPrompt } from './prepare-prompt.ts';
import { isLeft, judgeOrLeave, type SchemaResult, type SlowValue } from './slow-value.ts';
import { citeArguments, judgeCall, judgeName } from './tools/judge-call.ts';
import { findMissing } from './truncation/find-sentinels.ts';
import { breaksOff } from './truncation/is-left-open.ts';

const MOST_TOLD = 5;
const MEND = 'mend the golden, or what its prompt asks for';

function placed({ pointer, message }: Finding): string {
  return pointer === '' ? message : `${message} at ${pointer}`;
}

/** An approved JSON against the schema that answers are held against. */
function againstSchema({
  golden,
  outputSchema,
  whyNoSchema,
}: PreparedPrompt): readonly Finding[] | SlowValue {
  if (golden === null || outputSchema === null || whyNoSchema !== null) return NOTHING;
  const { strict, tooDeep, scan } = parseOutput(golden.answer.text);
  if (!strict.ok) return [finding('schema/not-json', '', `it is not JSON: ${strict.message}`)];
  if (tooDeep) return [finding('schema/too-deep', '', 'it is nested too deep')];
  const twice = (scan?.duplicates ?? []).map((pointer) =>
    finding('schema/duplicate-key', pointer, 'a key stands twice'),
  );
  if (twice.length > 0 || !outputSchema.ok) return twice;
  return judgeOrLeave(outputSchema, strict.value);
}

function breaksBy(what: string, how: string, expected: JsonValue, by: string | null = null): string {
  const comparator = by === null || by === '' ? 'its comparator' : `the comparator "${by}"`;
  return `${what} breaks ${comparator} (${how}: ${JSON.stringify(expected)})`;
}

/** The words and patterns that its own comparators ask for. */
function againstComparators({ golden, compareText, reference, choose }: PreparedPrompt): readonly string[] {
  if (golden === null || golden.answer.error !== null) return [];
  const { text } = golden.answer;
  const whole = compareText?.(wholeText(text), wholeText(text)) ?? [];
  if (whole.length > 0) return whole.map(({ what, expected }) => breaksBy('its text', what, expected));
  if (reference === null || reference === 'not-json' || reference.places === null) return [];
  return compareStructure(reference, reference.value, choose, reference.numbers).map(
    ({ what, pointer, expected, by }) => breaksBy(`what stands at ${pointer}`, what, expected, by),
  );
}

/** The facts that the prompt says its answer must hold. */
function againstFacts(
  { golden, goldenIsCut, facts, sentinels }: PreparedPrompt,
  calls: readonly ResponseToolCall[],
): readonly string[] {
  if (golden === null || golden.answer.error !== null) return [];
  const { text } = golden.answer;
  const holds = openAnswer({ text, toolCalls: calls }, parseOutput(text));
  return [
    ...findMissing(goldenIsCut ? [] : sentinels, holds).map(
      ({ fact }) => `it does not hold the fact ${JSON.stringify(fact)}`,
    ),
    ...findBroken(facts, holds).map(({ fact, isWanted }) =>
      isWanted
        ? `it does not hold the fact ${JSON.stringify(fact)}`
        : `it states ${JSON.stringify(fact)}, which notFacts rules out`,
    ),
  ];
}

/** A server ends before a stop string, so no answer holds one. */
function againstStops({ golden, prompt }: PreparedPrompt): readonly string[] {
  const there = prompt.stop.filter((words) => golden?.answer.text.includes(words) === true);
  return there.map((words) => `its stop string ${JSON.stringify(words)} stands in it`);
}

/** What its own comparators say of its calls. */
function againstCallComparators(
  { approvedCalls }: PreparedPrompt,
  calls: readonly ResponseToolCall[],
): readonly string[] {
  return findDifferences(approvedCalls, calls).map(({ what, pointer, expected, by }) =>
    breaksBy(`what stands at ${pointer}`, what, expected, by),
  );
}

/**
 * Where an approved answer would fail by its own prompt's rules: no target could pass, or one would pass by what nobody
 * approved. Paths are those of the golden's line. What `judgeSlow` does not judge in time is left to the run, which says so.
 */
export async function judgeGolden(
  prepared: PreparedPrompt,
  judgeSlow: (values: readonly SlowValue[]) => Promise<readonly SchemaResult[]>,
): Promise<readonly ProblemAt[]> {
  const { golden } = prepared;
  if (golden === null) return [];
  const breaks = (path: readonly (string | number)[], what: string): ProblemAt =>
    problemAt(['answer', ...path], `the golden "${golden.promptId}" breaks its own contract: ${what}`, {
      mend: MEND,
    });
  const calls = golden.answer.toolCalls.map((call): ResponseToolCall => ({
    id: null,
    ...call,
    rawArguments: spellArguments(call.arguments),
  }));
  const ofSchema = againstSchema(prepared);
  const ofCalls = calls.map((call, index) =>
    prepared.goldenIsCut && index === calls.length - 1 && breaksOff(call.rawArguments)
      ? judgeName(call, index, prepared)
      : judgeCall(call, index, prepared),
  );
  const slow = [ofSchema, ...ofCalls].filter(isLeft);
  const results = slow.length === 0 ? [] : await judgeSlow(slow);
  const resultOf = (left: SlowValue): readonly Finding[] => {
    const result = results[slow.indexOf(left)] ?? 'too-slow';
    return result === 'too-slow' ? NOTHING : result;
  };
  const ofText = [
    ...(isLeft(ofSchema) ? resultOf(ofSchema) : ofSchema).map(placed),
    ...againstComparators(prepared),
    ...againstFacts(prepared, calls),
    ...againstStops(prepared),
  ];
  const ofNumbers = findLongNumbers(prepared.approvedCalls).map((pointer) => ({
    ...breaks(['toolCalls', Number(tokensOf(pointer)[1])], `${LONG_NUMBER.message} at ${pointer}`),
    mend: LONG_NUMBER.mend,
  }));
  return [
    ...ofNumbers.slice(0, MOST_TOLD),
    ...ofText.slice(0, MOST_TOLD).map((what) => breaks(['text'], what)),
    ...againstCallComparators(prepared, calls)
      .slice(0, MOST_TOLD)
      .map((what) => breaks(['toolCalls'], what)),
    ...ofCalls.flatMap((judged, index) =>
      (isLeft(judged) ? citeArguments(resultOf(judged), argumentsAt(index)) : judged)
        .slice(0, MOST_TOLD)
        .map((found) => breaks(['toolCalls', index], placed(found))),
    ),
  ];
}
