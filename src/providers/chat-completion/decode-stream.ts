import { isRecord, parseOrUndefined } from '../../json/read.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { findDuplicateKeys } from '../reading/find-duplicate-keys.ts';
import { SSE_FIELDS } from '../reading/follow-lines.ts';
import { createSseReader, type OnOddLine, type SseEvent } from '../reading/read-sse.ts';
import { createStreamDecoder, type StreamOutput, type StreamReader } from '../reading/stream-decoder.ts';
import { createAlikeTexts } from '../reading/alike-texts.ts';
import { CHAT_GRAMMAR, type ChatEvent } from './chat-grammar.ts';
import { createChunkReader, textOfDelta } from './read-chunk.ts';
import { errorText, hasError } from './has-error.ts';
import { ofRun, RUN_FORM } from './of-run.ts';
import { readEventData } from './read-event-data.ts';

/** How a wire's events differ from chunks of a chat completion. */
export interface EventForm {
  /** The chunk that says what an event says; anything else as it is. */
  readonly toChunk: (event: unknown) => unknown;
  /** Whether an event is a choice and no more: no model, no request and no index of a tool call is named in it. */
  readonly isBare: boolean;
}

const CHUNKS: EventForm = { toChunk: ofRun, isBare: false };

/**
 * A stream of chat completion chunks as server-sent events: the OpenAI family and watsonx, and by `form` what says the
 * same in other words.
 * Proof of completeness: a finish reason for choice 0. `[DONE]` and the usage record are promises, not proof.
 */
export function createChatStreamDecoder(context: DecodeContext, form: EventForm = CHUNKS): Decoder {
  return createStreamDecoder(context, CHAT_GRAMMAR, (output) => openReader(context, form, output));
}

/** Events of these types are there to keep the connection open, whatever they hold. */
const KEEP_ALIVE: ReadonlySet<string> = new Set(['ping', 'keepalive', 'keep-alive', 'heartbeat']);
const FIELDS = [...SSE_FIELDS, 'error'];
/**
 * An event whose line has no place in SSE: blanks before its field, or the chunk alone, as behind a `data:` whose value
 * came a line late (https://github.com/0xPlaygrounds/rig/issues/534).
 */
const INDENTED = /^[ \t]+data: ?(\{.*\}|\[DONE\])\s*$/s;
const BARE = /^[ \t]*(\{.*\})\s*$/s;
/** A `data:` field behind bytes that are glued to it: the event that it was to begin is lost. */
const BROKEN_DATA = /[^\n]data: ?(?:\{.*\}|\[DONE\])$/s;

function openReader(
  context: DecodeContext,
  { toChunk, isBare }: EventForm,
  output: StreamOutput<ChatEvent>,
): StreamReader {
  const chunkReader = createChunkReader(context.requestId, output, isBare);
  const alike = createAlikeTexts((event) => textOfDelta(toChunk(event)));
  let done = false;
  let ended = false;
  let events = 0;
  let noise = false;
  /** Whether objects came that are no chunks, and whether any did that is one. */
  let foreign = false;
  let chunks = false;

  const failBy = (event: SseEvent, text: string): void => {
    output.step('error');
    output.failBy(context.errorFromEvent(text, event.event ?? undefined));
  };

  /** Whether a client should be handed the value as an event. */
  const readValue = (value: unknown, event: SseEvent): boolean => {
    const failed = event.event === 'error' || hasError(value);
    if (failed) failBy(event, errorText(value, event.data));
    if (isRecord(value) && 'choices' in value) chunks = true;
    else if (!failed) foreign = true;
    const text = chunkReader.read(value);
    if (text !== null && !failed) alike.learn(event.data, text);
    return !failed;
  };

  const readUnreadable = (event: SseEvent): void => {
    if (event.event === 'error') failBy(event, event.data);
    else if (!KEEP_ALIVE.has(event.event ?? '')) {
      output.fail('malformed_response', 'an event holds no JSON');
    }
  };

  const onEvent = (event: SseEvent): void => {
    const text = event.terminated && event.event !== 'error' ? alike.read(event.data) : null;
    if (text !== null) {
      chunkReader.readAlike(text);
      output.endFrame(true);
      return;
    }
    const read = readEventData(event.data);
    if (!event.terminated) {
      if (read === null || !(read.done || read.values.length > 0)) {
        output.fail('stream_interrupted', 'the body ended inside an event');
        return;
      }
      output.warn('stream/no-final-blank-line', 'the last event has no blank line after it');
    }
    let handed = false;
    if (read === null) readUnreadable(event);
    else {
      const twice = read.values.length === 0 ? null : findDuplicateKeys(event.data, read.values);
      if (twice !== null) output.warn('body/duplicate-key', twice);
      if (read.oddity !== null) output.warn(read.oddity.code, read.oddity.message);
      if (event.event === 'error' && read.values.length === 0) failBy(event, event.data);
      for (const value of read.values) {
        const chunk = toChunk(value);
        if (chunk !== value && !isBare) output.warn('body/run-form', RUN_FORM);
        handed = readValue(chunk, event) || handed;
      }
      if (read.done) {
        chunkReader.end();
        output.step('done');
        done = true;
      }
    }
    events += 1;
    output.endFrame(handed);
  };

  /** The data of an event in a line that is none of SSE; null where it holds no such. */
  const misplaced = (line: string): string | null => {
    const data = INDENTED.exec(line)?.[1];
    if (data !== undefined) return data;
    const bare = BARE.exec(line)?.[1];
    const value = bare === undefined ? null : toChunk(parseOrUndefined(bare));
    return isRecord(value) && Array.isArray(value['choices']) && !hasError(value) ? (bare ?? null) : null;
  };

  // Servers have said errors where SSE has no place for them: llama.cpp before its pull request 16109 (September 2025)
  // in a field of that name, Ollama in a line of JSON alone. Standard parsers drop both.
  const onOddLine: OnOddLine = (field, value, isFree) => {
    const line = field === 'error' ? value : `${field}:${value}`;
    const data = field === 'error' ? null : misplaced(line);
    // Amid another event it would be read before that one, or against what that one is.
    if (data !== null && isFree()) {
      output.warn('stream/dropped-event', 'an event came in a line that SSE parsers drop');
      return data;
    }
    if (field !== 'error' && !(field.startsWith('{') && hasError(parseOrUndefined(line)))) {
      if (BROKEN_DATA.test(line)) {
        output.fail('malformed_response', 'bytes of no event stand before one on its line');
      }
      // What is handed out at the end is the last line, perhaps the start of a field.
      noise ||= !ended || !FIELDS.some((name) => name.startsWith(field));
      output.warn(
        'stream/unknown-field',
        'a line that SSE has no field for was dropped, and what stood in it',
      );
      return null;
    }
    output.warn('stream/error-field', 'an error came in a line that standard SSE parsers ignore');
    output.step('error');
    output.failBy(context.errorFromEvent(line));
    return null;
  };

  const reader = createSseReader(onEvent, onOddLine, context.events);
  return {
    ...reader,
    unproven: () => (output.finishReason() === null ? 'a finish reason' : null),
    end() {
      ended = true;
      const leftover = reader.end();
      chunkReader.end();
      if (reader.isGarbled()) output.warn('message/invalid-utf8', 'bytes came that are no UTF-8');
      return leftover;
    },
    stranger() {
      if (events === 0) return noise ? 'the body holds no event' : null;
      return foreign && !chunks ? 'no event holds a chunk of a chat completion' : null;
    },
    settle() {
      if (context.capabilities.doneMarker && !done) {
        output.warn('stream/no-done', 'the promised [DONE] is missing');
      }
    },
  };
}
