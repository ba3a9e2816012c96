import type { CanonicalRequest } from '../contract/exchanges/request.ts';
import { hashCanonical } from '../json/hash-canonical.ts';

/**
 * SHA-256 of the request's RFC 8785 canonical JSON without `requestId`: equal for every repetition, mode and target.
 * Costs time in proportion to images and documents, so compute it once a prompt, not once an exchange.
 */
export function hashRequest(request: CanonicalRequest): string {
  const { requestId: _ours, ...content } = request;
  return hashCanonical(content);
}
