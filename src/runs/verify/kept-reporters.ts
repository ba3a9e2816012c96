import type { Reporter, ReporterName } from '../../contract/runs/report.ts';
import { REPORTERS } from '../../reports/formats/registry.ts';

/** Of text that nobody's terminal limits. */
export const WIDEST = 100;

/** A reporter for files. `inRepository` leads from the root of the repository to the working folder; '' where it is that. */
export function fileReporter(name: ReporterName, inRepository: string): Reporter {
  return REPORTERS[name]({ colour: false, columns: WIDEST, inRepository });
}

/** The reports to keep beside a run, each once. */
export function keptReporters(names: readonly ReporterName[], inRepository: string): readonly Reporter[] {
  return [...new Set(names)].map((name) => fileReporter(name, inRepository));
}

/** The name of its file in the folder of a run. */
export function keptFile({ extension }: Reporter): string {
  return `report.${extension}`;
}
