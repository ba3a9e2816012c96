import type { FindingCode } from '../../src/contract/findings.ts';
import type { Summary } from '../../src/contract/runs/summary.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import type { Finding, Verdict } from '../../src/contract/exchanges/verdict.ts';
import { createFold } from '../../src/metrics/create-fold.ts';
import type { FoldPlan } from '../../src/metrics/fold-plan.ts';
import { buildAttempt, buildExchange, buildRecord, type RecordParts } from '../build-exchange.ts';

const DEADLINE_MS = 1000;
export const MATCH: Verdict = { check: 'output-schema', status: 'pass', notes: [] };

export function planOf(
  prompts: readonly string[],
  plannedExchanges = 2,
  targets: readonly string[] = ['one'],
): FoldPlan {
  return {
    targets: targets.map((id) => ({ id, deadlineMs: DEADLINE_MS })),
    prompts: targets.flatMap((target) =>
      prompts.map((promptId) => ({
        target,
        suite: 'support',
        promptId,
        plannedExchanges,
        repeat: 1,
        plannedStreams: 0,
        hasSchema: !promptId.startsWith('text'),
        expectsCall: promptId.startsWith('tool') ? true : promptId.startsWith('quiet') ? false : null,
        isStale: false,
        scoredBy: promptId.startsWith('text') ? null : { comparators: 2, facts: 1 },
        restsOn: promptId.startsWith('text') ? ['presence'] : ['schema'],
        carried: { send: [], stream: [] },
      })),
    ),
  };
}

export function fold(plan: FoldPlan, records: readonly ExchangeRecord[]): Summary {
  const folding = createFold({ plan, source: 'live' });
  for (const record of records) folding.add(record);
  return folding.summary('root');
}

export function finding(code: FindingCode, pointer: string, message = 'as found'): Finding {
  return { code, pointer, message, expected: null, observed: null };
}

export function failing(check: string, ...findings: readonly Finding[]): Verdict {
  return { check, status: 'fail', findings, notes: [] };
}

/** A record of target one that took so many milliseconds in so many attempts. */
export function record(differs: RecordParts, tookMs = 50, attempts = 1): ExchangeRecord {
  const base = buildRecord({ target: 'one', prompt: 'a', verdicts: [MATCH], ...differs });
  const tries = Array.from({ length: attempts }, () => buildAttempt({ sentMs: 0, lastByteMs: tookMs }));
  const exchange = differs.exchange ?? buildExchange({ ...base.case, attempts: tries, source: 'live' });
  return { ...base, exchange };
}

export function skipped(differs: RecordParts): ExchangeRecord {
  return buildRecord({
    target: 'one',
    prompt: 'a',
    state: 'skipped',
    reason: 'no images',
    ...differs,
    exchange: null,
  });
}
