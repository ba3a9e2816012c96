import { EXIT_CODES } from '../../contract/exit-code.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderAgreement } from '../../reports/verbs/render-agreement.ts';
import { measureAgreement, type MeasuredAgreement } from '../../runs/opinions/measure-agreement.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import type { JudgeLabelsFlags } from '../verbs/short-verbs.ts';

export async function runJudgeLabels(flags: JudgeLabelsFlags): Promise<void> {
  const { config, source = null, seed, json } = flags;
  const faults = await givenFaults(flags.faults);
  const stop = stopSignals();
  const measured = await measureAgreement({ config, source, seed, faults }, nodeWorld(), stop.signal);
  printProblems(measured.warnings);
  process.stdout.write(json === true ? spellMeasured(measured) : renderAgreement(measured));
  // Too little agreement, or none that could be measured, is no evidence.
  process.exitCode = stop.exitCode() ?? EXIT_CODES[measured.why === null ? 'pass' : 'inconclusive'];
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
