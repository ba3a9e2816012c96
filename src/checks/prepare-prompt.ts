import { isCut } from '../contract/exchanges/finish-reason.ts';
import type { JsonObject } from '../contract/json-value.ts';
import type { Golden, GoldenPrompt } from '../contract/suites/prompt.ts';
import { isTooDeep } from '../json/is-too-deep.ts';
import { parseStrict } from '../json/parse-strict.ts';
import { scanJson } from '../json/scan-json.ts';
import { isBlank } from './is-blank.ts';
import type { CompiledSchema } from './compile-schemas.ts';
import { isRefusal } from './parity/is-refusal.ts';
import { beforeCut } from './parity/judge-facts.ts';
import { listRules, type ScoredRule } from './parity/list-rules.ts';
import { createReference, type Reference } from './parity/reference.ts';
import { prepareBare, type BarePrompt } from './prepare-bare.ts';
import { soughtBreaks, type Written } from './sought-breaks.ts';
import { prepareCalls, type ApprovedCalls } from './tools/compare-arguments.ts';
import { findLeaks, type Leaks } from './tools/find-leaks.ts';
import { looksCut } from './truncation/is-left-open.ts';

/**
 * A prompt and its golden, and all that judging an answer to them needs of them: worked out once a golden. What a golden
 * that was cut says nothing of is left out, and so are the breaks of characters that a golden shows.
 */
export interface PreparedPrompt extends BarePrompt {
  readonly golden: Golden | null;
  /** Why answers are not held against the schema; null when they are. */
  readonly whyNoSchema: string | null;
  /** Whether the golden calls a tool; null where none is offered, or no answer is approved to agree with. */
  readonly expectsCall: boolean | null;
  /** The golden's JSON; null where answers are not compared with it by structure. */
  readonly reference: Reference | 'not-json' | null;
  /** The golden's tool calls; null where it has none. */
  readonly approvedCalls: ApprovedCalls | null;
  /** Calls and markers that leak into the golden's own text. */
  readonly approvedLeaks: Leaks;
  /** What an answer's score is made of; nothing where none can be scored. */
  readonly rules: readonly ScoredRule[];
  /** Whether an answer's text is to be read as JSON. */
  readonly readsJson: boolean;
  /** Whether the golden was cut by a limit, and whether its text looks so. */
  readonly goldenIsCut: boolean;
  readonly goldenLooksCut: boolean;
  /** The golden's text declines to answer. */
  readonly goldenRefuses: boolean;
}

export function preparePrompt(
  prompt: GoldenPrompt,
  golden: Golden | null,
  compile: (schema: JsonObject) => CompiledSchema,
): PreparedPrompt {
  return prepareGolden(prepareBare(prompt, compile), golden);
}

/** For who holds the answers to one prompt against one golden after another. */
export function prepareGolden(bare: BarePrompt, golden: Golden | null): PreparedPrompt {
  const { prompt, sentinels, leakPatterns, callRules } = bare;
  const { output } = prompt;
  const facts = beforeCut(bare.facts, golden);
  const goldenIsCut = isCut(golden?.answer.finish ?? null);
  return {
    ...bare,
    golden,
    whyNoSchema: whyNoSchema(prompt, golden),
    expectsCall: expectsCall(prompt, golden),
    compareText: goldenIsCut ? null : bare.compareText,
    reference: output === null || golden === null || goldenIsCut ? null : referenceOf(bare, golden),
    approvedCalls: prepareCalls(callRules, golden),
    approvedLeaks: findLeaks(golden?.answer.text ?? '', leakPatterns),
    facts,
    rules: listRules(prompt, golden, facts),
    breaks: soughtBreaks(writtenIn(prompt, golden), bare.breaks),
    readsJson: output !== null || facts.length > 0 || sentinels.length > 0,
    goldenIsCut,
    goldenLooksCut: golden !== null && looksCut(golden.answer.text),
    goldenRefuses: golden !== null && isRefusal(golden.answer.text),
  };
}

function writtenIn({ output }: GoldenPrompt, golden: Golden | null): readonly Written[] {
  if (golden === null) return [];
  const { text, toolCalls } = golden.answer;
  return [
    { text, isJson: output !== null },
    ...toolCalls.map((call) => ({ text: JSON.stringify(call.arguments), isJson: true })),
  ];
}

function referenceOf(
  { needsValues, needsNumbers }: BarePrompt,
  { answer }: Golden,
): Reference | 'not-json' | null {
  if (isBlank(answer.text)) return null;
  const parsed = parseStrict(answer.text);
  if (!parsed.ok || isTooDeep(answer.text)) return 'not-json';
  const numbers = needsNumbers ? scanJson(answer.text, true).numbers : null;
  return createReference(parsed.value, needsValues, numbers);
}

/** Why a prompt's output is not held against a schema, or null when it is: what counts into the schema match. */
export function whyNoSchema(prompt: GoldenPrompt, golden: Golden | null): string | null {
  if (prompt.output === null) return 'the prompt has no output schema';
  if (golden === null) return null;
  const { error, finish, text, toolCalls } = golden.answer;
  if (error !== null) return ERROR_EXPECTED;
  if (finish === 'length') return 'the golden ends with length';
  return text === '' && toolCalls.length > 0 ? 'the golden answers with tool calls' : null;
}

export const ERROR_EXPECTED = 'the golden expects an error';

export function expectsCall(prompt: GoldenPrompt, golden: Golden | null): boolean | null {
  if (prompt.tools.length === 0 || golden === null || golden.answer.error !== null) return null;
  return golden.answer.toolCalls.length > 0;
}
