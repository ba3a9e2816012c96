import { formOf, isOfCalls, type Comparator } from '../contract/suites/comparator.ts';
import type { JsonObject } from '../contract/json-value.ts';
import type { GoldenPrompt } from '../contract/suites/prompt.ts';
import type { CompiledSchema } from './compile-schemas.ts';
import { chooseComparator, type ChooseComparator } from './parity/choose-comparator.ts';
import { createCompareText, wayOf, type CompareValue } from './parity/compare-value.ts';
import { createSources } from './parity/create-sources.ts';
import { prepareFacts, type SoughtFact } from './parity/judge-facts.ts';
import { soughtBreaks, type SoughtBreaks } from './sought-breaks.ts';
import { prepareCallRules, type CallRules } from './tools/compare-arguments.ts';
import { createLeakPatterns, type LeakPatterns } from './tools/find-leaks.ts';
import { prepareSentinels, type SoughtSentinel } from './truncation/find-sentinels.ts';
import { promptFloor } from './truncation/token-floor.ts';

/** A prompt, and all that judging its answers needs of it whatever its golden is. */
export interface BarePrompt {
  readonly prompt: GoldenPrompt;
  /** Null for a prompt without one. */
  readonly outputSchema: CompiledSchema | null;
  /** The schemas of the declared tools' parameters, by the tool's name. */
  readonly parameters: ReadonlyMap<string, CompiledSchema>;
  readonly choose: ChooseComparator;
  /** How a plain text is compared with the golden's; null where its presence is enough. */
  readonly compareText: CompareValue | null;
  /** Whether any place of the output is compared by its value, and whether any number there as it is spelt. */
  readonly needsValues: boolean;
  readonly needsNumbers: boolean;
  readonly callRules: CallRules;
  readonly leakPatterns: LeakPatterns;
  /** Facts that an answer must hold, or must not. */
  readonly facts: readonly SoughtFact[];
  /** Facts of the input by their place in it. */
  readonly sentinels: readonly SoughtSentinel[];
  /** Ways of breaking characters that the prompt does not show. */
  readonly breaks: SoughtBreaks;
  /** Whether numbers are compared as they are spelt, in the output or in calls. */
  readonly comparesNumbers: boolean;
  /** The fewest input tokens that the prompt's text can have. */
  readonly leastInputTokens: number;
  readonly hasImages: boolean;
}

export function prepareBare(
  prompt: GoldenPrompt,
  compile: (schema: JsonObject) => CompiledSchema,
): BarePrompt {
  const { output, tools, comparators, messages } = prompt;
  const sources = createSources(prompt);
  const ofOutput = Object.entries(comparators).filter(([pointer]) => !isOfCalls(pointer));
  return {
    prompt,
    outputSchema: output === null ? null : compile(output.schema),
    // Of two tools with one name the first counts.
    parameters: new Map(tools.toReversed().map(({ name, parameters }) => [name, compile(parameters)])),
    choose: chooseComparator(Object.fromEntries(ofOutput), sources),
    compareText: output === null ? createCompareText(comparators[''], sources) : null,
    needsValues: ofOutput.some(([, comparator]) => needsValue(comparator)),
    needsNumbers: ofOutput.some(([, comparator]) => needsNumbers(comparator)),
    callRules: prepareCallRules(prompt, sources),
    leakPatterns: createLeakPatterns(tools),
    facts: prepareFacts(prompt, null),
    sentinels: prepareSentinels(prompt.sentinels),
    breaks: soughtBreaks(textsOf(prompt).map((text) => ({ text, isJson: false }))),
    comparesNumbers: Object.values(comparators).some(needsNumbers),
    leastInputTokens: promptFloor(prompt),
    hasImages: messages.some(({ content }) => content.some(({ type }) => type === 'image')),
  };
}

function textsOf({ messages }: GoldenPrompt): readonly string[] {
  return messages.flatMap(({ content }) =>
    content.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
  );
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
