import { EXIT_CODES } from '../../contract/exit-code.ts';
import { escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import { mergeShards } from '../../runs/workers/merge-shards.ts';
import { keptReporters } from '../../runs/verify/kept-reporters.ts';
import { lacksRoom } from '../../store/disk/input-output-problem.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { limitHeapFor } from '../machine/limit-heap.ts';
import type { MergeFlags } from '../verbs/merge-verb.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems, printProblemsJson } from '../output/print-problems.ts';
import { printReport } from '../output/print-report.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import { inRepository, tellActions } from '../output/tell-actions.ts';

const UNTOUCHED = 'nothing was merged, and the shards stand as they were';

export async function runMerge(shards: readonly string[], flags: MergeFlags): Promise<void> {
  const { config, out, reporter } = flags;
  const stop = stopSignals();
  const options = {
    config,
    out,
    shards,
    strength: true,
    faults: await givenFaults(flags.faults),
    reporters: keptReporters(reporter, inRepository()),
  };
  const world = { ...nodeWorld(), argv: process.argv.slice(2) };
  const merged = await mergeShards(options, world, stop.signal, limitHeapFor).catch((error: unknown) => {
    if (stop.signal.aborted) {
      console.error(`interrupted; ${UNTOUCHED}`);
      process.exitCode = stop.exitCode() ?? undefined;
      return null;
    }
    if (!lacksRoom(error)) throw error;
    printProblems(error.problems);
    if (flags.json === true) printProblemsJson(error.problems, EXIT_CODES.inconclusive);
    console.error(UNTOUCHED);
    // What was given is right, as of a run that is cut short.
    process.exitCode = EXIT_CODES.inconclusive;
    return null;
  });
  if (merged === null) return;
  const { report, folder, of, missing, unkept } = merged;
  if (unkept !== null) printProblems([unkept]);
  printReport(report, flags.json === true);
  process.exitCode = report.exitCode;
  if (options.reporters.some(({ name }) => name === 'github')) await tellActions(report);
  if (missing.length === 0) return;
  const which = missing.length === 1 ? `shard ${missing.join()} is` : `shards ${missing.join(', ')} are`;
  console.error(
    escapeTerminalLine(
      `${which} missing of ${of}: merge all of them; or have verify ask the rest, by the flags of the shards without --shard, and --resume ${folder}`,
    ),
  );
}
