import type { Warning } from '../contract/response.ts';
import type { Check, Finding } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { NO_RESPONSE } from './response-of.ts';

const NAME = 'stream-complete';

/** Deviations that cost a client nothing. */
const HARMLESS: ReadonlySet<string> = new Set(['stream/no-final-blank-line', 'stream/unknown-event']);

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
    const warnings = response?.warnings.filter(({ code }) => code.startsWith('stream/')) ?? [];
    const findings = warnings.filter(({ code }) => !HARMLESS.has(code)).map(toFinding);
    const notes = warnings.filter(({ code }) => HARMLESS.has(code)).map(toFinding);
    if (outcome.type === 'error') {
      const { kind, message } = outcome.error;
      if (kind !== 'stream_interrupted' || golden?.answer.error === kind) return skip(NAME, NO_RESPONSE);
      return verdictOf(NAME, [finding('stream/incomplete', '', message), ...findings], notes);
    }
    if (proof === null || !proof.terminalMarker) {
      findings.unshift(finding('stream/incomplete', '', 'nothing on the wire proves that the stream ended'));
    }
    return verdictOf(NAME, findings, notes);
  },
};
