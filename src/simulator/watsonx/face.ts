import type { Face } from '../face.ts';
import { sayError } from './errors.ts';
import { exchangeToken } from './exchange-token.ts';
import { hearChat } from './hear-chat.ts';
import { listSpecs, SPECS } from './list-specs.ts';
import { renderChat } from './render-chat.ts';
import { renderStream, renderStreamError } from './render-stream.ts';

/** IBM watsonx.ai's chat, with the IAM exchange on the same seat. */
export const watsonxFace: Face = {
  name: 'watsonx',
  // In a stream an error without a code of its own is the bare word.
  borrows: { http: [], stream: ['server_error', 'model_error'] },
  announces: 'in-body',
  answerAside(request, seat, moment) {
    const { pathname } = new URL(request.url, 'http://seat');
    if (request.method === 'POST' && pathname === '/identity/token') {
      return exchangeToken(request, seat, moment);
    }
    return request.method === 'GET' && pathname === SPECS ? listSpecs(seat, moment) : null;
  },
  hear: hearChat,
  say: renderChat,
  stream: renderStream,
  sayError,
  streamError: renderStreamError,
};
