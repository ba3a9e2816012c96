import { RETRY_RULES, type ErrorKind } from '../contract/errors/error-kind.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import { speaks, type AbstractFault } from './abstract-fault.ts';

/** The one error that every wire must make of a fault, or null where wires may differ in the kind. */
export interface Expectation {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
}

function expectation(kind: ErrorKind, retryAfterMs: number | null = null): Expectation {
  return { kind, retryable: RETRY_RULES[kind].retryable, retryAfterMs };
}

/**
 * What an abstract fault is, whatever the wire. A cut at a byte may fall anywhere, after the proof too, so nothing is
 * expected of it here.
 */
export function expectationOf(fault: AbstractFault, mode: Mode): Expectation | null {
  const { how, at } = fault;
  const begun = at !== 'before-headers' && at !== 'headers';
  if (at === 'before-headers') return expectation(how === 'stall' ? 'timeout' : 'connection');
  if (speaks(fault)) {
    if (how !== 'exception' && begun) return null;
    return expectation(fault.kind, fault.retryAfterMs);
  }
  if (how === 'html' && at === 'headers') return expectation('server_error');
  if (how === 'drop-finish') return expectation('stream_interrupted');
  if (how === 'bad-crc') return at === 'after-finish' ? null : expectation('malformed_response');
  const inBody = at === 'headers' || at === 'first-frame' || (typeof at === 'object' && 'part' in at);
  if (!inBody) return null;
  if (how === 'stall') return expectation('timeout');
  if (how === 'reset') return expectation('stream_interrupted');
  if (how === 'cut') return expectation(mode === 'stream' ? 'stream_interrupted' : 'malformed_response');
  return null;
}
