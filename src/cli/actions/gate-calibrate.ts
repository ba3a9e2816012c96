import { performance } from 'node:perf_hooks';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { judgeCalibration } from '../../gates/calibration/judge-calibration.ts';
import { renderCalibration, renderCalibrationJson } from '../../reports/verbs/render-calibration.ts';
import { calibrateGate } from '../../runs/gate/calibrate-gate.ts';
import type { GateFlags } from '../verbs/gate-verb.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { stopSignals } from '../machine/stop-signals.ts';

const YEARS = 2_000;

/** Exit code 0 where gates keep what they promise, 1 where they do not, 3 where the years are too few to show it. */
export async function runCalibrate(flags: GateFlags): Promise<void> {
  const { config, out, migration = null, baseline = null, policy = null, stage = null, suite = null } = flags;
  const began = performance.now();
  const calibration = await calibrateGate(
    {
      config,
      out,
      migration,
      baseline,
      policy,
      stage,
      suites: suite,
      seed: flags.seed ?? 1,
      years: flags.years ?? YEARS,
    },
    nodeWorld(),
    stopSignals().signal,
    (id) => console.error(`${secondsSince(began)} s: ${id}`),
  );
  const exitCode = EXIT_CODES[judgeCalibration(calibration)];
  process.stdout.write(
    flags.json === true ? renderCalibrationJson(calibration, exitCode) : renderCalibration(calibration),
  );
  console.error(`took ${secondsSince(began)} s`);
  process.exitCode = exitCode;
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000);
}
