import { dirname, join } from 'node:path';
import { CAPABILITIES_FOLDER } from '../../config/defaults.ts';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError } from '../../contract/problem.ts';
import type { ProbeOutput } from '../../contract/outputs/probe-output.ts';
import { PROBE_PARTS } from '../../probe/plan-probe.ts';
import { disarmCommands, escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import {
  renderProbe,
  renderProbeJson,
  renderProbeMarkdown,
  renderProbePlan,
} from '../../reports/verbs/render-probe.ts';
import {
  compareCapabilities,
  keepCapabilities,
  openCapabilities,
  prepareFolder,
} from '../../runs/probe/keep-capabilities.ts';
import { keepProbe } from '../../runs/probe/keep-probe.ts';
import {
  chooseProbed,
  planProbeOf,
  probe,
  type OnProbeEvent,
  type ProbeOptions,
} from '../../runs/probe/probe.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';
import type { ProbeFlags } from '../verbs/probe-verb.ts';
import { stopSignals } from '../machine/stop-signals.ts';

/** What was found is no verdict; what an endpoint did otherwise before is. */
export async function runProbe(targets: readonly string[], flags: ProbeFlags): Promise<void> {
  const asked = {
    config: flags.config,
    targets,
    parts: flags.only ?? PROBE_PARTS,
    source: flags.source ?? null,
    seed: flags.seed,
    maxTokens: flags.maxTokens,
    faults: await givenFaults(flags.faults),
  };
  const chosen = await chooseProbed(asked);
  const { diff = null, resume } = flags;
  // Where gates look for it, whatever the working folder is.
  const folder = flags.output ?? join(dirname(flags.config), CAPABILITIES_FOLDER);
  const kept = await openCapabilities(chosen, { folder, diff, resume: resume === true });
  const options: ProbeOptions = { ...asked, earlier: kept.earlier, standing: kept.standing };
  const planned = await planProbeOf(options);
  if (flags.dryRun === true) {
    const { probes, source } = planned;
    process.stdout.write(flags.json === true ? renderProbeDryRun(probes) : renderProbePlan(probes, source));
    return;
  }
  await prepareFolder(folder);
  const { signal, exitCode } = stopSignals();
  const world = nodeWorld();
  const startedMs = world.clock.wallMs();
  const found = await probe(options, world, signal, onEvent);
  const isWhole = exitCode() === null;
  // What was paid for is shown, also where it cannot be kept any more.
  const files = await keepCapabilities(found, folder, isWhole, kept.standing).catch(tellLoss);
  if (!isWhole) console.error('interrupted; what was found is kept. To go on: the same with --resume');
  const changes = compareCapabilities(found, kept);
  const code = exitCode() ?? (files === null ? EXIT_CODES.inconclusive : exitOf(found, changes));
  const { run, warnings } = await keepProbe(
    { out: flags.out, startedMs, source: planned.source, exitCode: code, found },
    world,
  );
  printProblems(warnings);
  const output: ProbeOutput = {
    schemaVersion: 1,
    exitCode: code,
    run,
    targets: found,
    files: files ?? [],
    changes,
  };
  process.stdout.write(render(output, flags));
  process.exitCode = code;
}

function tellLoss(error: unknown): null {
  if (!(error instanceof InputError)) throw error;
  printProblems(error.problems);
  return null;
}

function renderProbeDryRun(probes: readonly object[]): string {
  return `${JSON.stringify({ schemaVersion: 1, dryRun: true, probes })}\n`;
}

function render(output: ProbeOutput, { json, markdown }: ProbeFlags): string {
  if (json === true) return renderProbeJson(output);
  return markdown === true ? renderProbeMarkdown(output) : renderProbe(output);
}

function exitOf(found: readonly CapabilityFile[], changes: ProbeOutput['changes']): number {
  if (changes !== null && changes.length > 0) return EXIT_CODES.fail;
  return EXIT_CODES[found.some(isUnanswered) ? 'inconclusive' : 'pass'];
}

/** Nobody answered, or the budget ended before the end. */
function isUnanswered({ bits, output, context }: CapabilityFile): boolean {
  return (
    bits.some(({ ground }) => ground === 'no-answer' || ground === 'unpaid') ||
    [output?.end, context?.end].some((end) => end === 'no-answer' || end === 'budget')
  );
}

const onEvent: OnProbeEvent = (event) => {
  if (event.type === 'warnings') printProblems(event.problems);
  else if (event.type === 'part') console.error(`${event.target}: ${event.part}`);
  else {
    const { target, row } = event;
    console.error(
      disarmCommands(
        escapeTerminalLine(`${target}: ${row.bit} ${row.verdict} (${row.ground}) ${row.answered}`),
      ),
    );
  }
};
