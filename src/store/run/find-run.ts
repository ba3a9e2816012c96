import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError, problem } from '../../contract/problem.ts';
import { CLOCKS_DIFFER_MS } from '../../contract/world.ts';
import { codeOf, inputOutputProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';
import { readManifest } from './read-manifest.ts';
import { momentOfId, RUN_ID, startOfId } from './run-id.ts';

/**
 * The folders of the runs under `dir`, oldest first; one that may not be looked into is among them, for it may be the
 * newest. A folder that is not there holds no runs. Throws InputError where `dir` cannot be read.
 */
export async function listRuns(dir: string): Promise<readonly string[]> {
  const folders = await runIdsIn(dir);
  const real = await Promise.all(folders.map((name) => mayBeRun(join(dir, name))));
  const runs = folders.filter((_name, at) => real[at]).map((name) => join(dir, name));
  return (
    await Promise.all([...Map.groupBy(runs, (folder) => momentOfId(basename(folder))).values()].map(inOrder))
  ).flat();
}

/** The names in a folder; none where it is not there. Throws InputError where it cannot be read. */
export async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw inputOutputProblem(dir, 'cannot be read', error);
  }
}

/** The names in a folder that are ids of runs of any kind, sorted. Throws as `namesIn` does. */
export async function runIdsIn(dir: string): Promise<readonly string[]> {
  return (await namesIn(dir)).filter((name) => RUN_ID.test(name)).toSorted();
}

/** Whether there is nothing at a path; what may not be looked at is there. */
export function isAbsent(thrown: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(thrown));
}

async function mayBeRun(folder: string): Promise<boolean> {
  return stat(runFile(folder, 'manifest')).then(
    (entry) => entry.isFile(),
    (error: unknown) => !isAbsent(error),
  );
}

async function inOrder(folders: readonly string[]): Promise<readonly string[]> {
  if (folders.length < 2) return folders;
  const started = await Promise.all(
    folders.map(async (folder) => {
      const manifest = await readManifest(folder).catch(() => null);
      return { folder, at: manifest?.startedAt ?? '' };
    }),
  );
  return started.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))).map(({ folder }) => folder);
}

/** The folder of the newest run. Throws InputError when there is none, and as `refuseAhead` does. */
export async function findNewestRun(dir: string, nowMs: number): Promise<string> {
  const newest = (await listRuns(dir)).at(-1);
  if (newest !== undefined) return refuseAhead(newest, nowMs);
  throw new InputError([
    problem(`${dir} holds no run`, 'run `npx llama-contract verify` first, or name a run folder'),
  ]);
}

/**
 * The folder again. Throws InputError where its run is of a time to come: a clock was set, and whoever asks for the newest
 * means one that was made since. `nowMs` is of the wall clock.
 */
export function refuseAhead(newest: string, nowMs: number): string {
  const run = basename(newest);
  if (!RUN_ID.test(run) || Date.parse(startOfId(run)) <= nowMs + CLOCKS_DIFFER_MS) return newest;
  throw new InputError([
    problem(
      `the newest run of ${dirname(newest)}, ${run}, is of a time to come: a clock was set`,
      `name the run that you mean, or move ${newest} away`,
    ),
  ]);
}

/** A run's folder as `findRun` finds it; null is the newest, as `findNewestRun` does. */
export async function findRunOrNewest(dir: string, wanted: string | null, nowMs: number): Promise<string> {
  return wanted === null ? findNewestRun(dir, nowMs) : findRun(dir, wanted);
}

/** A run's folder by its path, its id or an unambiguous beginning of its id. Throws InputError with the choices. */
export async function findRun(dir: string, wanted: string): Promise<string> {
  if (await isRun(wanted)) return wanted;
  const runs = await listRuns(dir);
  const matches = runs.filter((folder) => wanted !== '' && basename(folder).startsWith(wanted));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  const choices = (matches.length > 0 ? matches : runs.slice(-5)).map((folder) => basename(folder));
  // What a bench or a probe keeps has an id of the same form.
  const isOther = matches.length === 0 && (await runIdsIn(dir)).includes(wanted);
  const reason = matches.length > 0 ? 'more than one run begins with' : 'no run is called';
  const message = isOther ? `${wanted} under ${dir} holds no exchanges of prompts` : `${reason} ${wanted}`;
  const mend = choices.length === 0 ? `there is no run under ${dir}` : `choose one of ${choices.join(', ')}`;
  throw new InputError([problem(message, mend)]);
}

/** Whether a folder is a run's. */
export async function isRun(folder: string): Promise<boolean> {
  return stat(runFile(folder, 'manifest')).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
