import type { Warning } from '../contract/exchanges/response.ts';
import type { Case } from './case.ts';
import { finding, skip, type CheckResult } from './finding.ts';

/** Said in so many words: that a decoder had nothing to say proves nothing of an answer. */
const NOTHING_SEEN = skip('its decoder saw nothing amiss');

/**
 * All that was seen of an answer while its bytes were read: by its decoder, by its wire's grammar, and by the SDK that
 * read the same bytes. Each is cited once, in either mode, and weighs what its row says; but an outage says nothing of
 * the contract, so what came with an error that nobody expected is noted beside it.
 */
export function wireForm({ exchange, arrived, error, prepared: { golden } }: Case): CheckResult {
  if (arrived === null || arrived.warnings.length === 0) return NOTHING_SEEN;
  const byCode = new Map<string, Warning>();
  for (const warning of arrived.warnings) {
    if (!byCode.has(warning.code)) byCode.set(warning.code, warning);
  }
  const cited = [...byCode.values()].map(({ code, message, frame }) =>
    finding(code, '', message, null, frame === null ? null : `frame ${frame}`),
  );
  const weighs =
    error === null ||
    (error.kind === 'stream_interrupted' && exchange.servedAs === 'stream') ||
    error.kind === golden?.answer.error;
  return weighs ? cited : cited.map((noted) => ({ noted }));
}
