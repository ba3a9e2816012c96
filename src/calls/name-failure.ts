import type { CanonicalError, ErrorContext } from '../contract/errors/error.ts';
import { guardBehind, TIME_GUARDS } from '../contract/errors/guard-error.ts';
import type { WireEvidence } from '../contract/wires/wire.ts';
import type { CallJob } from './call-job.ts';
import type { Failure } from './consume-parts.ts';

/** Hands what was thrown, or why we aborted, to the adapter with everything known beside it. */
export function nameFailure(
  failure: Failure,
  job: CallJob,
  evidence: WireEvidence | null,
  nowMs: number,
): CanonicalError {
  return job.adapter.normalizeError(failure.thrown, {
    phase: phaseOf(job, evidence),
    status: evidence?.status ?? null,
    headers: evidence?.headers ?? {},
    body: evidence !== null && 'text' in evidence.body ? evidence.body.text : null,
    aborted: abortedBy(failure),
    nowMs,
  });
}

function phaseOf(job: CallJob, evidence: WireEvidence | null): ErrorContext['phase'] {
  if (evidence === null) return 'transport';
  return job.case.mode === 'stream' && evidence.status < 300 ? 'stream' : 'http';
}

function abortedBy(failure: Failure): ErrorContext['aborted'] {
  const guard = guardBehind(failure.thrown);
  if (guard !== null) return TIME_GUARDS.has(guard.guard) ? 'timeout' : null;
  return failure.aborted ? 'cancelled' : null;
}
