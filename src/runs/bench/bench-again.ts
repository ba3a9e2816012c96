import { EXIT_CODES } from '../../contract/exit-code.ts';
import { judgeStage } from '../../load/judge-stage.ts';
import { renderLoadPage } from '../../reports/html/render-load-page.tsx';
import { readLoadRun, rewriteLoadPage } from '../../store/run/load-run.ts';
import type { BenchResult } from './bench.ts';
import { isMeasured } from './bench-run.ts';

/**
 * The figures of a load run, computed anew from its samples, and its page drawn anew; calls nothing. Throws InputError where
 * the folder holds none, or was changed.
 */
export async function benchAgain(folder: string): Promise<BenchResult> {
  const { report: kept, samples } = await readLoadRun(folder);
  const { limits } = kept.workload;
  const stages = kept.stages.map((result) => {
    const { target, vitals, stage, load, outputCap, direction, warmUpMs, measuredMs, coolDownMs } = result;
    const asked = { stage, load, outputCap, direction, warmUpMs, measuredMs, coolDownMs };
    const own = samples.filter((sample) => sample.target === target && sample.stage === stage);
    const contextTokens = kept.targets.find(({ id }) => id === target)?.contextTokens ?? null;
    const measuring = { limits, isStreamed: kept.mode === 'stream', contextTokens };
    return judgeStage({ stage: asked, target, samples: own, vitals }, measuring);
  });
  const isWhole = kept.capacities.length > 0 ? kept.exitCode === EXIT_CODES.pass : stages.every(isMeasured);
  const exitCode = isWhole && kept.ended === null ? EXIT_CODES.pass : EXIT_CODES.inconclusive;
  const report = { ...kept, stages, exitCode };
  await rewriteLoadPage(folder, renderLoadPage(report, samples));
  return { report, folder, interrupted: false };
}
