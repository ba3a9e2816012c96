import type { Report } from '../../contract/runs/report.ts';
import { REPORTERS } from '../../reports/formats/registry.ts';
import { WIDEST } from '../../runs/verify/kept-reporters.ts';
import { wantsColour } from './terminal.ts';

/** A run's report as a result: on stdout, for people or for scripts. */
export function printReport(report: Report, asJson: boolean): void {
  const colour = wantsColour(process.stdout);
  const columns = Math.min(process.stdout.columns ?? WIDEST, WIDEST);
  const reporter = REPORTERS[asJson ? 'json' : 'console']({ colour, columns });
  process.stdout.write(reporter.render(report));
}
