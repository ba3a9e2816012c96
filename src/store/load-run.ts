import { createReadStream } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { sampleSchema, type Sample } from '../contract/load.ts';
import { loadReportSchema, type LoadReport } from '../contract/load-report.ts';
import { InputError, problem } from '../contract/problem.ts';
import type { Redact } from '../contract/world.ts';
import { parseOrUndefined } from '../json/read.ts';
import { orProblem } from './input-output-problem.ts';
import { makeFolder } from './make-folder.ts';
import { redactContent } from './redact-content.ts';
import { writeAtomically } from './write-atomically.ts';

/** What stands in the folder of a load run, beside its page. */
export const LOAD_FILES = {
  samples: 'samples.jsonl',
  report: 'load.json',
  capacity: 'capacity.json',
  page: 'load.html',
} as const;

/** A folder of load that is being written. Whatever cannot be written is an InputError. */
export interface LoadStore {
  readonly folder: string;
  append(samples: readonly Sample[]): Promise<void>;
  /** Writes files by name. */
  seal(files: Readonly<Record<string, string | object>>): Promise<void>;
  close(): Promise<void>;
}

/** Makes `<dir>/<run>/`. Samples are lines, so that what was measured before a disk was full is kept. */
export async function createLoadRun(dir: string, run: string, redact: Redact): Promise<LoadStore> {
  const folder = join(dir, run);
  await orProblem(dir, 'cannot be made', makeFolder(dir));
  await orProblem(folder, 'cannot be made', mkdir(folder));
  const path = join(folder, LOAD_FILES.samples);
  const file = await orProblem(path, 'cannot be written', open(path, 'a'));
  return {
    folder,
    async append(samples) {
      const lines = samples.map((sample) => `${redactContent(sample, redact)}\n`).join('');
      await orProblem(path, 'cannot be written', file.appendFile(lines));
    },
    async seal(files) {
      for (const [name, content] of Object.entries(files)) {
        const text = typeof content === 'string' ? redact(content) : `${redactContent(content, redact, 1)}\n`;
        await orProblem(join(folder, name), 'cannot be written', writeAtomically(join(folder, name), text));
      }
    },
    close: () => file.close(),
  };
}

/** Puts another page beside what was measured. */
export async function rewriteLoadPage(folder: string, page: string): Promise<void> {
  const path = join(folder, LOAD_FILES.page);
  await orProblem(path, 'cannot be written', writeAtomically(path, page));
}

/** A load run read back: what was measured, sample by sample. Throws InputError where it is not one. */
export async function readLoadRun(
  folder: string,
): Promise<{ readonly report: LoadReport; readonly samples: readonly Sample[] }> {
  const path = join(folder, LOAD_FILES.report);
  const text = await readFile(path, 'utf8').catch(() => null);
  const mend = 'name a folder that `bench` wrote';
  if (text === null)
    throw new InputError([problem(`${folder} holds no load run: it has no ${LOAD_FILES.report}`, mend)]);
  const report = checked(loadReportSchema, parseOrUndefined(text), path);
  const samples: Sample[] = [];
  const lines = createInterface({
    input: createReadStream(join(folder, LOAD_FILES.samples)),
    crlfDelay: Infinity,
  });
  let row = 0;
  try {
    for await (const line of lines) {
      row += 1;
      samples.push(
        checked(sampleSchema, parseOrUndefined(line), `${join(folder, LOAD_FILES.samples)}:${row}`),
      );
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([problem(`${join(folder, LOAD_FILES.samples)} cannot be read`, mend)]);
  }
  return { report, samples };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, place: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new InputError([
    problem(
      `${place} is not what \`bench\` writes`,
      'it was changed, or another version wrote it: measure again',
    ),
  ]);
}
