import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { isTooDeep } from '../../json/is-too-deep.ts';
import { parseStrict } from '../../json/parse-strict.ts';

/** What prompts share that want an output of one name and schema, or offer a tool of one name and parameters. */
export interface ContractPart {
  readonly kind: 'output' | 'tool';
  readonly name: string;
  /** Of the schema that was asked for: two of one name may differ. */
  readonly hash: string;
}

/** One JSON value that a client reads. */
export interface Observation {
  readonly part: ContractPart;
  readonly value: JsonValue;
}

/** What is read of the answers to one prompt. */
export interface PromptParts {
  readonly output: ContractPart | null;
  /** By name; of two tools with one name the first counts. */
  readonly tools: ReadonlyMap<string, ContractPart>;
}

export function partsOf({ output, tools }: GoldenPrompt): PromptParts {
  return {
    output: output === null ? null : partOf('output', output.name, output.schema),
    tools: new Map(
      tools.toReversed().map(({ name, parameters }) => [name, partOf('tool', name, parameters)]),
    ),
  };
}

function partOf(kind: ContractPart['kind'], name: string, schema: JsonObject): ContractPart {
  return { kind, name, hash: hashCanonical(schema) };
}

/** The values that a client could read of an answer. One that did not come whole, or is no JSON, has none. */
export function observeAnswer({ output, tools }: PromptParts, { outcome }: Exchange): readonly Observation[] {
  if (outcome.type === 'error') return [];
  const { text, toolCalls } = outcome.response;
  const values: Observation[] = [];
  const parsed = output === null || isTooDeep(text) ? null : parseStrict(text);
  if (output !== null && parsed?.ok === true) values.push({ part: output, value: parsed.value });
  for (const call of toolCalls) {
    const part = tools.get(call.name);
    if (part !== undefined && call.arguments !== null && !isTooDeep(call.rawArguments)) {
      values.push({ part, value: call.arguments });
    }
  }
  return values;
}

export function keyOf({ kind, name, hash }: ContractPart): string {
  return `${kind}\n${name}\n${hash}`;
}
