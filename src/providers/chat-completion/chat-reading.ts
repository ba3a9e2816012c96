import type { WireReading } from '../wire.ts';
import { createChatStreamDecoder } from './decode-stream.ts';
import { readChatBody } from './read-chat-body.ts';

/** How events begin: a field or a comment. The line of a body that does is no JSON. */
const EVENTS = /^(?:data|event|id|retry|error)?:/;
/** How a body begins that is JSON or HTML. */
const BODY = /^[{[<]/;
/** The content types that say that no events come. */
const BODY_TYPE = /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:plain|html))\b/i;

/** Chat completions and their streams, as the OpenAI family and watsonx give them. */
export const CHAT_READING: WireReading = {
  isStream(start, asked, headers) {
    if (EVENTS.test(start)) return true;
    return asked === 'stream' && !BODY.test(start) && !BODY_TYPE.test(headers['content-type'] ?? '');
  },
  readStream: createChatStreamDecoder,
  eventOfLine: (line) => `data: ${line}\n\n`,
  readBody: readChatBody,
};
