import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { probeRunSchema, type ProbeRun } from '../../contract/probe/probe-run.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { digestLine, readDigestLine } from '../records/digest-line.ts';
import { runIdsIn } from './find-run.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { writeAtomically } from '../disk/write-atomically.ts';

/** What stands in the folder of a probe run. */
export const PROBE_FILE = 'probe.json';

/** Makes `<dir>/<run>/` with what was found. Throws InputError where it cannot be written. */
export async function writeProbeRun(dir: string, found: ProbeRun): Promise<void> {
  const folder = join(dir, found.run);
  await orProblem(dir, 'cannot be made', makeFolder(dir));
  await orProblem(folder, 'cannot be made', mkdir(folder));
  const path = join(folder, PROBE_FILE);
  const text = `${digestLine(JSON.stringify(found)).line}\n`;
  await orProblem(path, 'cannot be written', writeAtomically(path, text));
}

/** The folders of probe runs under `dir`, the oldest first. */
export async function listProbeRuns(dir: string): Promise<readonly string[]> {
  const names = await runIdsIn(dir);
  const folders = names.map((name) => join(dir, name));
  const isThere = await Promise.all(
    folders.map((folder) =>
      stat(join(folder, PROBE_FILE)).then(
        (entry) => entry.isFile(),
        () => false,
      ),
    ),
  );
  return folders.filter((_folder, at) => isThere[at]);
}

/** Throws InputError for what is none, or was changed after it was written. */
export async function readProbeRun(folder: string): Promise<ProbeRun> {
  const path = join(folder, PROBE_FILE);
  const text = await orProblem(path, 'cannot be read', readFile(path, 'utf8'));
  const content = readDigestLine(text.trimEnd())?.content;
  const read = probeRunSchema.safeParse(content === undefined ? undefined : parseOrUndefined(content));
  if (read.success) return read.data;
  const mend = 'it was changed, or another version wrote it: probe again';
  throw new InputError([problem(`${path} is not what \`probe\` writes`, mend)]);
}
