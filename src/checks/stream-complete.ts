import type { Case } from './case.ts';
import { finding, NO_RESPONSE, NOTHING, type CheckResult } from './finding.ts';

/** A stream that is proven complete (design, law 5). */
export function streamComplete({ exchange, error }: Case): CheckResult {
  if (error !== null) {
    return error.kind === 'stream_interrupted'
      ? [finding('stream/incomplete', '', error.message)]
      : NO_RESPONSE;
  }
  if (exchange.proof?.terminalMarker === true) return NOTHING;
  return [finding('stream/incomplete', '', 'nothing on the wire proves that the stream ended')];
}
