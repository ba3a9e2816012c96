import type { Report, ReporterName } from '../contract/report.ts';
import { REPORTERS } from '../reports/registry.ts';

/** Of text that nobody's terminal limits. */
export const WIDEST = 100;

/** The reports to keep beside a run, by file name. */
export function renderReports(
  names: readonly ReporterName[],
  report: Report,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      const reporter = REPORTERS[name]({ colour: false, columns: WIDEST });
      return [`report.${reporter.extension}`, reporter.render(report)];
    }),
  );
}
