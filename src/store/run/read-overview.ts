import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunKind } from '../../contract/runs/history-metrics.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import type { BitVerdict } from '../../contract/probe/capability-file.ts';
import type { StageResult } from '../../contract/load/load.ts';
import type { Processes } from '../../contract/world.ts';
import { isRecord, parseOrUndefined, recordAt, stringAt } from '../../json/read.ts';
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
  /** Why a foreign one is not read; null of every other. */
  readonly unread: string | null;
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

/** The runs under a folder, loads and probes among them, the newest first; of all, or of those that are asked for. Links are none. */
export async function readOverviews(
  dir: string,
  processes: Processes,
  isWanted: (run: string) => boolean = () => true,
): Promise<readonly RunOverview[]> {
  const runs = (await listRuns(dir)).map((folder) => ({ folder, read: readOverview }));
  const loads = (await listLoadRuns(dir)).map((folder) => ({ folder, read: readLoadOverview }));
  const probes = (await listProbeRuns(dir)).map((folder) => ({ folder, read: readProbeOverview }));
  const found = [...runs, ...loads, ...probes]
    .filter(({ folder }) => isWanted(basename(folder)))
    .map((each) => ({ ...each, moment: momentOfId(basename(each.folder)) }))
    .toSorted((a, b) => (a.moment < b.moment ? -1 : Number(a.moment > b.moment)))
    .toReversed();
  const real = await Promise.all(found.map(async ({ folder }) => (await lstat(folder)).isDirectory()));
  return Promise.all(
    found.filter((_each, at) => real[at]).map(({ folder, read }) => read(folder, processes)),
  );
}

async function readLoadOverview(folder: string, processes: Processes): Promise<RunOverview> {
  const { value: report, why } = await attempt(readLoadReport(folder));
  const about = {
    run: basename(folder),
    folder,
    kind: 'load',
    bytes: await sizeOf(folder),
    packed: false,
  } as const;
  const unread = why ?? copyOf(report?.run ?? about.run, about.run);
  if (unread !== null) return { ...about, ...NOTHING_KNOWN, state: 'foreign', unread };
  const state = (await isHeld(folder, processes)) ? 'running' : report === null ? 'unfinished' : 'sealed';
  if (report === null || report === undefined)
    return { ...about, ...NOTHING_KNOWN, state, startedAt: startOfId(about.run) };
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
  return { ...about, state, unread: null, startedAt, source, verdict, counts };
}

async function readProbeOverview(folder: string): Promise<RunOverview> {
  const { value: found, why } = await attempt(readProbeRun(folder));
  const about = {
    run: basename(folder),
    folder,
    kind: 'probe',
    bytes: await sizeOf(folder),
    packed: false,
  } as const;
  const unread = why ?? copyOf(found?.run ?? about.run, about.run);
  if (found === undefined || unread !== null) return { ...about, ...NOTHING_KNOWN, state: 'foreign', unread };
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
  return { ...about, state: 'sealed', unread: null, startedAt, source, verdict, counts };
}

const NOTHING_KNOWN = { unread: null, startedAt: null, source: null, verdict: null, counts: null };

async function readOverview(folder: string, processes: Processes): Promise<RunOverview> {
  const run = basename(folder);
  const bytes = await sizeOf(folder);
  const packed = isPacked(linesFile(folder, 'exchanges'));
  const { value: manifest, why } = await attempt(readManifest(folder));
  const seal = await attempt(readSeal(folder));
  const unread = why ?? seal.why ?? copyOf(manifest?.run ?? run, run);
  if (manifest === undefined || unread !== null) {
    return { run, folder, kind: 'run', ...NOTHING_KNOWN, state: 'foreign', unread, bytes, packed };
  }
  const { startedAt, source } = manifest;
  const summary = recordAt(parseOrUndefined(await readSummary(folder)), 'summary');
  const verdict = stringAt(summary, 'verdict');
  const counts = summary === null ? null : numbersIn(summary['counts']);
  const ended = summary === null ? 'unfinished' : 'sealed';
  const state = (await isHeld(folder, processes)) ? 'running' : ended;
  const about = { run, folder, kind: 'run', bytes, packed } as const;
  return { ...about, state, unread: null, startedAt, source, verdict, counts };
}

/** What is read, or why it is not. */
async function attempt<Value>(
  reading: Promise<Value>,
): Promise<{ readonly value?: Value; readonly why: string | null }> {
  try {
    return { value: await reading, why: null };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** A copy under another name is no run of its own. */
function copyOf(run: string, name: string): string | null {
  return run === name ? null : `it is a copy of run ${run}`;
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
