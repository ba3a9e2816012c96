import type { Warning } from '../contract/response.ts';
import type { Check, Finding } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { NO_RESPONSE } from './response-of.ts';

const NAME = 'stream-complete';

/** What is said of a stream: by its reader, by its wire's grammar, and by the SDK that read the same bytes. */
const ABOUT_STREAMS = /^(?:stream|grammar|sdk)\//;

/** Deviations that cost a client nothing. */
const HARMLESS: ReadonlySet<string> = new Set([
  'stream/no-final-blank-line',
  'stream/unknown-event',
  'grammar/second-done',
  'grammar/block-started-late',
]);

/** A complete stream that an SDK could not read is no fault of its wire. */
function isNote(code: string, complete: boolean): boolean {
  return HARMLESS.has(code) || (complete && code.startsWith('sdk/'));
}

function toFinding({ code, message, frame }: Warning): Finding {
  return finding(code, '', message, null, frame);
}

/** A stream that is proven complete (design, law 5), and what the decoder saw amiss on its way. */
export const streamComplete: Check = {
  name: NAME,
  judge({ golden, exchange }) {
    if (exchange.servedAs !== 'stream') return skip(NAME, 'served as send');
    const { outcome, proof } = exchange;
    const response = outcome.type === 'response' ? outcome.response : outcome.error.partial;
    const complete = outcome.type === 'response' && proof !== null && proof.terminalMarker;
    const warnings = response?.warnings.filter(({ code }) => ABOUT_STREAMS.test(code)) ?? [];
    const findings = warnings.filter(({ code }) => !isNote(code, complete)).map(toFinding);
    const notes = warnings.filter(({ code }) => isNote(code, complete)).map(toFinding);
    if (outcome.type === 'error') {
      const { kind, message } = outcome.error;
      if (kind !== 'stream_interrupted' || golden?.answer.error === kind) return skip(NAME, NO_RESPONSE);
      return verdictOf(NAME, [finding('stream/incomplete', '', message), ...findings], notes);
    }
    if (!complete) {
      findings.unshift(finding('stream/incomplete', '', 'nothing on the wire proves that the stream ended'));
    }
    return verdictOf(NAME, findings, notes);
  },
};
