import { jsonObjectSchema, type JsonObject } from '../../contract/json-value.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import type { Face, Heard, Moment, Play, Reply, Seat, SimulatedError, StreamReply } from '../face.ts';
import { answerAside } from './answer-aside.ts';
import { authenticate } from './authenticate.ts';
import { checkImages, type GivenImage } from './check-images.ts';
import { sayConverse, streamConverse } from './converse-answer.ts';
import { errorReply, invalid, refuse } from './error-reply.ts';
import { bedrockErrors, LEGACY_MODEL } from './errors.ts';
import type { ConverseBody } from './converse-shape.ts';
import { findModel, isLlama } from './find-model.ts';
import { hearConverse, imagesOf } from './hear-converse.ts';
import { hearNative, nativeImagesOf } from './hear-native.ts';
import { sayNative, streamNative } from './native-answer.ts';
import { readCall, type Call } from './operations.ts';
import { parseConverse, type Parsed } from './parse-converse.ts';
import { parseNative } from './parse-native.ts';
import { refuseUnsupported } from './refuse-unsupported.ts';
import { streamErrorFrame } from './stream-errors.ts';

/** What was heard, and whether in the model's native words. */
interface BedrockHeard extends Heard {
  readonly native: boolean;
}

function isNative(heard: Heard & { readonly native?: boolean }): boolean {
  return heard.native === true;
}

function readJson(body: WireRequest['body']): unknown {
  try {
    const value: unknown = JSON.parse(body === null ? '' : Buffer.from(body).toString());
    return value;
  } catch {
    return undefined;
  }
}

function hear(request: WireRequest, seat: Seat, moment: Moment): BedrockHeard {
  const call = readCall(request);
  if (call === null) throw new Error('a path that is no operation is answered aside');
  const denied = authenticate(request, seat, moment);
  if (denied !== null) refuse(denied, moment.requestId);
  const value = readJson(request.body);
  if (value === undefined) {
    refuse(
      { status: 400, name: 'SerializationException', message: 'Unexpected end of input' },
      moment.requestId,
    );
  }
  const native = call.operation.startsWith('invoke');
  const heard = native
    ? hearNativeCall(call, value, seat, moment)
    : hearConverseCall(call, value, seat, moment);
  return { ...heard, native };
}

function accept<Body>(parsed: Parsed<Body>, call: Call, seat: Seat, moment: Moment): Body {
  if (!parsed.ok) refuse(invalid(parsed.message), moment.requestId);
  const unknown = findModel(call.modelId, seat.modelId);
  if (unknown !== null) refuse(unknown, moment.requestId);
  return parsed.body;
}

function acceptImages(images: readonly GivenImage[], seat: Seat, moment: Moment): void {
  const message = checkImages(images, seat.maxImages);
  if (message !== null) refuse(invalid(message), moment.requestId);
}

/** The schema that an answer must meet, null where none is asked for, undefined for a text that is none. */
function readSchema({ outputConfig }: ConverseBody): JsonObject | null | undefined {
  const text = outputConfig?.textFormat?.structure.jsonSchema?.schema;
  if (text === undefined) return null;
  return jsonObjectSchema.safeParse(readJson(text)).data;
}

function hearConverseCall(call: Call, value: unknown, seat: Seat, moment: Moment): Heard {
  const stream = call.operation === 'converse-stream';
  const body = accept(parseConverse(value), call, seat, moment);
  const unsupported = isLlama(call.modelId) ? refuseUnsupported(body, stream) : null;
  if (unsupported !== null) refuse(invalid(unsupported), moment.requestId);
  acceptImages(imagesOf(body), seat, moment);
  const schema = readSchema(body);
  if (schema === undefined) {
    refuse(invalid('The outputConfig.textFormat field holds no JSON schema.'), moment.requestId);
  }
  return hearConverse(body, schema, call.modelId, stream);
}

function hearNativeCall(call: Call, value: unknown, seat: Seat, moment: Moment): Heard {
  const body = accept(parseNative(value), call, seat, moment);
  acceptImages(nativeImagesOf(body), seat, moment);
  return hearNative(body, call.modelId, call.operation === 'invoke-with-response-stream');
}

/** The limit in the text is the seat's own. */
function sayError({ kind, retryAfterMs, requestId, message, retiredOn }: SimulatedError, seat: Seat): Reply {
  const error = retiredOn === undefined ? bedrockErrors[kind] : LEGACY_MODEL;
  const limit = seat.maxOutputTokens;
  const words =
    kind === 'output_limit' && limit !== null
      ? error.message.replaceAll('8192', String(limit))
      : error.message;
  return errorReply({ ...error, message: message ?? words }, requestId, retryAfterMs);
}

/** Amazon Bedrock's runtime: Converse, ConverseStream, and the native Llama body with and without a stream. */
export const bedrockFace: Face = {
  name: 'bedrock',
  lacks: ['drop-done', 'wrong-model'],
  borrows: { http: [], stream: ['payload_too_large', 'quota_exhausted', 'timeout'] },
  answerAside,
  hear,
  say: (heard: Heard, play: Play): Reply => (isNative(heard) ? sayNative(play) : sayConverse(play)),
  stream: (heard: Heard, play: Play): StreamReply =>
    isNative(heard) ? streamNative(play) : streamConverse(play),
  sayError,
  streamError: ({ kind }) => streamErrorFrame(kind),
};
