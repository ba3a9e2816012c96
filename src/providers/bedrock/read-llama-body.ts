import { stringAt } from '../../json/read.ts';
import type { DecodeContext } from '../decode-context.ts';
import type { BodyAnswer } from '../wire.ts';
import { mapLlamaStopReason } from './map-finish-reason.ts';
import { readLlamaUsage } from './read-usage.ts';

/** A whole native Llama body of InvokeModel. */
export function readLlamaBody(body: unknown, _text: string, context: DecodeContext): BodyAnswer | null {
  const generation = stringAt(body, 'generation');
  if (generation === null) return null;
  return {
    model: null,
    providerRequestId: context.requestId,
    warnings: [],
    content: generation === '' ? [] : [{ type: 'text-delta', text: generation }],
    usage: readLlamaUsage(body),
    finish: mapLlamaStopReason(stringAt(body, 'stop_reason')),
    finishName: 'stop_reason',
    error: null,
    stranger: null,
  };
}
