import type { Mode } from '../../contract/mode.ts';
import { bodyDecoder } from '../body-decoder.ts';
import type { DecodeContext, Decoder } from '../decode-context.ts';
import { sniffingDecoder } from '../sniffing-decoder.ts';
import { JSON_BODY, UNASKED, withFinding } from '../with-finding.ts';
import { decodeChatBody } from './decode-body.ts';
import { createChatStreamDecoder } from './decode-stream.ts';

/**
 * The decoder for what came, which need not be what was asked for, nor what its content type says: a server may
 * answer a stream's call with one body, and a call for one body with events.
 */
export function createChatDecoder(context: DecodeContext, asked: Mode): Decoder {
  return sniffingDecoder((start) => {
    if (EVENTS.test(start) || (asked === 'stream' && !BODY.test(start) && !isBody(context.headers))) {
      const decoder = createChatStreamDecoder(context);
      return asked === 'stream' ? decoder : withFinding(decoder, UNASKED);
    }
    const decoder = bodyDecoder(context, decodeChatBody);
    if (asked === 'send') return decoder;
    return withFinding(decoder, JSON_BODY);
  });
}

/** How events begin: a field or a comment. The line of a body that does is no JSON. */
const EVENTS = /^(?:data|event|id|retry|error)?:/;
/** How a body begins that is JSON or HTML. */
const BODY = /^[{[<]/;

/** Whether the content type says that no events come. */
function isBody(headers: DecodeContext['headers']): boolean {
  return /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:plain|html))\b/i.test(headers['content-type'] ?? '');
}
