import type { Report, ReporterName } from '../contract/report.ts';
import { quoteShell } from '../reports/quote-shell.ts';
import { REPORTERS } from '../reports/registry.ts';
import { RUNS_FOLDER } from '../store/layout.ts';

/** Of text that nobody's terminal limits. */
export const WIDEST = 100;

/** The reports to keep beside a run that is kept in `out`, by file name. */
export function renderReports(
  names: readonly ReporterName[],
  report: Report,
  out: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      const reporter = REPORTERS[name]({ colour: false, columns: WIDEST });
      return [`report.${reporter.extension}`, reporter.render(showFrom(report, out))];
    }),
  );
}

/** The report with commands that open its examples: `show` looks in the default folder, unless it is told where. */
export function showFrom(report: Report, out: string): Report {
  if (out === RUNS_FOLDER) return report;
  const where = ` --out ${quoteShell(out)}`;
  const groups = report.summary.groups.map((group) => ({ ...group, show: `${group.show}${where}` }));
  return { ...report, summary: { ...report.summary, groups } };
}
