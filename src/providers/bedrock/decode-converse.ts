import type { StreamPart } from '../../contract/stream-part.ts';
import { arrayAt, isRecord, parseOrUndefined, recordAt, stringAt } from '../../json/read.ts';
import type { DecodeContext } from '../decode-context.ts';
import { mapConverseStopReason } from './map-finish-reason.ts';
import { readConverseUsage } from './read-usage.ts';

/** A whole Converse response. Proof of completeness: the body parses and has a stopReason. */
export function decodeConverse(text: string, context: DecodeContext): readonly StreamPart[] {
  const body = parseOrUndefined(text);
  const message = recordAt(recordAt(body, 'output'), 'message');
  if (body === undefined || (message === null && stringAt(body, 'stopReason') === null)) {
    return [{ type: 'error', error: context.errorFrom(text) }];
  }
  const parts: StreamPart[] = [
    { type: 'meta', model: null, providerRequestId: context.requestId, warnings: [] },
    ...(arrayAt(message, 'content') ?? []).flatMap(readBlock),
  ];
  const usage = readConverseUsage(isRecord(body) ? body['usage'] : null);
  if (usage !== null) parts.push({ type: 'usage', usage });
  const finishReason = mapConverseStopReason(stringAt(body, 'stopReason'));
  if (finishReason !== null) parts.push({ type: 'finish', finishReason });
  parts.push({
    type: 'proof',
    proof: { frames: 1, terminalMarker: finishReason !== null, usageRecords: usage === null ? 0 : 1 },
  });
  if (finishReason === null) {
    parts.push({
      type: 'error',
      error: context.errorOf('stream_interrupted', 'the response has no stopReason'),
    });
  } else if (finishReason.unified === 'error') {
    parts.push({ type: 'error', error: context.errorOf('model_error', `stopReason ${finishReason.raw}`) });
  }
  return parts;
}

function readBlock(block: unknown, index: number): readonly StreamPart[] {
  const text = stringAt(block, 'text') ?? citedText(block);
  if (text !== null) return text === '' ? [] : [{ type: 'text-delta', text }];
  const reasoning = stringAt(recordAt(recordAt(block, 'reasoningContent'), 'reasoningText'), 'text');
  if (reasoning !== null) return [{ type: 'reasoning-delta', text: reasoning }];
  const toolUse = recordAt(block, 'toolUse');
  if (toolUse === null) return [];
  return [
    {
      type: 'tool-call-delta',
      index,
      id: stringAt(toolUse, 'toolUseId'),
      name: stringAt(toolUse, 'name'),
      arguments: JSON.stringify(toolUse['input'] ?? {}),
    },
  ];
}

/** Text with citations is a block of its own. */
function citedText(block: unknown): string | null {
  const content = arrayAt(recordAt(block, 'citationsContent'), 'content');
  return content === null ? null : content.map((piece) => stringAt(piece, 'text') ?? '').join('');
}
