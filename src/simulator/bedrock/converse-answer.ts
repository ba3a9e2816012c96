import type { JsonValue } from '../../contract/json-value.ts';
import type { Frame, Play, Reply, StreamReply } from '../face.ts';
import { piecesOf } from '../pieces-of.ts';
import { splitText } from '../split-text.ts';
import { parseJson } from '../../json/parse-json.ts';
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

/** What was read from a cache is counted beside the input: https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html */
function usage({ usage: { inputTokens, outputTokens, cachedTokens }, omit }: Play, more: object): object {
  if (omit.has('usage')) return {};
  const read = cachedTokens === undefined ? {} : { cacheReadInputTokens: cachedTokens };
  const totalTokens = inputTokens + outputTokens;
  return {
    usage: { ...read, inputTokens: inputTokens - (cachedTokens ?? 0), outputTokens, ...more, totalTokens },
  };
}

function inputOf(value: JsonValue | string): JsonValue {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
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

/** Keys stand in alphabetical order on the wire, the padding `p` among them. */
function event(kind: Frame['kind'], type: string, play: Play, payload: (p: string) => object): Frame {
  return { kind, bytes: encodeEvent(type, JSON.stringify(payload(padding(play.random)))) };
}

/** A text block begins with its first delta, not with a contentBlockStart, and ends with an empty one. */
function textBlock(play: Play): Frame[] {
  const delta = (kind: Frame['kind'], text: string): Frame =>
    event(kind, 'contentBlockDelta', play, (p) => ({ contentBlockIndex: 0, delta: { text }, p }));
  return [
    ...piecesOf(play, (text) => splitText(text, play.random)).map((piece) => delta('content', piece)),
    delta('end', ''),
    event('end', 'contentBlockStop', play, (p) => ({ contentBlockIndex: 0, p })),
  ];
}

function toolBlock(call: Play['toolCalls'][number], contentBlockIndex: number, play: Play): Frame[] {
  const text = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
  const start = { toolUse: { name: call.name, toolUseId: toolUseId(play.random) } };
  const delta = (input: string): Frame =>
    event('content', 'contentBlockDelta', play, (p) => ({
      contentBlockIndex,
      delta: { toolUse: { input } },
      p,
    }));
  return [
    event('open', 'contentBlockStart', play, (p) => ({ contentBlockIndex, p, start })),
    ...splitText(text, play.random).map(delta),
    event('end', 'contentBlockStop', play, (p) => ({ contentBlockIndex, p })),
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
  const metrics = { latencyMs: latencyMs(play) };
  const frames = [
    event('open', 'messageStart', play, (p) => ({ p, role: 'assistant' })),
    ...text,
    ...play.toolCalls.flatMap((call, index) => toolBlock(call, first + index, play)),
    ...(stopReason === null ? [] : [event('finish', 'messageStop', play, (p) => ({ p, stopReason }))]),
    event('usage', 'metadata', play, (p) => ({ metrics, p, ...usage(play, {}) })),
  ];
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream', ...requestIdHeader(play) },
    frames,
  };
}
