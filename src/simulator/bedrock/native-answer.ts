import type { Frame, Play, Reply, StreamReply } from '../face.ts';
import { piecesOf } from '../pieces-of.ts';
import { splitText } from '../split-text.ts';
import { latencyMs, requestIdHeader } from './converse-answer.ts';
import { encodeEvent } from './encode-frame.ts';
import { padding } from './padding.ts';
import { nativeStopReason } from './stop-reasons.ts';

const FIRST_BYTE_MS = 112;

/**
 * A native Llama response. https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html
 * The counts in headers are those of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
 */
export function sayNative(play: Play): Reply {
  const { inputTokens, outputTokens } = play.usage;
  const counted = !play.omit.has('usage');
  const counts = counted ? { prompt_token_count: inputTokens, generation_token_count: outputTokens } : {};
  const headers = counted
    ? {
        'x-amzn-bedrock-input-token-count': String(inputTokens),
        'x-amzn-bedrock-output-token-count': String(outputTokens),
      }
    : {};
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amzn-bedrock-invocation-latency': String(latencyMs(play)),
      ...headers,
      ...requestIdHeader(play),
    },
    body: Buffer.from(
      JSON.stringify({ generation: play.text, ...counts, stop_reason: nativeStopReason(play) }),
    ),
  };
}

function chunk(kind: Frame['kind'], value: object, play: Play): Frame {
  const bytes = Buffer.from(JSON.stringify(value)).toString('base64');
  return { kind, bytes: encodeEvent('chunk', JSON.stringify({ bytes, p: padding(play.random) })) };
}

/** Chunks of a native Llama stream: the prompt's count on the first, the stop reason and the metrics on the last. */
export function streamNative(play: Play): StreamReply {
  const { inputTokens, outputTokens } = play.usage;
  const counted = !play.omit.has('usage');
  const count = (first: boolean, tokens: number) =>
    counted ? { prompt_token_count: first ? inputTokens : null, generation_token_count: tokens } : {};
  const pieces = piecesOf(play, (text) => splitText(text, play.random));
  const stopReason = nativeStopReason(play);
  const metrics = {
    inputTokenCount: inputTokens,
    outputTokenCount: outputTokens,
    invocationLatency: latencyMs(play),
    firstByteLatency: FIRST_BYTE_MS,
  };
  const last = {
    generation: '',
    ...count(pieces.length === 0, outputTokens),
    stop_reason: stopReason,
    ...(counted ? { 'amazon-bedrock-invocationMetrics': metrics } : {}),
  };
  return {
    status: 200,
    headers: {
      'content-type': 'application/vnd.amazon.eventstream',
      'x-amzn-bedrock-content-type': 'application/json',
      ...requestIdHeader(play),
    },
    frames: [
      ...pieces.map((generation, index) =>
        chunk('content', { generation, ...count(index === 0, index + 1), stop_reason: null }, play),
      ),
      chunk('finish', last, play),
    ],
  };
}
