import type { Diagnosis } from '../../contract/runs/diagnosis.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { renderDiagnosesJson, renderDiagnosis, renderHealth } from '../../reports/verbs/render-diagnosis.ts';
import { examine } from '../../runs/doctor/doctor.ts';
import type { DoctorFlags } from '../verbs/doctor-verb.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { stopSignals } from '../machine/stop-signals.ts';

/** What a person has to mend before anything is called is a usage error; who does not answer leaves a run inconclusive. */
const USAGE = 2;

export async function runDoctor({ config, target, call, json }: DoctorFlags): Promise<void> {
  const { signal, exitCode } = stopSignals();
  const rows: Diagnosis[] = [];
  for await (const row of examine(
    { config, targets: target ?? null, call: call === true },
    nodeWorld(),
    signal,
  )) {
    rows.push(row);
    if (json !== true) process.stdout.write(renderDiagnosis(row));
  }
  const code = exitCode() ?? exitOf(rows);
  process.stdout.write(json === true ? renderDiagnosesJson(rows, code) : renderHealth(rows));
  process.exitCode = code;
}

function exitOf(rows: readonly Diagnosis[]): number {
  const problems = rows.filter(({ state }) => state === 'problem');
  if (problems.length === 0) return EXIT_CODES.pass;
  return problems.some((row) => row.of === 'setup') ? USAGE : EXIT_CODES.inconclusive;
}
