import type { FinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import { answerId, callId, type AnswerHead } from './answer-head.ts';
import { spellFinish } from './finish-word.ts';
import { spellUsage } from './spell-usage.ts';

/** The events of one answer, as text. Each is empty where nothing is to be said. */
export interface ChunkRenderer {
  /** Of what is output; a finish reason waits for `end`, for an answer may break after it. */
  add(part: StreamPart): string;
  /** Of an answer that did not come in pieces: all of its output. */
  whole(response: CanonicalResponse): string;
  /** What closes a stream that is proven complete. */
  end(response: CanonicalResponse): string;
}

/** `wantsUsage`: the client asked for a chunk of usage, which comes last and has no choice. */
export interface ChunkOptions extends AnswerHead {
  readonly wantsUsage: boolean;
}

/** https://platform.openai.com/docs/api-reference/chat/streaming */
export function renderChunks(options: ChunkOptions): ChunkRenderer {
  const id = answerId(options);
  const created = Math.floor(options.createdMs / 1000);
  let { model } = options;
  let begun = false;
  const opened = new Set<number>();

  const event = (choices: readonly JsonValue[], more: JsonObject = {}): string =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices, ...more })}\n\n`;
  const chunk = (delta: JsonObject, finish: FinishReason | null = null): string =>
    event([{ index: 0, delta, logprobs: null, ...spellFinish(finish) }]);
  const output = (delta: JsonObject): string => {
    if (begun) return chunk(delta);
    begun = true;
    return `${chunk({ role: 'assistant', content: '' })}${chunk(delta)}`;
  };

  const call = (part: Extract<StreamPart, { type: 'tool-call-delta' }>): string => {
    const { index, name } = part;
    const isNew = !opened.has(index);
    opened.add(index);
    const says = { ...(name !== null && { name }), arguments: part.arguments };
    const named = isNew ? { id: callId(part.id, options, index), type: 'function' } : {};
    return output({ tool_calls: [{ index, ...named, function: says }] });
  };

  const add = (part: StreamPart): string => {
    switch (part.type) {
      case 'meta':
        model = part.model ?? model;
        return '';
      case 'text-delta':
        return part.text === '' ? '' : output({ content: part.text });
      case 'reasoning-delta':
        return part.text === '' ? '' : output({ reasoning_content: part.text });
      case 'tool-call-delta':
        return call(part);
      default:
        return '';
    }
  };

  return {
    add,
    whole({ model: served, reasoning, text, toolCalls }) {
      model = served ?? model;
      const calls = toolCalls.map(({ id: given, name, rawArguments }, index) =>
        call({ type: 'tool-call-delta', index, id: given, name, arguments: rawArguments }),
      );
      const words = add({ type: 'text-delta', text });
      return [add({ type: 'reasoning-delta', text: reasoning ?? '' }), words, ...calls].join('');
    },
    end({ finishReason, usage: counted }) {
      const usage = options.wantsUsage ? spellUsage(counted) : null;
      const first = begun ? '' : chunk({ role: 'assistant', content: '' });
      const last = usage === null ? '' : event([], { usage });
      return `${first}${chunk({}, finishReason)}${last}data: [DONE]\n\n`;
    },
  };
}
