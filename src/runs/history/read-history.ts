import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { historyRunSchema, type HistoryRun, type KnownRun } from '../../contract/runs/history.ts';
import { InputError, type Problem } from '../../contract/problem.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { listRuns } from '../../store/run/find-run.ts';
import { listLoadRuns } from '../../store/run/load-run.ts';
import { listProbeRuns } from '../../store/run/probe-run.ts';
import { withHistory, type HistoryWorld } from '../../store/history/with-history.ts';
import { HISTORY_FILE } from '../../store/run/layout.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { readOverviews } from '../../store/run/read-overview.ts';
import { readReport } from '../../store/run/read-report.ts';
import { readLoadHistory, readProbeHistory } from './history-found.ts';
import { historyRunOf } from './history-run.ts';
import { madeAnewProblem, unusable } from './keep-in-history.ts';
import { unreadOf } from './unread-of.ts';

/** The runs that were ever kept under a folder, and what is to be known of the file that says so. */
export interface KnownRuns {
  /** The oldest first. */
  readonly runs: readonly KnownRun[];
  readonly warnings: readonly Problem[];
}

interface Folder {
  readonly folder: string;
  readonly read: (folder: string) => Promise<HistoryRun>;
}

/** Runs of every kind, each with what reads it. */
async function listAll(dir: string): Promise<readonly Folder[]> {
  const kinds = [
    { folders: await listRuns(dir), read: readHistoryRun },
    { folders: await listLoadRuns(dir), read: readLoadHistory },
    { folders: await listProbeRuns(dir), read: readProbeHistory },
  ];
  return kinds.flatMap(({ folders, read }) => folders.map((folder) => ({ folder, read })));
}

/** The history of a folder. Runs that stand there and not yet in it are put in; where it cannot be used they are read alone. */
export async function readHistory(dir: string, world: HistoryWorld): Promise<KnownRuns> {
  const folders = await listAll(dir);
  if (folders.length === 0 && !existsSync(join(dir, HISTORY_FILE))) return { runs: [], warnings: [] };
  const warnings: Problem[] = [];
  const use = async (put: readonly HistoryRun[]): Promise<readonly HistoryRun[] | null> => {
    try {
      const { result, madeAnew } = await withHistory(dir, world, (history) => {
        if (put.length > 0) history.put(put);
        return history.contents();
      });
      if (madeAnew) warnings.push(madeAnewProblem(dir));
      return runsOf(result);
    } catch (error) {
      warnings.push(unusable(dir, error, 'nothing: what it would say is read from the runs'));
      return null;
    }
  };
  const known = await use([]);
  const ids = new Set(known?.map(({ run }) => run));
  const { found, left } = await readRuns(folders.filter(({ folder }) => !ids.has(basename(folder))));
  const unkept = new Set(left.map(({ run }) => run));
  const overviews = await readOverviews(dir, world.processes, (run) => unkept.has(run));
  warnings.push(...overviews.flatMap(unreadOf));
  const filled = known === null || found.length === 0 ? known : await use(found);
  return { runs: markKept(filled ?? inOrder([...(known ?? []), ...found]), folders), warnings };
}

/** What a rebuild found: runs that it read, those of which history alone knows, and folders that are no run that ended. */
export interface Rebuilt {
  readonly read: readonly string[];
  readonly gone: readonly string[];
  readonly left: readonly { readonly run: string; readonly why: string }[];
  readonly warnings: readonly Problem[];
}

/** Reads every run anew. Throws InputError where the history cannot be written. */
export async function rebuildHistory(dir: string, world: HistoryWorld): Promise<Rebuilt> {
  const folders = await listAll(dir);
  const { found, left } = await readRuns(folders);
  const names = new Set(folders.map(({ folder }) => basename(folder)));
  const done = await withHistory(dir, world, (history) => {
    history.put(found);
    return runsOf(history.contents()).flatMap(({ run }) => (names.has(run) ? [] : [run]));
  }).catch((error: unknown) => {
    throw new InputError([unusable(dir, error, 'check the folder and its rights')]);
  });
  return {
    read: found.map(({ run }) => run),
    gone: done.result,
    left,
    warnings: done.madeAnew ? [madeAnewProblem(dir)] : [],
  };
}

async function readRuns(folders: readonly Folder[]): Promise<{
  readonly found: readonly HistoryRun[];
  readonly left: Rebuilt['left'];
}> {
  const found: HistoryRun[] = [];
  const left: { run: string; why: string }[] = [];
  for (const { folder, read } of folders) {
    try {
      const run = await read(folder);
      // A copy under another name is no run of its own.
      if (run.run === basename(folder)) found.push(run);
      else left.push({ run: basename(folder), why: `it is a copy of run ${run.run}` });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      left.push({ run: basename(folder), why: error.problems[0]?.message ?? error.message });
    }
  }
  return { found, left };
}

/** One that another version put in, in a form that is not known here, is none. */
function runsOf(contents: readonly string[]): readonly HistoryRun[] {
  return contents.flatMap((content) => {
    const read = historyRunSchema.safeParse(parseOrUndefined(content));
    return read.success ? [read.data] : [];
  });
}

function inOrder(runs: readonly HistoryRun[]): readonly HistoryRun[] {
  return runs.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : Number(a.startedAt > b.startedAt)));
}

function markKept(runs: readonly HistoryRun[], folders: readonly Folder[]): readonly KnownRun[] {
  const names = new Set(folders.map(({ folder }) => basename(folder)));
  return runs.map((run) => ({ ...run, kept: names.has(run.run) }));
}

/** A sealed run as history keeps it. Throws InputError for what is none, or what another version wrote. */
async function readHistoryRun(folder: string): Promise<HistoryRun> {
  const [manifest, report] = await Promise.all([readManifest(folder), readReport(folder)]);
  return historyRunOf(manifest, report);
}
