import { EXIT_CODES } from '../../contract/exit-code.ts';
import { spellLoad } from '../../reports/verbs/bench-tables.ts';
import { renderBench, renderBenchJson } from '../../reports/verbs/render-bench.ts';
import { bench, type BenchResult } from '../../runs/bench/bench.ts';
import type { BenchEvent } from '../../runs/bench/bench-run.ts';
import type { BenchOptions } from '../../runs/bench/plan-bench.ts';
import { RunCutShort } from '../../runs/verify/run-cut-short.ts';
import type { BenchFlags } from '../verbs/bench-verb.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printNote, printProblems, printProblemsJson } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import { watchLoop } from '../machine/watch-loop.ts';

export async function runBench(flags: BenchFlags): Promise<void> {
  const asJson = flags.json === true;
  if (flags.from !== undefined) {
    const { benchAgain } = await import('../../runs/bench/bench-again.ts');
    print(await benchAgain(flags.from), asJson, null);
    return;
  }
  const options = await toOptions(flags);
  if (flags.dryRun === true) {
    const { printBenchPlan } = await import('../output/print-bench-plan.ts');
    await printBenchPlan(options, asJson);
    return;
  }
  const stop = stopSignals();
  const world = { ...nodeWorld(), argv: process.argv.slice(2), watchLoop };
  const measured = await bench(options, world, stop.signal, tell).catch((error: unknown) => {
    if (!(error instanceof RunCutShort)) throw error;
    printProblems(error.problems);
    if (asJson) printProblemsJson(error.problems, EXIT_CODES.inconclusive);
    printNote(`the run is cut short; what was measured is kept in ${error.folder}`);
    process.exitCode = EXIT_CODES.inconclusive;
    return null;
  });
  if (measured !== null) print(measured, asJson, stop.exitCode());
}

function print({ report, folder, interrupted }: BenchResult, asJson: boolean, stopped: number | null): void {
  process.stdout.write(asJson ? renderBenchJson(report, folder) : renderBench(report));
  if (interrupted) printNote(`interrupted; what was measured is kept in ${folder}`);
  else printNote(`samples, figures and pictures: ${folder}`);
  process.exitCode = (interrupted ? stopped : null) ?? report.exitCode;
}

function tell(event: BenchEvent): void {
  if (event.type === 'warnings') printProblems(event.problems);
  else if (event.type === 'began') printNote(`run ${event.run} -> ${event.folder}`);
  else if (event.type === 'measured') {
    const { result } = event;
    const { target, scheduled, answered, refused } = result;
    const end = refused.length === 0 ? '' : `, refused: ${refused.join('; ')}`;
    printNote(`${target} ${spellLoad(result)}: ${answered} of ${scheduled} answered${end}`);
  }
}

async function toOptions(flags: BenchFlags): Promise<BenchOptions> {
  const { rate, clients, outputCap, seconds, seed } = flags;
  return {
    config: flags.config,
    targets: flags.target ?? null,
    source: flags.source ?? null,
    workload: flags.workload ?? null,
    instead: {
      ...(rate === undefined ? {} : { ratesPerSecond: [...rate] }),
      ...(clients === undefined ? {} : { clients: [...clients] }),
      ...(outputCap === undefined ? {} : { outputCaps: [...outputCap] }),
      ...(seconds === undefined ? {} : { seconds }),
      ...(seed === undefined ? {} : { seed }),
    },
    findCapacity: flags.findCapacity === true,
    maxRequests: flags.maxRequests,
    maxTokens: flags.maxTokens ?? null,
    faults: await givenFaults(flags.faults),
    out: flags.out,
  };
}
