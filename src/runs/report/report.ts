import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Decision } from '../../contract/gates/decision.ts';
import type { KeptDecision, Trend } from '../../contract/runs/history.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { ReporterName } from '../../contract/runs/report.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { codeOf, orProblem } from '../../store/disk/input-output-problem.ts';
import { makeFolder } from '../../store/disk/make-folder.ts';
import { readReport } from '../../store/run/read-report.ts';
import { detailRun, type CompareInRun } from './detail-run.ts';
import { fileReporter } from '../verify/kept-reporters.ts';

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
  readonly nowMs: number;
  readonly config: string;
  readonly files: readonly string[];
  /** From the root of the repository to the working folder; '' where it is that. */
  readonly inRepository: string;
  /** What the gate of a stage says of both sides of a run, by its id; null where no stage was asked for. */
  readonly gate: ((run: string) => Promise<Decision>) | null;
  /** What the two sides of a migration say of each other, as a run asked them, by its id. */
  readonly compare: (run: string, ...of: Parameters<CompareInRun>) => ReturnType<CompareInRun>;
  /** How figures went up to a run, by its id. */
  readonly trends: (run: string) => Promise<readonly Trend[]>;
  /** Why a page lacks what the project of its run says. */
  readonly onUnreadable: (problems: readonly Problem[]) => void;
  /** What gates said of the runs under `out`. */
  readonly decisions: () => Promise<readonly KeptDecision[]>;
}

/** A page, and the files that it links to by their paths from it. */
interface Page {
  readonly html: string;
  readonly bodies: readonly { readonly path: string; readonly content: string }[];
}

/**
 * Writes the report of a sealed run in the form that each file's name asks for, and beside a page what is too long for it.
 * Returns all that was written. Throws InputError for what cannot be.
 */
export async function writeReportFiles(options: ReportOptions): Promise<readonly string[]> {
  const { run, out, config, files, inRepository, gate, trends, compare } = options;
  const forms = files.map((file) => ({ file, form: formOf(file) }));
  const known = forms.flatMap(({ file, form }) => (form === null ? [] : [{ file, form }]));
  const unknown = forms.filter(({ form }) => form === null);
  if (unknown.length > 0) {
    const mend = `end its name with one of ${FORMS.map(([ending]) => ending).join(', ')}`;
    throw new InputError(unknown.map(({ file }) => problem(`${file}: a name tells no form of report`, mend)));
  }
  const folder = await findRunOrNewest(out, run, options.nowMs);
  const report = await readReport(folder);
  const page = async (): Promise<Page> => {
    const { renderHtml } = await import('../../reports/html/render-html.tsx');
    const { longBodies, BODIES_FOLDER } = await import('../../reports/html/long-bodies.ts');
    const { run: id } = report.identity;
    const decisions = (await options.decisions()).filter(({ runs }) => runs.includes(id));
    const known = { trends: await trends(id), decisions };
    const detail = await detailRun(folder, report, config, known, (migration) => compare(id, migration));
    if (detail.unreadable.length > 0) options.onUnreadable(detail.unreadable);
    const decision = gate === null ? null : await gate(id);
    const bodies = longBodies(detail).map(({ name, content }) => ({
      path: join(BODIES_FOLDER, name),
      content,
    }));
    return { html: renderHtml({ report, detail, gate: decision }), bodies };
  };
  let made: Promise<Page> | null = null;
  const written: string[] = [];
  const write = async (file: string, content: string): Promise<void> => {
    const work = writeFile(file, content).catch((error: unknown) => throwNoFolder(file, error));
    await orProblem(file, 'cannot be written', work);
    written.push(file);
  };
  for (const { file, form } of known) {
    if (form !== 'html') {
      await write(file, fileReporter(form, inRepository).render(report));
      continue;
    }
    const { html, bodies } = await (made ??= page());
    await write(file, html);
    for (const { path, content } of bodies) {
      const beside = join(dirname(file), path);
      await orProblem(dirname(beside), 'cannot be made', makeFolder(dirname(beside)));
      await write(beside, content);
    }
  }
  return written;
}

/** A file that is to be written is not there either: what lacks is its folder. */
function throwNoFolder(file: string, error: unknown): never {
  if (codeOf(error) !== 'ENOENT') throw error;
  const folder = dirname(file);
  // One that is there may take no files, and says so by the same code: /proc.
  const [why, mend] = existsSync(folder)
    ? [`${folder} takes no such file`, 'name a file in another folder']
    : [`there is no folder ${folder}`, 'make it, or name a file in a folder that is there'];
  throw new InputError([problem(`${file} cannot be written: ${why}`, mend)]);
}

function formOf(file: string): ReporterName | 'html' | null {
  const name = file.toLowerCase();
  return FORMS.find(([ending]) => name.endsWith(ending))?.[1] ?? null;
}
