import type { Mode } from '../../contract/request.ts';
import type { StreamPart } from '../../contract/stream-part.ts';
import { bodyDecoder } from '../body-decoder.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { decodeChatBody } from './decode-body.ts';
import { createChatStreamDecoder } from './decode-stream.ts';

const UNASKED: StreamPart = {
  type: 'meta',
  model: null,
  providerRequestId: null,
  warnings: [
    {
      code: 'stream/json-body',
      message: 'one JSON body came where a stream was asked for',
      frame: null,
      offset: null,
    },
  ],
};

/** The decoder for what came, which need not be what was asked for: a server may answer a stream's call with one body. */
export function createChatDecoder(context: DecodeContext, asked: Mode): Decoder {
  if (asked === 'send') return bodyDecoder(context, decodeChatBody);
  if (!isJson(context.headers)) return createChatStreamDecoder(context);
  return bodyDecoder(context, (text) => [UNASKED, ...decodeChatBody(text, context)]);
}

function isJson(headers: DecodeContext['headers']): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '');
}
