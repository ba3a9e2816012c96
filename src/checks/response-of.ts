import type { Exchange } from '../contract/exchange.ts';
import type { CanonicalResponse } from '../contract/response.ts';

/** The response of an exchange that ended with one. */
export function responseOf(exchange: Exchange | null): CanonicalResponse | null {
  return exchange?.outcome.type === 'response' ? exchange.outcome.response : null;
}

/** Why a check of content has nothing to judge. */
export const NO_RESPONSE = 'no response';
export const NO_GOLDEN = 'no golden';
export const ERROR_EXPECTED = 'the golden expects an error';
