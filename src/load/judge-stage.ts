import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { Sample, Stage, StageResult, Vitals } from '../contract/load/load.ts';
import { certifyStage } from './certify-stage.ts';
import { goodputOf, measureStage, type Measuring } from './measure-stage.ts';

/** A target under one load, as it was seen; the samples in the order of the schedule. */
export interface SeenStage {
  readonly stage: Stage;
  readonly target: string;
  readonly samples: readonly Sample[];
  readonly vitals: Vitals;
}

/** Its figures with what they rest on; they are refused, with the reasons, where that does not hold. */
export function judgeStage({ stage, target, samples, vitals }: SeenStage, measuring: Measuring): StageResult {
  const certificate = certifyStage({ samples, stage, vitals });
  const measured = samples.filter(({ phase }) => phase === 'measured');
  const broken = certificate.filter(({ holds }) => holds === false);
  const errors: Partial<Record<ErrorKind, number>> = {};
  for (const { error } of measured) if (error !== null) errors[error] = (errors[error] ?? 0) + 1;
  const cut = measured.some(({ outcome }) => outcome === 'cut');
  const refused = [
    ...broken.map(({ row, says }) => `${row}: ${says}`),
    ...(cut ? ['the run was ended before the stage was'] : []),
  ];
  const isRefused = refused.length > 0;
  // What was dropped has its own place in goodput, and refuses times alone.
  const onlyDrops = !cut && broken.every(({ row }) => row === 'drops');
  return {
    ...stage,
    target,
    vitals,
    scheduled: measured.length,
    answered: measured.filter(({ outcome }) => outcome === 'answered').length,
    dropped: measured.filter(({ outcome }) => outcome === 'dropped').length,
    errors,
    retries: measured.reduce((sum, { retries }) => sum + retries, 0),
    certificate,
    refused,
    figures: isRefused ? null : measureStage(measured, stage, measuring),
    goodput: onlyDrops ? goodputOf(measured, measuring) : null,
  };
}
