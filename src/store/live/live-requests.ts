import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  statSync,
  writeSync,
  type BigIntStats,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { MODES } from '../../contract/exchanges/mode.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { canonicalRequestSchema } from '../../contract/exchanges/request.ts';
import { ARMS } from '../../contract/traffic/traffic-rules.ts';
import type { Redact } from '../../contract/world.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { codeOf, inputOutputProblem } from '../disk/input-output-problem.ts';
import { runFile } from '../run/layout.ts';
import { redactContent } from '../secrets/redact-content.ts';

const liveRequestSchema = z
  .strictObject({
    /** Of the prompt that it is in this run. */
    id: z.string(),
    /** By which the live side knows it; null where it has no id that may be kept. */
    liveId: z.string().nullable(),
    /** ISO 8601, UTC. */
    at: z.string(),
    mode: z.enum(MODES),
    /** How the live side answered, before it was asked again; null where a gateway has the answer. */
    live: z
      .strictObject({ arm: z.enum(ARMS), status: z.int().nullable(), latencyMs: z.number().nonnegative() })
      .readonly()
      .nullable(),
    /** The model that its sender named. */
    model: z.string().nullable(),
    request: canonicalRequestSchema,
    /** What a canonical request could not carry of it. */
    losses: z
      .array(
        z
          .strictObject({ field: z.string(), action: z.enum(['dropped', 'downgraded']), reason: z.string() })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** A live request as it was asked again. */
export type KeptRequest = z.infer<typeof liveRequestSchema>;

export interface LiveRequestsFile {
  /**
   * Gives the request to the operating system, at once: who is killed from then on has it kept. To write a line in a thread
   * of Node's and to wait for that takes ten times as much of a processor as to write it here. Throws InputError.
   */
  add(request: KeptRequest): void;
  close(): void;
}

/** The live requests of a run: each is written before it is asked. */
export function openLiveRequests(folder: string, redact: Redact): LiveRequestsFile {
  const path = runFile(folder, 'live');
  const file = orUnwritable(path, () => openSync(path, 'a'));
  return {
    add(request) {
      const line = Buffer.from(`${redactContent(request, redact)}\n`);
      const stats = orUnwritable(path, () => fstatSync(file, { bigint: true }));
      // A folder that is renamed takes it along: it has a name then, and is no loss.
      if (stats.nlink === 0n && !standsAt(path, stats)) throw removed(path);
      orUnwritable(path, () => append(file, line, Number(stats.size)));
    },
    close: () => closeSync(file),
  };
}

function orUnwritable<Value>(path: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw inputOutputProblem(path, 'cannot be written', error);
  }
}

function append(file: number, line: Buffer, size: number): void {
  try {
    for (let at = 0; at < line.length;) at += writeSync(file, line, at);
  } catch (error) {
    cutTo(file, size);
    throw error;
  }
}

/** A part of a line would be read as one with the next. */
function cutTo(file: number, bytes: number): void {
  try {
    ftruncateSync(file, bytes);
  } catch {
    // Why the line could not be written is what is told.
  }
}

/** What is asked and kept in a file that has no name any more is paid for, and lost. */
function removed(file: string): InputError {
  const mend = 'let nothing remove a run that is being written, and start anew';
  return new InputError([
    { ...problem(`${file} was removed while it was written: what came since is lost`, mend), file },
  ]);
}

/** Some systems count no names: there, it has one where the file at its path is the same. Another may stand there since. */
function standsAt(path: string, { dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): boolean {
  try {
    const other = statSync(path, { bigint: true });
    return other.dev === dev && other.ino === ino;
  } catch {
    return false;
  }
}

/** What was kept, in its order; a last line that a killed process left torn is none. Throws InputError for any other. */
export async function readLiveRequests(folder: string): Promise<readonly KeptRequest[]> {
  const path = runFile(folder, 'live');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw inputOutputProblem(path, 'cannot be read', error);
  });
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, at) => {
    const read = liveRequestSchema.safeParse(parseOrUndefined(line));
    if (read.success) return read.data;
    const mend = 'restore the folder, or choose another run';
    throw new InputError([
      { ...problem(`${path}:${at + 1} is no live request that this version reads`, mend), file: path },
    ]);
  });
}
