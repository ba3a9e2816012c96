import type { WireRequest } from '../../contract/wires/wire.ts';
import type { Moment, Reply, Seat } from '../face.ts';
import { errorReply, invalid } from './error-reply.ts';
import { readCall } from './operations.ts';

/** Paths that no model answers: token counts, the OpenAI routes that Llama is not on, and everything unknown. */
export function answerAside(request: WireRequest, seat: Seat, { requestId }: Moment): Reply | null {
  if (readCall(request) !== null) return null;
  const path = request.url.replace(/^[a-z][a-z+.-]*:\/\/[^/?#]*/i, '');
  // https://docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html
  if (/^\/model\/[^/]+\/count-tokens/.test(path)) {
    return errorReply(invalid("The provided model doesn't support counting tokens."), requestId);
  }
  // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-responses-api.html
  if (path.startsWith('/openai/')) {
    return errorReply(invalid(`model \`${seat.modelId}\` isn't supported on this route`), requestId);
  }
  return {
    status: 404,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': 'UnknownOperationException',
    },
    body: Buffer.from('<UnknownOperationException/>\n'),
  };
}
