import { createHash } from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { sampleSchema, type Sample } from '../../contract/load/load.ts';
import { loadReportSchema, type LoadReport } from '../../contract/load/load-report.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Redact } from '../../contract/world.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { digestLine, readDigestLine } from '../records/digest-line.ts';
import { runIdsIn } from './find-run.ts';
import { holdRun, type HoldWorld } from './hold-run.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { readLineBytes } from '../disk/read-lines.ts';
import { redactContent } from '../secrets/redact-content.ts';
import { writeAtomically } from '../disk/write-atomically.ts';

/** What stands in the folder of a load run, beside its page. */
export const LOAD_FILES = {
  samples: 'samples.jsonl',
  report: 'load.json',
  capacity: 'capacity.json',
  page: 'load.html',
} as const;

/** A folder of load that is being written, by this process alone. Whatever cannot be written is an InputError. */
export interface LoadStore {
  readonly folder: string;
  append(samples: readonly Sample[]): Promise<void>;
  /** SHA-256 in hex of the samples so far, as their file holds them. */
  evidenceRoot(): string;
  /** Writes files by name: an object as a line of JSON with its digest. */
  seal(files: Readonly<Record<string, string | object>>): Promise<void>;
  close(): Promise<void>;
}

/** Makes `<dir>/<run>/`. Samples are lines, so that what was measured before a disk was full is kept. */
export async function createLoadRun(
  dir: string,
  run: string,
  redact: Redact,
  world: HoldWorld,
): Promise<LoadStore> {
  const folder = join(dir, run);
  await orProblem(dir, 'cannot be made', makeFolder(dir));
  await orProblem(folder, 'cannot be made', mkdir(folder));
  const held = await holdRun(folder, world);
  const path = join(folder, LOAD_FILES.samples);
  const file = await orProblem(path, 'cannot be written', open(path, 'a'));
  const root = createHash('sha256');
  return {
    folder,
    async append(samples) {
      const lines = samples.map((sample) => `${redactContent(sample, redact)}\n`).join('');
      root.update(lines);
      await orProblem(path, 'cannot be written', file.appendFile(lines));
    },
    evidenceRoot: () => root.copy().digest('hex'),
    async seal(files) {
      for (const [name, content] of Object.entries(files)) {
        const text =
          typeof content === 'string'
            ? redact(content)
            : `${digestLine(redactContent(content, redact)).line}\n`;
        await orProblem(join(folder, name), 'cannot be written', writeAtomically(join(folder, name), text));
      }
    },
    async close() {
      await file.close();
      await held.release();
    },
  };
}

/** The folders of load runs under `dir`, the oldest first; the unfinished ones among them. */
export async function listLoadRuns(dir: string): Promise<readonly string[]> {
  const folders = await runIdsIn(dir);
  const paths = folders.map((name) => join(dir, name));
  const has = await Promise.all(paths.map((folder) => isFile(join(folder, LOAD_FILES.samples))));
  return paths.filter((_folder, at) => has[at]);
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** Puts another page beside what was measured. */
export async function rewriteLoadPage(folder: string, page: string): Promise<void> {
  const path = join(folder, LOAD_FILES.page);
  await orProblem(path, 'cannot be written', writeAtomically(path, page));
}

/** What a load run came to; null where it has not ended. Throws InputError where that is not what was written. */
export async function readLoadReport(folder: string): Promise<LoadReport | null> {
  const path = join(folder, LOAD_FILES.report);
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : checked(loadReportSchema, readDigestLine(text.trimEnd())?.content, path);
}

/**
 * A load run read back: what was measured, sample by sample. Throws InputError where it is not one, or its samples are not
 * those that it was sealed with.
 */
export async function readLoadRun(
  folder: string,
): Promise<{ readonly report: LoadReport; readonly samples: readonly Sample[] }> {
  const report = await readLoadReport(folder);
  const mend = 'name a folder that `bench` wrote';
  if (report === null)
    throw new InputError([problem(`${folder} holds no load run: it has no ${LOAD_FILES.report}`, mend)]);
  const path = join(folder, LOAD_FILES.samples);
  const samples: Sample[] = [];
  const root = createHash('sha256');
  const read = async (): Promise<void> => {
    for await (const line of readLineBytes(path)) {
      root.update(line).update('\n');
      samples.push(checked(sampleSchema, line.toString('utf8'), `${path}:${samples.length + 1}`));
    }
  };
  await orProblem(path, 'cannot be read', read());
  const evidenceRoot = root.digest('hex');
  if (evidenceRoot === report.evidenceRoot) return { report, samples };
  const message = `${path} comes to the evidence root ${evidenceRoot}, and the run was sealed with ${report.evidenceRoot}: a line is gone, forged or added`;
  throw new InputError([problem(message, 'restore the folder, or measure again')]);
}

/** Whether the samples beside a file of a load run are those of this root; that of a run without samples is none. */
export async function hasSamplesOf(file: string, evidenceRoot: string): Promise<boolean> {
  const root = createHash('sha256');
  try {
    for await (const line of readLineBytes(join(dirname(file), LOAD_FILES.samples))) {
      root.update(line).update('\n');
    }
  } catch {
    return false;
  }
  return root.digest('hex') === evidenceRoot;
}

function checked<T>(schema: z.ZodType<T>, json: string | undefined, place: string): T {
  const read = schema.safeParse(json === undefined ? undefined : parseOrUndefined(json));
  if (read.success) return read.data;
  throw new InputError([
    problem(
      `${place} is not what \`bench\` writes`,
      'it was changed, or another version wrote it: measure again',
    ),
  ]);
}
