import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunKind } from '../contract/history-metrics.ts';
import type { Source } from '../contract/exchange.ts';
import { EXIT_CODES } from '../contract/exit-code.ts';
import type { BitVerdict } from '../contract/capability-file.ts';
import type { StageResult } from '../contract/load.ts';
import type { Processes } from '../contract/world.ts';
import { isRecord, parseOrUndefined, recordAt, stringAt } from '../json/read.ts';
import { listRuns } from './find-run.ts';
import { readSeal } from './check-seal.ts';
import { isHeld } from './hold-run.ts';
import { isPacked, linesFile, runFile } from './layout.ts';
import { listLoadRuns, readLoadReport } from './load-run.ts';
import { listProbeRuns, readProbeRun } from './probe-run.ts';
import { readManifest } from './read-manifest.ts';
import { momentOfId, startOfId } from './run-id.ts';

/** A run at a glance. What it does not have, or what cannot be read, is null. */
export interface RunOverview {
  readonly run: string;
  readonly folder: string;
  readonly kind: RunKind;
  /** A run that is sealed has ended; a foreign one is not of a version that is known here, or not what its name says. */
  readonly state: 'sealed' | 'unfinished' | 'running' | 'foreign';
  /** ISO 8601, UTC. */
  readonly startedAt: string | null;
  readonly source: Source | null;
  readonly verdict: string | null;
  /** Exchanges by state, and as planned; of a load the requests that were scheduled to be measured, of a probe its bits by verdict. */
  readonly counts: Readonly<Record<string, number>> | null;
  /** Of all its files. */
  readonly bytes: number;
  readonly packed: boolean;
}

/** The runs under a folder, loads and probes among them, the newest first. Links are none. */
export async function readOverviews(dir: string, processes: Processes): Promise<readonly RunOverview[]> {
  const runs = (await listRuns(dir)).map((folder) => ({ folder, read: readOverview }));
  const loads = (await listLoadRuns(dir)).map((folder) => ({ folder, read: readLoadOverview }));
  const probes = (await listProbeRuns(dir)).map((folder) => ({ folder, read: readProbeOverview }));
  const found = [...runs, ...loads, ...probes]
    .map((each) => ({ ...each, moment: momentOfId(basename(each.folder)) }))
    .toSorted((a, b) => (a.moment < b.moment ? -1 : Number(a.moment > b.moment)))
    .toReversed();
  const real = await Promise.all(found.map(async ({ folder }) => (await lstat(folder)).isDirectory()));
  return Promise.all(
    found.filter((_each, at) => real[at]).map(({ folder, read }) => read(folder, processes)),
  );
}

async function readLoadOverview(folder: string, processes: Processes): Promise<RunOverview> {
  const report = await readLoadReport(folder).catch(() => 'foreign' as const);
  const about = {
    run: basename(folder),
    folder,
    kind: 'load',
    bytes: await sizeOf(folder),
    packed: false,
  } as const;
  if (report === 'foreign' || (report !== null && report.run !== about.run)) {
    return { ...about, ...NOTHING_KNOWN, state: 'foreign' };
  }
  const state = (await isHeld(folder, processes)) ? 'running' : report === null ? 'unfinished' : 'sealed';
  if (report === null) return { ...about, ...NOTHING_KNOWN, state, startedAt: startOfId(about.run) };
  const { startedAt, source, stages, exitCode } = report;
  const sum = (read: (stage: StageResult) => number): number =>
    stages.reduce((total, stage) => total + read(stage), 0);
  const [planned, answered, dropped] = [
    sum(({ scheduled }) => scheduled),
    sum((stage) => stage.answered),
    sum((stage) => stage.dropped),
  ];
  const counts = { planned, answered, dropped, errored: planned - answered - dropped };
  const verdict = exitCode === EXIT_CODES.pass ? 'measured' : 'inconclusive';
  return { ...about, state, startedAt, source, verdict, counts };
}

async function readProbeOverview(folder: string): Promise<RunOverview> {
  const found = await readProbeRun(folder).catch(() => null);
  const about = {
    run: basename(folder),
    folder,
    kind: 'probe',
    bytes: await sizeOf(folder),
    packed: false,
  } as const;
  if (found === null || found.run !== about.run) return { ...about, ...NOTHING_KNOWN, state: 'foreign' };
  const { startedAt, source, exitCode, targets } = found;
  const bits = targets.flatMap((target) => target.bits);
  const of = (wanted: BitVerdict): number => bits.filter(({ verdict }) => verdict === wanted).length;
  const counts = {
    planned: bits.length,
    proved: of('proved'),
    refuted: of('refuted'),
    unknown: of('unknown'),
  };
  const verdict = exitCode === EXIT_CODES.pass || exitCode === EXIT_CODES.fail ? 'probed' : 'inconclusive';
  return { ...about, state: 'sealed', startedAt, source, verdict, counts };
}

const NOTHING_KNOWN = { startedAt: null, source: null, verdict: null, counts: null };

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
    return { run, folder, kind: 'run', ...NOTHING_KNOWN, state: 'foreign', bytes, packed };
  }
  const { startedAt, source } = manifest;
  const summary = recordAt(parseOrUndefined(await readSummary(folder)), 'summary');
  const verdict = stringAt(summary, 'verdict');
  const counts = summary === null ? null : numbersIn(summary['counts']);
  const ended = summary === null ? 'unfinished' : 'sealed';
  const state = (await isHeld(folder, processes)) ? 'running' : ended;
  return { run, folder, kind: 'run', state, startedAt, source, verdict, counts, bytes, packed };
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

/** A file that goes away meanwhile is none, and what may not be looked into has no size. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries.map(({ parentPath, name }) =>
    lstat(join(parentPath, name)).then(
      (entry) => (entry.isFile() ? entry.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
