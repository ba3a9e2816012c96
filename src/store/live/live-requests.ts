import type { BigIntStats } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { MODES } from '../../contract/exchanges/mode.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { canonicalRequestSchema } from '../../contract/exchanges/request.ts';
import { ARMS } from '../../contract/traffic/traffic-rules.ts';
import type { Redact } from '../../contract/world.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { codeOf, inputOutputProblem, orProblem } from '../disk/input-output-problem.ts';
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
  /** Resolves when the request is with the operating system: who is killed from then on has it kept. Throws InputError. */
  add(request: KeptRequest): Promise<void>;
  close(): Promise<void>;
}

/** The live requests of a run: each is written before it is asked. */
export async function openLiveRequests(folder: string, redact: Redact): Promise<LiveRequestsFile> {
  const path = runFile(folder, 'live');
  const file = await orProblem(path, 'cannot be written', open(path, 'a'));
  let before: Promise<void> = Promise.resolve();
  return {
    add(request) {
      const line = `${redactContent(request, redact)}\n`;
      // One after the other, so that no line stands within another.
      const added = before.then(async () => {
        const stats = await file.stat({ bigint: true });
        // A folder that is renamed takes it along: it has a name then, and is no loss.
        if (stats.nlink === 0n && !(await standsAt(path, stats))) throw removed(path);
        try {
          await file.appendFile(line);
        } catch (error) {
          // A part of a line would be read as one with the next.
          await file.truncate(Number(stats.size)).catch(() => {});
          throw inputOutputProblem(path, 'cannot be written', error);
        }
      });
      before = added.catch(() => {});
      return added;
    },
    close: async () => {
      await before;
      await file.close();
    },
  };
}

/** What is asked and kept in a file that has no name any more is paid for, and lost. */
function removed(file: string): InputError {
  const mend = 'let nothing remove a run that is being written, and start anew';
  return new InputError([
    { ...problem(`${file} was removed while it was written: what came since is lost`, mend), file },
  ]);
}

/** Some systems count no names: there, it has one where the file at its path is the same. Another may stand there since. */
async function standsAt(path: string, { dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): Promise<boolean> {
  return stat(path, { bigint: true }).then(
    (other) => other.dev === dev && other.ino === ino,
    () => false,
  );
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
