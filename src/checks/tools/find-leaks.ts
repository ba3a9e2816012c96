import type { Tool } from '../../contract/request.ts';

// Special tokens of the Llama 4 and Llama 3 chat templates.
// https://github.com/meta-llama/llama-models/blob/main/models/llama4/tokenizer.py
// https://github.com/meta-llama/llama-models/blob/main/models/llama3/tokenizer.py
const MARKER =
  /<\|(?:begin_of_text|end_of_text|header_start|header_end|eot|eom|step|python_start|python_end|image_start|image_end|image|patch|tile_x_separator|tile_y_separator|reasoning_thinking_start|reasoning_thinking_end|start_header_id|end_header_id|eot_id|eom_id|step_id|python_tag|finetune_right_pad(?:_id)?|(?:text_post_train_|vision_|reasoning_)?reserved_special_token_\d+)\|>/g;

/** Markers that announce a tool call: with tools declared they are a call that was not parsed. */
const CALL_MARKERS: ReadonlySet<string> = new Set(['<|python_start|>', '<|python_end|>', '<|python_tag|>']);

const openings = new WeakMap<readonly Tool[], RegExp>();

/**
 * How Llama begins a call: `[name(`, `{"name": "name", "parameters":`, `<function=name>`. Only beginnings, so that
 * hostile text is read in linear time.
 */
function callOpening(tools: readonly Tool[]): RegExp {
  const known = openings.get(tools);
  if (known !== undefined) return known;
  const names = tools.map(({ name }) => name.replaceAll(/[^\w]/g, String.raw`\$&`)).join('|');
  const opening = new RegExp(
    String.raw`\[\s*(?:${names})\s*\(|"name"\s*:\s*"(?:${names})"\s*,\s*"(?:parameters|arguments)"\s*:|<function=(?:${names})>`,
  );
  openings.set(tools, opening);
  return opening;
}

export interface Leaks {
  readonly call: string | null;
  readonly markers: readonly string[];
}

/** Tool calls and template markers that stand in the text as if they were meant for people. */
export function findLeaks(text: string, tools: readonly Tool[]): Leaks {
  const found = text.includes('<|') ? new Set(text.match(MARKER)) : new Set<string>();
  if (tools.length === 0) return { call: null, markers: [...found] };
  const marked = [...found].find((marker) => CALL_MARKERS.has(marker)) ?? null;
  return {
    call: callOpening(tools).exec(text)?.[0] ?? marked,
    markers: [...found].filter((marker) => !CALL_MARKERS.has(marker)),
  };
}
