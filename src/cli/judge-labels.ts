import { escapeJson } from '../reports/escape-terminal.ts';
import { renderAgreement } from '../reports/render-agreement.ts';
import { measureAgreement, type MeasuredAgreement } from '../runs/measure-agreement.ts';
import { nodeWorld } from './node-world.ts';
import { printProblems } from './print-problems.ts';
import { readFaults } from './read-faults.ts';
import { stopSignals } from './stop-signals.ts';
import type { JudgeLabelsFlags } from './verbs.ts';

/** Too little agreement, or none that could be measured, is no evidence. */
const EXIT_INCONCLUSIVE = 3;

export async function runJudgeLabels(flags: JudgeLabelsFlags): Promise<void> {
  const { config, source = null, seed, json } = flags;
  const faults = flags.faults === undefined ? [] : await readFaults(flags.faults);
  const stop = stopSignals();
  const measured = await measureAgreement({ config, source, seed, faults }, nodeWorld(), stop.signal);
  printProblems(measured.warnings);
  process.stdout.write(json === true ? spellMeasured(measured) : renderAgreement(measured));
  process.exitCode = stop.exitCode() ?? (measured.why === null ? 0 : EXIT_INCONCLUSIVE);
}

/** Keys, and their order, are a promise to scripts. */
function spellMeasured(measured: MeasuredAgreement): string {
  const { source, target, labelsFile, labels, minKappa, agreementFile, agreement, why, judged } = measured;
  const answers = judged.map(({ line, promptId, label, opinion }) => ({
    line,
    promptId,
    label,
    judged: opinion.label,
    reason: opinion.reason,
    error: opinion.error,
  }));
  const file = { labelsFile, labels, agreementFile, agreement };
  const document = {
    schemaVersion: 1,
    source,
    synthetic: source === 'simulate',
    target,
    minKappa,
    why,
    ...file,
    answers,
  };
  return `${escapeJson(JSON.stringify(document))}\n`;
}
