import { EXIT_CODES } from '../../contract/exit-code.ts';
import { escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import type { OnRunEvent } from '../../runs/verify/run-events.ts';
import { maskUrls } from '../../queue/redis-url.ts';
import { RunCutShort } from '../../runs/verify/run-cut-short.ts';
import type { RunWorld } from '../../runs/run-world.ts';
import type { StopReason } from '../../metrics/watch-spending.ts';
import type { VerifyResult } from '../../runs/verify/verify.ts';
import { limitHeapFor } from '../machine/limit-heap.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems, printProblemsJson } from '../output/print-problems.ts';
import { createProgress } from '../output/progress.ts';
import { stopSignals } from '../machine/stop-signals.ts';

const STOPPED: Readonly<Record<StopReason, string>> = {
  bail: 'stopped at the first exchange that did not pass, as --bail asks',
  maxDurationMs: 'stopped, for the time of budgets.maxDurationMs is over',
  maxTotalTokens: 'stopped, for the tokens of budgets.maxTotalTokens are spent',
};

/** A run as far as it came. */
export interface AskedRun {
  readonly result: VerifyResult;
  /** It did not come to its end: says on stderr why, and how to go on. Gives the exit code then, else null. */
  tellStop(): number | null;
}

/**
 * Runs what asks, with its progress on stderr, until it ends or a signal stops it. Null when its folder could not be
 * written any more: then all is said, and the exit code set.
 */
export async function askRun(
  start: (world: RunWorld, signal: AbortSignal, onEvent: OnRunEvent) => Promise<VerifyResult>,
  stop = stopSignals(),
): Promise<AskedRun | null> {
  const progress = await createProgress();
  const argv = process.argv.slice(2).map(maskUrls);
  const onEvent: OnRunEvent = (event) => {
    if (event.type === 'planned') limitHeapFor(event.exchanges, event.requests);
    else if (event.type === 'warnings') printProblems(event.problems);
    else progress.on(event);
  };
  const running = start({ ...nodeWorld(), argv }, stop.signal, onEvent);
  const result = await running.finally(progress.end).catch((error: unknown) => {
    if (!(error instanceof RunCutShort)) throw error;
    printProblems(error.problems);
    if (argv.includes('--json')) printProblemsJson(error.problems, EXIT_CODES.inconclusive);
    console.error(
      `the run is cut short; what was written is kept. To go on:\n  ${resumeLine(argv, error.folder)}`,
    );
    // After the first call a full disk is never 2.
    process.exitCode = EXIT_CODES.inconclusive;
    return null;
  });
  if (result === null) return null;
  return {
    result,
    tellStop() {
      const { report, folder, interrupted, unready, stopped } = result;
      const why = interrupted
        ? 'interrupted'
        : (whyUnready(unready) ?? (stopped === null ? null : STOPPED[stopped]));
      if (why === null) return null;
      console.error(`${why}; everything recorded is kept. To go on:\n  ${resumeLine(argv, folder)}`);
      return (interrupted ? stop.exitCode() : null) ?? report.exitCode;
    },
  };
}

export function whyUnready(unready: VerifyResult['unready']): string | null {
  if (unready.length === 0) return null;
  const each = unready.map(({ target, why, waitedMs }) => {
    const seconds = Math.round(waitedMs / 1000);
    return escapeTerminalLine(`${target} was not ready after ${seconds} s: ${why}`);
  });
  return `nothing was asked, for ${each.join('; ')}`;
}

/** What judges a run anew makes no calls, and begins anew itself. */
function resumeLine(argv: readonly string[], folder: string): string {
  if (argv.some((arg) => /^--rejudge(?:=|$)/.test(arg))) {
    return ['npx', 'llama-contract', ...argv].map(quoteShell).join(' ');
  }
  const args = argv.filter(
    (arg, at, all) => !/^--(?:resume(?:=|$)|bail$)/.test(arg) && all[at - 1] !== '--resume',
  );
  return ['npx', 'llama-contract', ...args, '--resume', folder].map(quoteShell).join(' ');
}
