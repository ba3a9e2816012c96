import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Clock } from '../../contract/world.ts';
import type { ApartRecords } from '../records/apart-records.ts';
import { openBatchWriter } from '../records/batch-writer.ts';
import { copyApart } from './copy-apart.ts';
import { createStash } from '../records/create-stash.ts';
import { encodeRecord } from '../records/encode-record.ts';
import { contentDigest } from './content-root.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';
import { makeFolder } from '../disk/make-folder.ts';
import type { RunManifest } from './manifest.ts';
import type { Masks } from '../secrets/masks.ts';
import type { ReadRun } from './read-run.ts';
import { redactContent } from '../secrets/redact-content.ts';
import { encodeReport } from './encode-report.ts';
import { createRootCount, type RootCount, type RunRoots } from './run-roots.ts';
import { holdRun, type HeldRun, type HoldWorld } from './hold-run.ts';
import { digestManifest } from './sign-summary.ts';
import type { HashedRequest } from '../records/stored-record.ts';
import { writeAtomically } from '../disk/write-atomically.ts';

/** A run folder that is being written. Whatever cannot be written is an InputError. */
export interface RunStore {
  readonly folder: string;
  /** Writes its manifest anew. */
  describe(manifest: RunManifest): Promise<void>;
  /** Await it before appending more: it holds back while the disk is behind. */
  append(records: readonly ExchangeRecord[], requests: readonly HashedRequest[]): Promise<void>;
  /** Takes all that another run holds, byte for byte; `visit` is told of each record before it is taken. */
  copy(run: ReadRun, visit: (record: ExchangeRecord) => void): Promise<void>;
  /** Takes what another process handed over, byte for byte. Await it before taking more. */
  take(apart: ApartRecords): Promise<void>;
  flush(): Promise<void>;
  /** Over all that was appended, and over what was there before a resume. */
  roots(): RunRoots;
  /** Writes summary.json and the rendered reports, by file name. */
  seal(report: Report, rendered: Readonly<Record<string, string>>): Promise<void>;
  /** Lets the folder go, too. */
  close(): Promise<void>;
}

export interface StoreWorld extends Masks {
  readonly clock: Clock;
}

/** Makes `<dir>/<run>/` with its manifest. */
export async function createRun(
  options: StoreWorld & HoldWorld & { readonly dir: string; readonly manifest: RunManifest },
): Promise<RunStore> {
  const { dir, manifest } = options;
  const folder = join(dir, manifest.run);
  await orProblem(dir, 'cannot be made', makeFolder(dir));
  await orProblem(folder, 'cannot be made', mkdir(folder));
  const held = await holdRun(folder, options);
  try {
    await writeManifest(folder, manifest, options.redact);
    return await openRun(folder, options, { held, roots: createRootCount(), requestHashes: [] });
  } catch (error) {
    await held.release();
    throw error;
  }
}

/** Opens a folder for appending; `before` is what its lines already hold. */
export async function openRun(
  folder: string,
  { clock, ...masks }: StoreWorld,
  before: { readonly held: HeldRun; readonly roots: RootCount; readonly requestHashes: Iterable<string> },
): Promise<RunStore> {
  await orProblem(folder, 'cannot be written', makeFolder(runFile(folder, 'raw')));
  const writer = await orProblem(folder, 'cannot be written', openBatchWriter(folder, clock));
  const stash = createStash(writer, masks, before.requestHashes);
  const { roots } = before;
  const copied = { writer, roots, requests: new Set(before.requestHashes), raw: new Set<string>() };
  return {
    folder,
    describe: (manifest) => writeManifest(folder, manifest, masks.redact),
    append(records, requests) {
      for (const request of requests) stash.canonical(request);
      for (const record of records) {
        const { line, outcome } = encodeRecord(record, stash, masks);
        const digest = writer.exchangeLine(line);
        roots.add(caseText(record.case), digest, contentDigest(record, outcome));
      }
      return writer.ready();
    },
    async copy(run, visit) {
      // Loaded when a run is copied.
      const { copyRun } = await import('./copy-run.ts');
      await copyRun(run, copied, visit);
    },
    take: (apart) => copyApart(apart, copied),
    flush: () => writer.flush(),
    roots: () => roots.roots(),
    async seal(report, rendered) {
      await writer.flush();
      const files = { ...rendered, 'summary.json': encodeReport(report, await digestManifest(folder)) };
      for (const [name, content] of Object.entries(files)) await replaceFile(join(folder, name), content);
    },
    async close() {
      try {
        await writer.close();
      } finally {
        await before.held.release();
      }
    },
  };
}

export function writeManifest(folder: string, manifest: RunManifest, redact: Masks['redact']): Promise<void> {
  return replaceFile(runFile(folder, 'manifest'), `${redactContent(manifest, redact, 2)}\n`);
}

function replaceFile(path: string, content: string): Promise<void> {
  return orProblem(path, 'cannot be written', writeAtomically(path, content));
}
