import { BARE_REQUEST, type CanonicalRequest } from '../src/contract/exchanges/request.ts';

/** A request that asks for nothing special. */
export function ask(more: Partial<CanonicalRequest>): CanonicalRequest {
  return {
    requestId: 'request-1',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    ...BARE_REQUEST,
    ...more,
  };
}
