import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Decision } from '../contract/decision.ts';
import { InputError, problem } from '../contract/problem.ts';
import type { Report, ReporterName } from '../contract/report.ts';
import { REPORTERS } from '../reports/registry.ts';
import { findNewestRun, findRun } from '../store/find-run.ts';
import { inputOutputProblem } from '../store/input-output-problem.ts';
import { readReport } from '../store/read-report.ts';
import { detailRun } from './detail-run.ts';
import { WIDEST } from './render-reports.ts';

/** The forms of a report by the ending of a file's name. */
const FORMS: Readonly<Record<string, ReporterName | 'html'>> = {
  '.html': 'html',
  '.md': 'markdown',
  '.xml': 'junit',
  '.json': 'json',
  '.txt': 'console',
};

export interface ReportOptions {
  /** The newest when none is named. */
  readonly run: string | null;
  readonly out: string;
  readonly config: string;
  readonly files: readonly string[];
  /** What the gate of a stage says of both sides of a run, by its id; null where no stage was asked for. */
  readonly gate: ((run: string) => Promise<Decision>) | null;
}

/** Writes the report of a sealed run in the form that each file's name asks for. Throws InputError for what cannot be. */
export async function writeReportFiles(options: ReportOptions): Promise<readonly string[]> {
  const { run, out, config, files, gate } = options;
  const forms = files.map((file) => ({ file, form: formOf(file) }));
  const known = forms.flatMap(({ file, form }) => (form === null ? [] : [{ file, form }]));
  const unknown = forms.filter(({ form }) => form === null);
  if (unknown.length > 0) {
    const mend = `end its name with one of ${Object.keys(FORMS).join(', ')}`;
    throw new InputError(unknown.map(({ file }) => problem(`${file}: a name tells no form of report`, mend)));
  }
  const folder = run === null ? await findNewestRun(out) : await findRun(out, run);
  const report = await readReport(folder);
  const page = async (): Promise<string> => {
    const { renderHtml } = await import('../reports/html/render-html.tsx');
    const detail = await detailRun(folder, report, config);
    return renderHtml({ report, detail, gate: gate === null ? null : await gate(report.identity.run) });
  };
  let made: Promise<string> | null = null;
  for (const { file, form } of known) {
    const content = form === 'html' ? await (made ??= page()) : render(form, report);
    await writeFile(file, content).catch((error: unknown) => {
      throw inputOutputProblem(file, 'cannot be written', error);
    });
  }
  return files;
}

function formOf(file: string): ReporterName | 'html' | null {
  return FORMS[extname(file).toLowerCase()] ?? null;
}

function render(name: ReporterName, report: Report): string {
  return REPORTERS[name]({ colour: false, columns: WIDEST }).render(report);
}
