import { isCut } from '../contract/exchanges/finish-reason.ts';
import { formOf, isOfCalls, type Comparator } from '../contract/suites/comparator.ts';
import type { JsonObject } from '../contract/json-value.ts';
import type { Golden, GoldenPrompt } from '../contract/suites/prompt.ts';
import { isTooDeep } from '../json/is-too-deep.ts';
import { parseStrict } from '../json/parse-strict.ts';
import { scanJson } from '../json/scan-json.ts';
import { isBlank } from './is-blank.ts';
import { soughtBreaks, type SoughtBreaks, type Written } from './sought-breaks.ts';
import type { CompiledSchema } from './compile-schemas.ts';
import { chooseComparator, type ChooseComparator } from './parity/choose-comparator.ts';
import { createCompareText, wayOf, type CompareValue } from './parity/compare-value.ts';
import { createSources } from './parity/create-sources.ts';
import { isRefusal } from './parity/is-refusal.ts';
import { prepareFacts, type SoughtFact } from './parity/judge-facts.ts';
import { listRules, type ScoredRule } from './parity/list-rules.ts';
import { createReference, type Reference } from './parity/reference.ts';
import { prepareCalls, type ApprovedCalls } from './tools/compare-arguments.ts';
import { createLeakPatterns, findLeaks, type LeakPatterns, type Leaks } from './tools/find-leaks.ts';
import { prepareSentinels, type SoughtSentinel } from './truncation/find-sentinels.ts';
import { looksCut } from './truncation/is-left-open.ts';
import { promptFloor } from './truncation/token-floor.ts';

/** A prompt and its golden, and all that judging an answer to them needs of them: worked out once a prompt. */
export interface PreparedPrompt {
  readonly prompt: GoldenPrompt;
  readonly golden: Golden | null;
  /** Null for a prompt without one. */
  readonly outputSchema: CompiledSchema | null;
  /** Why answers are not held against the schema; null when they are. */
  readonly whyNoSchema: string | null;
  /** The schemas of the declared tools' parameters, by the tool's name. */
  readonly parameters: ReadonlyMap<string, CompiledSchema>;
  /** Whether the golden calls a tool; null where none is offered, or no answer is approved to agree with. */
  readonly expectsCall: boolean | null;
  readonly choose: ChooseComparator;
  /** How a plain text is compared with the golden's; null where its presence is enough. */
  readonly compareText: CompareValue | null;
  /** The golden's JSON; null where answers are not compared with it by structure. */
  readonly reference: Reference | 'not-json' | null;
  /** The golden's tool calls; null where it has none. */
  readonly approvedCalls: ApprovedCalls | null;
  readonly leaks: {
    readonly patterns: LeakPatterns;
    /** Those of the golden's text. */
    readonly approved: Leaks;
  };
  /** Facts that an answer must hold, or must not. */
  readonly facts: readonly SoughtFact[];
  /** What an answer's score is made of; nothing where none can be scored. */
  readonly rules: readonly ScoredRule[];
  /** Facts of the input by their place in it. */
  readonly sentinels: readonly SoughtSentinel[];
  /** Ways of breaking characters that neither the prompt nor the golden shows. */
  readonly breaks: SoughtBreaks;
  /** Whether numbers are compared as they are spelt. */
  readonly comparesNumbers: boolean;
  /** Whether an answer's text is to be read as JSON. */
  readonly readsJson: boolean;
  /** The fewest input tokens that the prompt's text can have. */
  readonly leastInputTokens: number;
  readonly hasImages: boolean;
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
  const { output, tools, comparators, messages } = prompt;
  const patterns = createLeakPatterns(tools);
  const facts = prepareFacts(prompt, golden);
  const sentinels = prepareSentinels(prompt.sentinels);
  const sources = createSources(prompt);
  const goldenIsCut = isCut(golden?.answer.finish ?? null);
  return {
    prompt,
    golden,
    outputSchema: output === null ? null : compile(output.schema),
    whyNoSchema: whyNoSchema(prompt, golden),
    // Of two tools with one name the first counts.
    parameters: new Map(tools.toReversed().map(({ name, parameters }) => [name, compile(parameters)])),
    expectsCall: expectsCall(prompt, golden),
    choose: chooseComparator(ofOutput(comparators), sources),
    compareText: output !== null || goldenIsCut ? null : createCompareText(comparators[''], sources),
    reference: output === null || golden === null || goldenIsCut ? null : referenceOf(prompt, golden),
    approvedCalls: prepareCalls(prompt, golden, sources),
    leaks: { patterns, approved: findLeaks(golden?.answer.text ?? '', patterns) },
    facts,
    rules: listRules(prompt, golden, facts),
    sentinels,
    breaks: soughtBreaks(textsOf(prompt, golden)),
    comparesNumbers: Object.values(comparators).some(needsNumbers),
    readsJson: output !== null || facts.length > 0 || sentinels.length > 0,
    leastInputTokens: promptFloor(prompt),
    hasImages: messages.some(({ content }) => content.some(({ type }) => type === 'image')),
    goldenIsCut,
    goldenLooksCut: golden !== null && looksCut(golden.answer.text),
    goldenRefuses: golden !== null && isRefusal(golden.answer.text),
  };
}

/** What is known to be written so: in the prompt, and in its golden. */
function textsOf({ messages, output }: GoldenPrompt, golden: Golden | null): readonly Written[] {
  const asked = messages.flatMap(({ content }) =>
    content.flatMap((part) => (part.type === 'text' ? [{ text: part.text, isJson: false }] : [])),
  );
  if (golden === null) return asked;
  const { text, toolCalls } = golden.answer;
  return [
    ...asked,
    { text, isJson: output !== null },
    ...toolCalls.map((call) => ({ text: JSON.stringify(call.arguments), isJson: true })),
  ];
}

function referenceOf({ comparators }: GoldenPrompt, { answer }: Golden): Reference | 'not-json' | null {
  if (isBlank(answer.text)) return null;
  const parsed = parseStrict(answer.text);
  if (!parsed.ok || isTooDeep(answer.text)) return 'not-json';
  const used = Object.values(ofOutput(comparators));
  const needsValues = used.some(needsValue);
  const numbers = used.some(needsNumbers) ? scanJson(answer.text, true).numbers : null;
  return createReference(parsed.value, needsValues, numbers);
}

function ofOutput(comparators: GoldenPrompt['comparators']): GoldenPrompt['comparators'] {
  return Object.fromEntries(Object.entries(comparators).filter(([pointer]) => !isOfCalls(pointer)));
}

function needsValue(comparator: Comparator): boolean {
  const way = wayOf(comparator);
  return way === null || way === 'exact';
}

/** Rules that compare numbers as they are spelt. */
function needsNumbers(comparator: Comparator): boolean {
  const form = formOf(comparator);
  if (typeof form === 'string') return form === 'exact' || form === 'set' || form === 'ordered';
  return form.set !== undefined || form.oneOf !== undefined || form.number !== undefined;
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
