import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import {
  countAt,
  isRecord,
  parseOrUndefined,
  recordAt,
  stringAt,
  type UnknownRecord,
} from '../../json/read.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { createAlikeTexts } from '../reading/alike-texts.ts';
import { findDuplicateKeys } from '../reading/find-duplicate-keys.ts';
import { createStreamDecoder, type StreamOutput, type StreamReader } from '../reading/stream-decoder.ts';
import { CONVERSE_GRAMMAR, type ConverseEvent } from './converse-grammar.ts';
import { mapConverseStopReason } from './map-finish-reason.ts';
import type { EventFrame } from '../reading/frame-codec.ts';
import { createEventStreamReader } from '../reading/read-event-stream.ts';
import { readException } from './read-exception.ts';
import { oddConverseTotal, readConverseUsage } from './read-usage.ts';

const utf8 = new TextDecoder();

/** A ConverseStream response. Proof of completeness: messageStop and metadata, and nothing broken (design, law 5). */
export function createConverseStreamDecoder(context: DecodeContext): Decoder {
  return createStreamDecoder(context, CONVERSE_GRAMMAR, (output) => openReader(context, output));
}

function openReader(context: DecodeContext, output: StreamOutput<ConverseEvent>): StreamReader {
  let metadata = false;
  let openBlock: number | null = null;
  const alike = createAlikeTexts(textOfDelta);
  /** The block of the texts that are alike. */
  let alikeBlock = 0;

  const stepBlock = (name: 'contentBlockStart' | 'contentBlockDelta', index: number): void => {
    output.step(openBlock === null || openBlock === index ? name : 'otherBlock');
    openBlock = index;
  };

  const readAlike = (text: string | null): boolean => {
    const piece = text === null ? null : alike.read(text);
    if (piece === null) return false;
    stepBlock('contentBlockDelta', alikeBlock);
    output.emit({ type: 'text-delta', text: piece });
    return true;
  };

  const learn = (text: string | null, payload: UnknownRecord): void => {
    if (text === null || 'start' in payload) return;
    const piece = textOfDelta(payload);
    if (piece === null || piece === '') return;
    if (alike.learn(text, piece)) alikeBlock = blockOf(payload);
  };

  const readEvent = (name: string, payload: UnknownRecord): void => {
    switch (name) {
      case 'contentBlockStart':
      case 'contentBlockDelta': {
        const index = blockOf(payload);
        stepBlock(name, index);
        const part = readBlockPiece(payload, index);
        if (part !== null) output.emit(part);
        return;
      }
      case 'messageStop': {
        output.step(name);
        const reason = mapConverseStopReason(stringAt(payload, 'stopReason'));
        if (reason !== null) output.finish(reason);
        return;
      }
      case 'metadata': {
        output.step(name);
        metadata = true;
        const usage = readConverseUsage(payload['usage']);
        if (usage !== null) output.usage(usage);
        const odd = oddConverseTotal(payload['usage']);
        if (odd !== null) output.warn('usage/total-differs', odd);
        return;
      }
      case 'contentBlockStop':
        openBlock = null;
        output.step(name);
        return;
      case 'messageStart':
        output.step(name);
        return;
      default:
        output.warn('stream/unknown-event', `nobody knows the event ${name}, and what it says is not read`);
    }
  };

  const onFrame = (frame: EventFrame): void => {
    const exception = readException(frame, context);
    const text = utf8.decode(frame.body);
    const bare = exception === null && frame.name === 'contentBlockDelta' ? withoutPadding(text) : null;
    if (readAlike(bare)) {
      output.endFrame(true);
      return;
    }
    const payload = parseOrUndefined(text);
    const twice = payload === undefined ? null : findDuplicateKeys(text, payload);
    if (twice !== null) output.warn('body/duplicate-key', twice);
    if (exception !== null) {
      output.step('exception');
      output.failBy(exception);
    } else if (isRecord(payload)) {
      readEvent(frame.name, payload);
      if (twice === null) learn(bare, payload);
    } else output.fail('malformed_response', `the payload of ${frame.name} is no JSON object`);
    output.endFrame(exception === null);
  };

  const reader = createEventStreamReader(
    onFrame,
    (reason) => output.fail('malformed_response', reason),
    context.events,
  );
  output.emit({
    type: 'meta',
    model: null,
    providerRequestId: context.requestId,
    systemFingerprint: null,
    warnings: [],
  });
  return {
    ...reader,
    unproven() {
      if (output.finishReason() === null) return 'messageStop';
      return metadata ? null : 'metadata';
    },
  };
}

/** With how much of it an event is padded differs from each to the next. */
const PADDING = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const [PADDED, AFTER_PADDING] = [',"p":"', '"}'];

/** The text of an event as it were without its padding; null for one that has none at its end. */
function withoutPadding(text: string): string | null {
  const at = text.lastIndexOf(PADDED);
  if (at < 0 || !text.endsWith(AFTER_PADDING)) return null;
  const padding = text.slice(at + PADDED.length, -AFTER_PADDING.length);
  return PADDING.startsWith(padding) ? `${text.slice(0, at)}}` : null;
}

function textOfDelta(payload: unknown): string | null {
  return stringAt(recordAt(payload, 'delta'), 'text');
}

function blockOf(payload: UnknownRecord): number {
  return countAt(payload, 'contentBlockIndex') ?? 0;
}

function readBlockPiece(payload: UnknownRecord, index: number): StreamPart | null {
  const start = recordAt(recordAt(payload, 'start'), 'toolUse');
  if (start !== null) {
    const id = stringAt(start, 'toolUseId');
    return { type: 'tool-call-delta', index, id, name: stringAt(start, 'name'), arguments: '' };
  }
  const delta = recordAt(payload, 'delta');
  const text = stringAt(delta, 'text');
  if (text !== null) return text === '' ? null : { type: 'text-delta', text };
  const reasoning = stringAt(recordAt(delta, 'reasoningContent'), 'text');
  if (reasoning !== null) return { type: 'reasoning-delta', text: reasoning };
  const input = stringAt(recordAt(delta, 'toolUse'), 'input');
  return input === null ? null : { type: 'tool-call-delta', index, id: null, name: null, arguments: input };
}
