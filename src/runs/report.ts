import { writeFile } from 'node:fs/promises';
import type { Decision } from '../contract/decision.ts';
import { InputError, problem } from '../contract/problem.ts';
import type { ReporterName } from '../contract/report.ts';
import { findNewestRun, findRun } from '../store/find-run.ts';
import { inputOutputProblem } from '../store/input-output-problem.ts';
import { readReport } from '../store/read-report.ts';
import { detailRun } from './detail-run.ts';
import { fileReporter } from './kept-reporters.ts';

/** The forms of a report by the ending of a file's name; of two that fit the first. */
const FORMS: readonly (readonly [ending: string, form: ReporterName | 'html'])[] = [
  ['.html', 'html'],
  ['.md', 'markdown'],
  ['.xml', 'junit'],
  ['.ctrf.json', 'ctrf'],
  // As tools that read the format look for it.
  ['ctrf-report.json', 'ctrf'],
  ['.json', 'json'],
  ['.github.txt', 'github'],
  ['.txt', 'console'],
];

export interface ReportOptions {
  /** The newest when none is named. */
  readonly run: string | null;
  readonly out: string;
  readonly config: string;
  readonly files: readonly string[];
  /** From the root of the repository to the working folder; '' where it is that. */
  readonly inRepository: string;
  /** What the gate of a stage says of both sides of a run, by its id; null where no stage was asked for. */
  readonly gate: ((run: string) => Promise<Decision>) | null;
}

/** Writes the report of a sealed run in the form that each file's name asks for. Throws InputError for what cannot be. */
export async function writeReportFiles(options: ReportOptions): Promise<readonly string[]> {
  const { run, out, config, files, inRepository, gate } = options;
  const forms = files.map((file) => ({ file, form: formOf(file) }));
  const known = forms.flatMap(({ file, form }) => (form === null ? [] : [{ file, form }]));
  const unknown = forms.filter(({ form }) => form === null);
  if (unknown.length > 0) {
    const mend = `end its name with one of ${FORMS.map(([ending]) => ending).join(', ')}`;
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
    const content =
      form === 'html' ? await (made ??= page()) : fileReporter(form, inRepository).render(report);
    await writeFile(file, content).catch((error: unknown) => {
      throw inputOutputProblem(file, 'cannot be written', error);
    });
  }
  return files;
}

function formOf(file: string): ReporterName | 'html' | null {
  const name = file.toLowerCase();
  return FORMS.find(([ending]) => name.endsWith(ending))?.[1] ?? null;
}
