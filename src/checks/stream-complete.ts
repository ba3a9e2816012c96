import type { Warning } from '../contract/response.ts';
import type { Finding } from '../contract/verdict.ts';
import type { Case } from './case.ts';
import { finding, NO_RESPONSE, type CheckResult } from './finding.ts';

/** What is seen of a stream: by its reader, by its wire's grammar, and by the SDK that read the same bytes. */
const ABOUT_STREAMS = /^(?:stream|grammar|sdk)\//;

function toFinding({ code, message, frame }: Warning): Finding {
  return finding(code, '', message, null, frame);
}

/** A stream that is proven complete (design, law 5), and what the decoder saw amiss on its way. */
export function streamComplete({ exchange, arrived, error }: Case): CheckResult {
  const seen = arrived?.warnings.filter(({ code }) => ABOUT_STREAMS.test(code)).map(toFinding) ?? [];
  if (error !== null) {
    if (error.kind !== 'stream_interrupted') return NO_RESPONSE;
    return [finding('stream/incomplete', '', error.message), ...seen];
  }
  if (exchange.proof?.terminalMarker === true) return seen;
  return [finding('stream/incomplete', '', 'nothing on the wire proves that the stream ended'), ...seen];
}
