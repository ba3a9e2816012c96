import type { CertificateRow, Sample, Stage, Vitals } from '../contract/load/load.ts';
import { quantile } from '../stats/quantile.ts';
import { batchMeans, LEAST_BATCHES } from './batch-means.ts';
import { highestLagOne } from './judge-goodput.ts';
import { cachedShareOf } from './measure-stage.ts';
import { lagOf, latencyFromSent, latencyOf } from './time-sample.ts';

/** Beyond these a figure is one of this process, or of a cache that fills, and not of the target. */
const BOUNDS = {
  /** Of the requested rate. */
  rate: 0.05,
  lagP95Ms: 20,
  lagMaxMs: 250,
  /** A token is seen when its turn comes: times may be off by so much, and by more with more in flight. */
  lateMs: 5,
  fewInFlight: 50,
  busyLateMs: 20,
  /** Of the requests, beside two connections for each that was in flight: one closes as the next is asked for. */
  cold: 0.1,
  clockMs: 100,
  clockShare: 0.01,
  /** Between the halves of a stage. */
  cached: 0.1,
  requests: 20,
} as const;

type Seen = {
  /** Of the whole stage, in the order of the schedule. */
  readonly samples: readonly Sample[];
  readonly stage: Pick<Stage, 'load' | 'measuredMs' | 'direction'>;
  readonly vitals: Vitals;
};

/** What a stage's figures rest on, row by row. A row that does not hold refuses them. */
export function certifyStage({ samples, stage, vitals }: Seen): readonly CertificateRow[] {
  const measured = samples.filter(({ phase }) => phase === 'measured');
  const lags = Float64Array.from(measured.flatMap((sample) => lagOf(sample) ?? [])).sort();
  return [
    rateRow(stage, measured),
    lagRow(lags),
    loopRow(stage, vitals),
    outputRow(stage, vitals),
    dropRow(measured, vitals),
    connectionRow(samples, vitals),
    clockRow(vitals),
    sentRow(measured),
    cacheRow(measured),
    batchRow(measured),
    {
      row: 'requests',
      says: `${measured.length} measured (${BOUNDS.requests} at least)`,
      holds: measured.length >= BOUNDS.requests,
    },
  ];
}

function rateRow({ load, measuredMs }: Seen['stage'], measured: readonly Sample[]): CertificateRow {
  const row = 'rate';
  if (load.loop === 'closed') {
    const achieved = ((measured.length * 1000) / measuredMs).toFixed(2);
    return {
      row,
      says: `${achieved} a second, as ${load.clients} waiting clients let it: a target that stalls is asked less, and what others would have waited is not seen`,
      holds: null,
    };
  }
  // What was dropped has a row of its own.
  const sent = measured.filter(({ sentMs }) => sentMs !== null);
  const wanted = rateOf(sent.map(({ scheduledMs }) => scheduledMs));
  const came = rateOf(sent.map(({ sentMs }) => sentMs ?? 0));
  if (wanted === null || came === null) return { row, says: 'too few requests to have one', holds: false };
  return {
    row,
    says: `${load.perSecond.toFixed(2)} a second asked for, ${wanted.toFixed(2)} drawn, ${came.toFixed(2)} sent`,
    holds: Math.abs(came / wanted - 1) <= BOUNDS.rate,
  };
}

function rateOf(times: readonly number[]): number | null {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || last <= first) return null;
  return ((times.length - 1) * 1000) / (last - first);
}

function lagRow(ascending: Float64Array): CertificateRow {
  const [p50, p95, max] = [quantile(ascending, 0.5), quantile(ascending, 0.95), quantile(ascending, 1)];
  if (p50 === null || p95 === null || max === null) {
    return { row: 'schedule lag', says: 'nothing was sent', holds: false };
  }
  return {
    row: 'schedule lag',
    says: `p50 ${ms(p50)}, p95 ${ms(p95)} (at most ${BOUNDS.lagP95Ms} ms), max ${ms(max)} (at most ${BOUNDS.lagMaxMs} ms)`,
    holds: p95 <= BOUNDS.lagP95Ms && max <= BOUNDS.lagMaxMs,
  };
}

/** A search holds its requests against limits of seconds, and wants no times that are as exact. */
function loopRow(
  { direction }: Pick<Stage, 'direction'>,
  { loopDelayP99Ms: p99, loopDelayMaxMs: max, mostInFlight }: Vitals,
): CertificateRow {
  if (p99 === null || max === null) return { row: 'event loop', says: 'not watched', holds: null };
  const most = direction === 'search' ? BOUNDS.busyLateMs : mostLate(mostInFlight);
  return {
    row: 'event loop',
    says: `p99 ${ms(p99)} late (at most ${most} ms), max ${ms(max)}`,
    holds: p99 <= most,
  };
}

/** The loop's delay is over time, and answers that come in a burst wait for each other: these are of what was measured. */
function outputRow(
  { direction }: Pick<Stage, 'direction'>,
  { firstOutputLateMs: late, mostInFlight }: Vitals,
): CertificateRow {
  const row = 'first outputs';
  if (late === null) return { row, says: 'how late they were seen is not known', holds: null };
  const most = mostLate(mostInFlight);
  const isSearch = direction === 'search';
  return {
    row,
    says: `p95 from sent is too long by ${ms(late)} at most, for this process was busy${isSearch ? '' : ` (at most ${most} ms)`}`,
    holds: isSearch ? null : late <= most,
  };
}

function mostLate(inFlight: number): number {
  return inFlight <= BOUNDS.fewInFlight ? BOUNDS.lateMs : BOUNDS.busyLateMs;
}

function dropRow(measured: readonly Sample[], { mostInFlight, maxInFlight }: Vitals): CertificateRow {
  const dropped = measured.filter(({ outcome }) => outcome === 'dropped').length;
  return {
    row: 'drops',
    says: `${dropped} not sent; ${mostInFlight} in flight at most, of ${maxInFlight} that may be`,
    holds: dropped === 0,
  };
}

function connectionRow(samples: readonly Sample[], { opened, mostInFlight }: Vitals): CertificateRow {
  const row = 'connections';
  if (opened === null) return { row, says: 'through a proxy: not seen', holds: null };
  const sent = samples.filter(({ sentMs }) => sentMs !== null);
  const attempts = sent.reduce((sum, { retries }) => sum + 1 + retries, 0);
  const came = samples.filter(({ outcome }) => outcome === 'answered').length;
  const reused = Math.max(0, attempts - opened);
  return {
    row,
    says: `${opened} opened (cold), ${reused} reused; ${attempts} requests sent, ${came} answers received`,
    holds: opened <= 2 * mostInFlight + attempts * BOUNDS.cold,
  };
}

function clockRow({ elapsedMs, wallMs }: Vitals): CertificateRow {
  const bound = Math.max(BOUNDS.clockMs, elapsedMs * BOUNDS.clockShare);
  return {
    row: 'clocks',
    says: `the stage took ${ms(elapsedMs)} by the monotonic clock and ${ms(wallMs)} by the wall's`,
    holds: Math.abs(elapsedMs - wallMs) <= bound,
  };
}

/** How much of the latency is our own lateness: what a tool that starts its watch when it sends would have hidden. */
function sentRow(measured: readonly Sample[]): CertificateRow {
  const p95 = (read: (sample: Sample) => number): number | null =>
    quantile(Float64Array.from(measured, read).sort(), 0.95);
  const [meant, sent] = [p95(latencyOf), p95(latencyFromSent)];
  return {
    row: 'from sent',
    says: `p95 ${spell(meant)} from when requests were scheduled, ${spell(sent)} from when they were sent`,
    holds: null,
  };
}

function spell(value: number | null): string {
  return value === null || !Number.isFinite(value) ? 'no answer' : ms(value);
}

function cacheRow(measured: readonly Sample[]): CertificateRow {
  const answered = measured.filter(({ outcome }) => outcome === 'answered');
  const middle = Math.floor(answered.length / 2);
  const [first, second] = [answered.slice(0, middle), answered.slice(middle)].map(cachedShareOf);
  const row = 'prefix cache';
  if (first === undefined || second === undefined || first === null || second === null) {
    return { row, says: 'the target does not say what it read from a cache', holds: null };
  }
  const [before, after] = [Math.round(first * 100), Math.round(second * 100)];
  return {
    row,
    says: `${before}% of the input in the first half, ${after}% in the second (10 points apart at most)`,
    holds: Math.abs(second - first) <= BOUNDS.cached,
  };
}

/** Near saturation latencies are those of one queue, and not of so many independent requests. */
function batchRow(measured: readonly Sample[]): CertificateRow {
  const times = measured.map(latencyOf).filter((value) => Number.isFinite(value));
  const { means, lagOne, size } = batchMeans(times);
  const row = 'batches';
  if (means.length < LEAST_BATCHES) return { row, says: 'too few answers for twenty', holds: null };
  const spelled = lagOne === null ? 'all alike' : `correlation with the one before ${lagOne.toFixed(2)}`;
  const settled = lagOne === null || lagOne <= highestLagOne(means.length);
  return {
    row,
    says: `${means.length} of ${size}, ${spelled}${settled ? '' : ': the queue has not settled'}`,
    holds: null,
  };
}

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}
