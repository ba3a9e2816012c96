import type { Tool } from '../../contract/exchanges/request.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { parseTolerant } from '../../json/parse-tolerant.ts';

// Special tokens of the Llama 4 and Llama 3 chat templates.
// https://github.com/meta-llama/llama-models/blob/main/models/llama4/tokenizer.py
// https://github.com/meta-llama/llama-models/blob/main/models/llama3/tokenizer.py
const MARKER =
  /<\|(?:begin_of_text|end_of_text|header_start|header_end|eot|eom|step|python_start|python_end|image_start|image_end|image|patch|tile_x_separator|tile_y_separator|reasoning_thinking_start|reasoning_thinking_end|start_header_id|end_header_id|eot_id|eom_id|step_id|python_tag|finetune_right_pad(?:_id)?|(?:text_post_train_|vision_|reasoning_)?reserved_special_token_\d+)\|>/g;

/** Markers that announce a tool call: with tools declared they are a call that was not parsed. */
const CALL_MARKERS: ReadonlySet<string> = new Set(['<|python_start|>', '<|python_end|>', '<|python_tag|>']);

/** What a tool call looks like in a text, for the tools that are declared. */
export interface LeakPatterns {
  readonly names: ReadonlySet<string>;
  /** Null where no tool is declared. */
  readonly opening: RegExp | null;
}

/**
 * How Llama begins a call: `[name(`, `{"name": "name", "parameters":`, `<function=name>`, or a text that is one call
 * from its first word, perhaps as code. Only beginnings, so that hostile text is read in linear time.
 */
export function createLeakPatterns(tools: readonly Tool[]): LeakPatterns {
  if (tools.length === 0) return { names: new Set(), opening: null };
  const names = tools.map(({ name }) => name.replaceAll(/[^\w]/g, String.raw`\$&`)).join('|');
  const opening = new RegExp(
    String.raw`\[\s*(?:${names})\s*\(|^\s*(?:\x60{3}\w*\s+)?(?:print\s*\(\s*)?(?:${names})(?:\.call)?\s*\((?=\s*(?:["']|\w+\s*=|\)[\s)\x60]*$))|"(?:name|function)"\s*:\s*"(?:${names})"\s*,\s*"(?:parameters|arguments)"\s*:|<function=(?:${names})>`,
  );
  return { names: new Set(tools.map(({ name }) => name)), opening };
}

/** Keys under which servers and models nest a call. */
const NESTED = ['function', 'function_call', 'tool_calls', 'calls'] as const;

function holdsCall(value: JsonValue | undefined, names: ReadonlySet<string>, depth = 0): boolean {
  if (value === undefined || depth > 3) return false;
  if (isJsonArray(value)) return value.some((item) => holdsCall(item, names, depth + 1));
  if (!isJsonObject(value)) return false;
  const name = value['name'];
  if (('parameters' in value || 'arguments' in value) && typeof name === 'string' && names.has(name)) {
    return true;
  }
  return NESTED.some((key) => holdsCall(value[key], names, depth + 1));
}

/** A text that is JSON and that JSON a call, whatever the order of its keys. */
function jsonCall(text: string, names: ReadonlySet<string>): string | null {
  if (!text.includes('"name"') || !/"(?:parameters|arguments)"/.test(text)) return null;
  const parsed = parseTolerant(text);
  return parsed.ok && holdsCall(parsed.value, names) ? text : null;
}

/** What is left of a turn's header where the server dropped its special tokens and nothing else. */
const BARE_HEADER = /^\s*assistant\r?\n\r?\n/;

export interface Leaks {
  readonly call: string | null;
  readonly markers: readonly string[];
}

/** Tool calls and template markers that stand in the text as if they were meant for people. */
export function findLeaks(text: string, { names, opening }: LeakPatterns): Leaks {
  const found = text.includes('<|') ? new Set<string>(text.match(MARKER)) : new Set<string>();
  if (BARE_HEADER.test(text)) found.add('assistant');
  if (opening === null) return { call: null, markers: [...found] };
  const marked = [...found].find((marker) => CALL_MARKERS.has(marker)) ?? null;
  return {
    call: opening.exec(text)?.[0] ?? marked ?? jsonCall(text, names),
    markers: [...found].filter((marker) => !CALL_MARKERS.has(marker)),
  };
}
