import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

/** How far a target is. `ratePerSecond` is null before anything is done. */
export interface TargetProgress {
  readonly target: string;
  readonly done: number;
  readonly planned: number;
  readonly ratePerSecond: number | null;
  readonly failed: number;
  readonly errored: number;
  readonly unproven: number;
  /** Exchanges that wait for the quota pool. */
  readonly waitingForQuota: number;
  /** For how long the provider wants no more; 0 when it does. */
  readonly pausedMs: number;
}

const BAR_WIDTH = 20;

/** One row of the live block: target, bar, done of planned, rate, what did not pass in the words of the report, waiting. */
export function formatTargetProgress(progress: TargetProgress, idWidth: number): string {
  const { target, done, planned } = progress;
  const share = planned === 0 ? 1 : Math.min(done / planned, 1);
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const id = escapeTerminalLine(target).slice(0, idWidth).padEnd(idWidth);
  return [`${id} ${bar} ${count(done)}/${count(planned)}`, ...details(progress)].join(' · ');
}

/** All targets as one line, for a log. */
export function formatProgress(targets: readonly TargetProgress[]): string {
  const sum = (read: (progress: TargetProgress) => number): number =>
    targets.reduce((total, progress) => total + read(progress), 0);
  const [done, planned] = [sum((each) => each.done), sum((each) => each.planned)];
  const rates = targets.flatMap((each) => each.ratePerSecond ?? []);
  const percent = planned === 0 ? 100 : Math.floor((done / planned) * 100);
  const whole = {
    ratePerSecond: rates.length === 0 ? null : rates.reduce((total, rate) => total + rate, 0),
    failed: sum((each) => each.failed),
    errored: sum((each) => each.errored),
    unproven: sum((each) => each.unproven),
    waitingForQuota: sum((each) => each.waitingForQuota),
    pausedMs: Math.max(0, ...targets.map((each) => each.pausedMs)),
  };
  return [`${count(done)}/${count(planned)} exchanges (${percent}%)`, ...details(whole)].join(' · ');
}

function details({
  ratePerSecond,
  failed,
  errored,
  unproven,
  waitingForQuota,
  pausedMs,
}: Omit<TargetProgress, 'target' | 'done' | 'planned'>): string[] {
  return [
    ...(ratePerSecond === null ? [] : [`${ratePerSecond.toFixed(1)}/s`]),
    `${count(failed)} failed`,
    ...(errored === 0 ? [] : [`${count(errored)} errored`]),
    ...(unproven === 0 ? [] : [`${count(unproven)} unproven`]),
    ...(waitingForQuota === 0 ? [] : [`${count(waitingForQuota)} waiting for quota`]),
    ...(pausedMs < 1000 ? [] : [`paused by the provider for ${count(Math.ceil(pausedMs / 1000))} s`]),
  ];
}

export function formatWorkers(workers: number): string {
  return workers === 0 ? NO_WORKER : `${count(workers)} ${plural(workers, 'worker')}`;
}

const NO_WORKER = 'no worker is there: nothing is asked until one comes';

/** A target that is still starting, as a line. */
export function formatWaiting(wait: {
  readonly target: string;
  readonly why: string;
  readonly waitedMs: number;
  readonly limitMs: number;
}): string {
  const [waited, limit] = [wait.waitedMs, wait.limitMs].map((ms) => Math.round(ms / 1000));
  const why = escapeTerminalLine(wait.why).slice(0, LONGEST_REASON);
  return `waiting for ${escapeTerminalLine(wait.target)}: ${why} (${waited} s of ${limit} s)`;
}

const LONGEST_REASON = 200;
const LINE_EVERY_MS = 5000;

/** Whether a log is due for its next line of progress. Times are monotonic milliseconds. */
export function isProgressDue(lastMs: number | null, nowMs: number): boolean {
  return lastMs === null || nowMs - lastMs >= LINE_EVERY_MS;
}
