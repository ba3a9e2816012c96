import { arrayAt, isRecord, recordAt, stringAt } from '../../json/read.ts';

/** The text of a `content` field: a string, or all text parts of a list in order. Refusals and images are left out. */
export function readText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(readTextPart).join('');
  return isRecord(content) ? readTextPart(content) : '';
}

function readTextPart(part: unknown): string {
  if (typeof part === 'string') return part;
  const type = stringAt(part, 'type');
  return type === null || type === 'text' || type === 'output_text' ? (stringAt(part, 'text') ?? '') : '';
}

/** Reasoning under the names that servers give it; parts of type `thinking` (Mistral) or `reasoning` (Databricks) count too. */
export function readReasoning(message: unknown): string {
  const named = reasoningAt(message, 'reasoning_content') ?? reasoningAt(message, 'reasoning');
  if (named !== null) return named;
  return (arrayAt(message, 'content') ?? []).map(readReasoningPart).join('');
}

/** Envoy's gateway hands on Converse's object: https://github.com/envoyproxy/ai-gateway/pull/1222 */
function reasoningAt(message: unknown, key: string): string | null {
  return stringAt(message, key) ?? stringAt(recordAt(message, key), 'text');
}

function readReasoningPart(part: unknown): string {
  switch (stringAt(part, 'type')) {
    case 'thinking':
      return stringAt(part, 'thinking') ?? readText(arrayAt(part, 'thinking'));
    case 'reasoning': {
      const summary = arrayAt(part, 'summary') ?? [];
      return stringAt(part, 'text') ?? summary.map((piece) => stringAt(piece, 'text') ?? '').join('');
    }
    default:
      return '';
  }
}

/** One tool call, or a piece of one. Empty strings mean the same as absence on this wire. */
export interface ToolPiece {
  readonly index: number | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly arguments: string;
}

const NONE: readonly ToolPiece[] = [];

/** The calls of a message or delta; the deprecated `function_call` counts as one of them. */
export function readToolPieces(message: unknown): readonly ToolPiece[] {
  const calls = callsOf(message);
  const pieces = calls.length === 0 ? NONE : calls.filter(isRecord).map(readPiece).filter(saysSomething);
  if (pieces.length > 0) return pieces;
  const legacy = recordAt(message, 'function_call');
  if (legacy === null) return NONE;
  return [{ index: 0, id: null, ...readFunction(legacy) }].filter(saysSomething);
}

/** Some servers fill the fields of calls that nobody made with empty strings. */
function saysSomething({ id, name, arguments: text }: ToolPiece): boolean {
  return id !== null || name !== null || text !== '';
}

/** TGI 2 streams one call in place of a list: ToolCallDelta in its router/src/lib.rs. */
export function callsOf(message: unknown): readonly unknown[] {
  const calls = isRecord(message) ? message['tool_calls'] : null;
  if (Array.isArray(calls)) return calls;
  return isRecord(calls) ? [calls] : NONE;
}

function readPiece(piece: unknown): ToolPiece {
  const index = isRecord(piece) ? piece['index'] : null;
  return {
    index: typeof index === 'number' && Number.isInteger(index) ? index : null,
    id: stringAt(piece, 'id') || null,
    ...readFunction(recordAt(piece, 'function') ?? recordAt(piece, 'custom') ?? piece),
  };
}

function readFunction(called: unknown): { name: string | null; arguments: string } {
  // Llama itself says `parameters`, and some servers hand that on; a custom tool takes free text as `input`.
  const args = isRecord(called) ? (called['arguments'] ?? called['parameters'] ?? called['input']) : null;
  const text =
    typeof args === 'string' ? args : isRecord(args) || Array.isArray(args) ? JSON.stringify(args) : '';
  return { name: stringAt(called, 'name') || null, arguments: text };
}
