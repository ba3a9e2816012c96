import type { StreamPart } from '../../contract/stream-part.ts';
import { parseOrUndefined, stringAt } from '../../json/read.ts';
import type { DecodeContext } from '../decode-context.ts';
import { mapLlamaStopReason } from './map-finish-reason.ts';
import { readLlamaUsage } from './read-usage.ts';

/** A whole native Llama body of InvokeModel. Proof of completeness: the body parses and has a stop_reason. */
export function decodeLlama(text: string, context: DecodeContext): readonly StreamPart[] {
  const body = parseOrUndefined(text);
  const generation = stringAt(body, 'generation');
  if (generation === null) return [{ type: 'error', error: context.errorFrom(text) }];
  const parts: StreamPart[] = [
    { type: 'meta', model: null, providerRequestId: context.requestId, warnings: [] },
  ];
  if (generation !== '') parts.push({ type: 'text-delta', text: generation });
  const usage = readLlamaUsage(body);
  if (usage !== null) parts.push({ type: 'usage', usage });
  const finishReason = mapLlamaStopReason(stringAt(body, 'stop_reason'));
  if (finishReason !== null) parts.push({ type: 'finish', finishReason });
  parts.push({
    type: 'proof',
    proof: { frames: 1, terminalMarker: finishReason !== null, usageRecords: usage === null ? 0 : 1 },
  });
  if (finishReason === null) {
    parts.push({
      type: 'error',
      error: context.errorOf('stream_interrupted', 'the response has no stop_reason'),
    });
  }
  return parts;
}
