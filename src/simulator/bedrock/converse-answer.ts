import type { JsonValue } from '../../contract/json-value.ts';
import type { Frame, Play, Reply, StreamReply } from '../face.ts';
import { splitText } from '../split-text.ts';
import { encodeEvent } from './encode-frame.ts';
import { padding, toolUseId } from './padding.ts';
import { converseStopReason } from './stop-reasons.ts';

const MS_PER_TOKEN = 16;
const MS_TO_FIRST_TOKEN = 120;

export function latencyMs(play: Play): number {
  return MS_TO_FIRST_TOKEN + MS_PER_TOKEN * play.usage.outputTokens;
}

export function requestIdHeader(play: Play): Readonly<Record<string, string>> {
  return play.omit.has('request-id') ? {} : { 'x-amzn-requestid': play.requestId };
}

function usage({ usage: { inputTokens, outputTokens }, omit }: Play, more: object): object {
  if (omit.has('usage')) return {};
  return { usage: { inputTokens, outputTokens, ...more, totalTokens: inputTokens + outputTokens } };
}

function inputOf(value: JsonValue | string): JsonValue {
  if (typeof value !== 'string') return value;
  try {
    const parsed: JsonValue = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
}

/**
 * A Converse response, its keys in the alphabetical order of recorded ones.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function sayConverse(play: Play): Reply {
  const calls = play.toolCalls.map(({ name, arguments: input }) => ({
    toolUse: { input: inputOf(input), name, toolUseId: toolUseId(play.random) },
  }));
  const text = play.text === '' && calls.length > 0 ? [] : [{ text: play.text }];
  const stopReason = converseStopReason(play);
  const body = {
    metrics: { latencyMs: latencyMs(play) },
    output: { message: { content: [...text, ...calls], role: 'assistant' } },
    ...(stopReason === null ? {} : { stopReason }),
    ...usage(play, { serverToolUsage: {} }),
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...requestIdHeader(play) },
    body: Buffer.from(JSON.stringify(body)),
  };
}

type Payload = Readonly<Record<string, unknown>>;

/** Keys stand in alphabetical order, the padding `p` among them. */
function event(kind: Frame['kind'], type: string, payload: Payload, play: Play): Frame {
  const padded = Object.entries({ ...payload, p: padding(play.random) }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind, bytes: encodeEvent(type, JSON.stringify(Object.fromEntries(padded))) };
}

/** A text block begins with its first delta, not with a contentBlockStart, and ends with an empty one. */
function textBlock(play: Play): Frame[] {
  const delta = (text: string): Frame =>
    event('content', 'contentBlockDelta', { contentBlockIndex: 0, delta: { text } }, play);
  return [
    ...splitText(play.text, play.random).map(delta),
    event('end', 'contentBlockDelta', { contentBlockIndex: 0, delta: { text: '' } }, play),
    event('end', 'contentBlockStop', { contentBlockIndex: 0 }, play),
  ];
}

function toolBlock(call: Play['toolCalls'][number], contentBlockIndex: number, play: Play): Frame[] {
  const input = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
  const start = { toolUse: { name: call.name, toolUseId: toolUseId(play.random) } };
  return [
    event('open', 'contentBlockStart', { contentBlockIndex, start }, play),
    ...splitText(input, play.random).map((piece) =>
      event(
        'content',
        'contentBlockDelta',
        { contentBlockIndex, delta: { toolUse: { input: piece } } },
        play,
      ),
    ),
    event('end', 'contentBlockStop', { contentBlockIndex }, play),
  ];
}

/**
 * A ConverseStream response: usage comes in `metadata`, after `messageStop`, and nothing marks the end.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
 */
export function streamConverse(play: Play): StreamReply {
  const text = play.text === '' && play.toolCalls.length > 0 ? [] : textBlock(play);
  const first = text.length === 0 ? 0 : 1;
  const stopReason = converseStopReason(play);
  const metadata = { metrics: { latencyMs: latencyMs(play) }, ...usage(play, {}) };
  const frames = [
    event('open', 'messageStart', { role: 'assistant' }, play),
    ...text,
    ...play.toolCalls.flatMap((call, index) => toolBlock(call, first + index, play)),
    ...(stopReason === null ? [] : [event('finish', 'messageStop', { stopReason }, play)]),
    event('usage', 'metadata', metadata, play),
  ];
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream', ...requestIdHeader(play) },
    frames,
  };
}
