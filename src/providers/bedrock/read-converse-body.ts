import type { FindingCode } from '../../contract/findings.ts';
import type { Warning } from '../../contract/exchanges/response.ts';
import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import { arrayAt, isRecord, recordAt, stringAt } from '../../json/read.ts';
import type { DecodeContext } from '../decode-context.ts';
import type { BodyAnswer } from '../wire.ts';
import { mapConverseStopReason } from './map-finish-reason.ts';
import { oddConverseTotal, readConverseUsage } from './read-usage.ts';

/** A whole Converse response. */
export function readConverseBody(body: unknown, _text: string, context: DecodeContext): BodyAnswer | null {
  const message = recordAt(recordAt(body, 'output'), 'message');
  const stopReason = stringAt(body, 'stopReason');
  if (message === null && stopReason === null) return null;
  const usage = isRecord(body) ? body['usage'] : null;
  const odd = oddConverseTotal(usage);
  const content = arrayAt(message, 'content') ?? [];
  return {
    model: null,
    providerRequestId: context.requestId,
    systemFingerprint: null,
    warnings: [
      ...(odd === null ? [] : [warning('usage/total-differs', odd)]),
      ...(content.some(lacksInput) ? [warning('tool/no-input', 'a toolUse block has no input')] : []),
    ],
    content: content.flatMap(readBlock),
    usage: readConverseUsage(usage),
    finish: mapConverseStopReason(stopReason),
    finishName: 'stopReason',
    error: null,
    stranger: null,
  };
}

function warning(code: FindingCode, message: string): Warning {
  return { code, message, frame: null, offset: null };
}

/** Required, though it may be empty: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html */
function lacksInput(block: unknown): boolean {
  const toolUse = recordAt(block, 'toolUse');
  return toolUse !== null && toolUse['input'] === undefined;
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
