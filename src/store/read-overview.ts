import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Source } from '../contract/exchange.ts';
import type { Processes } from '../contract/world.ts';
import { isRecord, parseOrUndefined, recordAt, stringAt } from '../json/read.ts';
import { listRuns } from './find-run.ts';
import { readSeal } from './check-seal.ts';
import { isHeld } from './hold-run.ts';
import { isPacked, linesFile, runFile } from './layout.ts';
import { readManifest } from './read-manifest.ts';

/** A run at a glance. What it does not have, or what cannot be read, is null. */
export interface RunOverview {
  readonly run: string;
  readonly folder: string;
  /** A run that is sealed has ended; a foreign one is not of a version that is known here, or not what its name says. */
  readonly state: 'sealed' | 'unfinished' | 'running' | 'foreign';
  /** ISO 8601, UTC. */
  readonly startedAt: string | null;
  readonly source: Source | null;
  readonly verdict: string | null;
  /** Exchanges by state, and as planned. */
  readonly counts: Readonly<Record<string, number>> | null;
  /** Of all its files. */
  readonly bytes: number;
  readonly packed: boolean;
}

/** The runs under a folder, the newest first. Links are none. */
export async function readOverviews(dir: string, processes: Processes): Promise<readonly RunOverview[]> {
  const folders = (await listRuns(dir)).toReversed();
  const real = await Promise.all(folders.map(async (folder) => (await lstat(folder)).isDirectory()));
  return Promise.all(
    folders.filter((_folder, at) => real[at]).map((folder) => readOverview(folder, processes)),
  );
}

async function readOverview(folder: string, processes: Processes): Promise<RunOverview> {
  const run = basename(folder);
  const bytes = await sizeOf(folder);
  const packed = isPacked(linesFile(folder, 'exchanges'));
  const manifest = await readManifest(folder).catch(() => null);
  const isSound = await readSeal(folder).then(
    () => true,
    () => false,
  );
  if (manifest === null || manifest.run !== run || !isSound) {
    return {
      run,
      folder,
      state: 'foreign',
      startedAt: null,
      source: null,
      verdict: null,
      counts: null,
      bytes,
      packed,
    };
  }
  const { startedAt, source } = manifest;
  const summary = recordAt(parseOrUndefined(await readSummary(folder)), 'summary');
  const verdict = stringAt(summary, 'verdict');
  const counts = summary === null ? null : numbersIn(summary['counts']);
  const ended = summary === null ? 'unfinished' : 'sealed';
  const state = (await isHeld(folder, processes)) ? 'running' : ended;
  return { run, folder, state, startedAt, source, verdict, counts, bytes, packed };
}

function readSummary(folder: string): Promise<string> {
  return readFile(runFile(folder, 'summary'), 'utf8').catch(() => '');
}

function numbersIn(value: unknown): Readonly<Record<string, number>> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([key, number]) => (typeof number === 'number' ? [[key, number]] : [])),
  );
}

/** A file that goes away meanwhile is none. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.map(({ parentPath, name }) =>
    lstat(join(parentPath, name)).then(
      (entry) => (entry.isFile() ? entry.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
