import {
  ARGUMENTS_PLACE,
  argumentsAt,
  callAt,
  comparatorOfArguments,
  isOfCalls,
  type Comparator,
} from '../../contract/suites/comparator.ts';
import { isCut } from '../../contract/exchanges/finish-reason.ts';
import type { Golden, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { ResponseToolCall } from '../../contract/exchanges/response.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import { isTooDeep } from '../../json/is-too-deep.ts';
import { isJsonArray, type JsonValue } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { tokensOf } from '../../json/pointer.ts';
import { scanJson } from '../../json/scan-json.ts';
import { finding } from '../finding.ts';
import { chooseComparator, type ChooseComparator } from '../parity/choose-comparator.ts';
import { compareStructure } from '../parity/compare-structure.ts';
import type { Sources } from '../parity/compare-words.ts';
import type { Difference } from '../parity/difference.ts';
import { DIFFERENCES } from '../parity/difference-messages.ts';
import { createPairing, type Pairing } from '../parity/pair-items.ts';
import { createReference, type Reference } from '../parity/reference.ts';
import { pairCalls, type ReadCall } from './pair-calls.ts';

/** How the arguments of calls are compared, whatever was called. */
export interface CallRules {
  readonly choose: ChooseComparator;
  /** Of each tool the arguments that its schema requires. */
  readonly required: ReadonlyMap<string, readonly string[]>;
}

/** The golden's calls, as those of answers are held against them. */
export interface ApprovedCalls extends CallRules {
  readonly calls: readonly ReadCall[];
  readonly reference: Reference;
}

export function prepareCallRules(
  { tools, comparators }: Pick<GoldenPrompt, 'tools' | 'comparators'>,
  sources: Sources,
): CallRules {
  // Arguments are what a client acts on, so nothing is said of them that need not be exactly so.
  const rows: Record<string, Comparator> =
    comparatorOfArguments(comparators) === null ? { [ARGUMENTS_PLACE]: 'exact' } : {};
  for (const [pointer, comparator] of Object.entries(comparators)) {
    if (isOfCalls(pointer)) rows[pointer] = comparator;
  }
  return {
    choose: chooseComparator(rows, sources),
    required: new Map(tools.map(({ name, parameters }) => [name, requiredBy(parameters['required'])])),
  };
}

/** Null where the golden calls nothing, or was cut: what stands in its calls until then is chance. */
export function prepareCalls(rules: CallRules, golden: Golden | null): ApprovedCalls | null {
  if (golden === null || golden.answer.toolCalls.length === 0 || isCut(golden.answer.finish)) return null;
  const calls = golden.answer.toolCalls;
  return {
    ...rules,
    calls,
    reference: createReference(wrap(calls.map(({ arguments: value }) => value)), true),
  };
}

function requiredBy(required: JsonValue | undefined): readonly string[] {
  if (required === undefined || !isJsonArray(required)) return [];
  return required.filter((key) => typeof key === 'string');
}

/** The arguments at the places that comparators name. */
function wrap(all: readonly (JsonValue | undefined)[]): JsonValue {
  return { toolCalls: all.map((value) => (value === undefined ? {} : { arguments: value })) };
}

function read({ name, arguments: value, rawArguments }: ResponseToolCall): ReadCall {
  if (isTooDeep(rawArguments)) return { name, arguments: undefined };
  if (value !== null) return { name, arguments: value };
  const parsed = parseStrict(rawArguments);
  return { name, arguments: parsed.ok ? parsed.value : undefined };
}

/** The values of a golden's arguments against those of an answer's calls of the same tools. */
export function findDifferences(
  approved: ApprovedCalls | null,
  toolCalls: readonly ResponseToolCall[],
): readonly Difference[] {
  if (approved === null || toolCalls.length === 0) return [];
  const calls = toolCalls.map(read);
  const paired = pairCalls(approved.calls, calls);
  const pairing = pairingOf(paired, calls, approved.calls.length);
  const observed = wrap(calls.map(({ arguments: value }) => value));
  return compareStructure(approved.reference, observed, approved.choose, numbersOf(toolCalls), pairing);
}

/** What is called too often, too seldom or with what is no JSON is said of the call, and not of its arguments. */
function pairingOf(paired: readonly (number | null)[], calls: readonly ReadCall[], wanted: number): Pairing {
  const pairing = createPairing();
  for (const [at, index] of paired.entries()) {
    const isRead = calls[at]?.arguments !== undefined;
    pairing.goldenOf.set(callAt(at), index === null || !isRead ? null : callAt(index));
    if (index !== null && !isRead) pairing.absent.add(callAt(index));
  }
  for (let index = 0; index < wanted; index += 1) {
    if (!paired.includes(index)) pairing.absent.add(callAt(index));
  }
  return pairing;
}

/** A double has room for some sixteen digits: longer ones are looked for in the text. */
const LONG_NUMBER = /\d{16}/;

function numbersOf(toolCalls: readonly ResponseToolCall[]): ReadonlyMap<string, string> | null {
  if (!toolCalls.some(({ rawArguments }) => LONG_NUMBER.test(rawArguments))) return null;
  return new Map(
    toolCalls.flatMap(({ rawArguments }, at) => {
      if (!parseStrict(rawArguments).ok || isTooDeep(rawArguments)) return [];
      const { numbers } = scanJson(rawArguments, true);
      return [...numbers].map(([place, spelt]) => [`${argumentsAt(at)}${place}`, spelt] as const);
    }),
  );
}

export function citeDifference(
  { what, pointer, expected, observed }: Difference,
  { required }: ApprovedCalls,
  toolCalls: readonly ResponseToolCall[],
): Finding {
  const [, at = '', , key] = tokensOf(pointer);
  const name = toolCalls[Number(at)]?.name ?? '';
  const isNeeded = key === undefined || required.get(name)?.includes(key) === true;
  const code = isNeeded ? 'tool/argument-changed' : 'tool/optional-argument-changed';
  return finding(code, pointer, `an argument of ${name}: ${DIFFERENCES[what]}`, expected, observed);
}
