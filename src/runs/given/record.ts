import { USUAL_BASELINE } from '../../config/defaults.ts';
import { caseText, type CaseId } from '../../contract/exchanges/case-id.ts';
import { asWarning, InputError, problem, type Problem } from '../../contract/problem.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import {
  playedText,
  type Cassette,
  type RecordedExchange,
  type RecordedRun,
} from '../../store/cassettes/cassette.ts';
import { readCassette } from '../../store/cassettes/read-cassette.ts';
import { writeCassette } from '../../store/cassettes/write-cassette.ts';
import type { BodyContent } from '../../store/records/body-content.ts';
import { findRun } from '../../store/run/find-run.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { readWireBodies } from '../../store/records/read-wire-bodies.ts';
import type { Suite } from '../../suites/suite.ts';
import { approveCommand } from '../project/approve-command.ts';
import { folderOf } from '../connect/load-cassettes.ts';
import { loadProject } from '../project/load-project.ts';
import { isSameRecording, recordExchange } from './record-exchange.ts';
import { proveWhole, storedIn, type Stored } from '../verify/stored-exchanges.ts';
import { refuseLive } from '../project/refuse-live.ts';

export interface RecordOptions {
  readonly config: string;
  readonly out: string;
  /** By id or folder. */
  readonly run: string;
  /** Null is the project's own folder of cassettes. */
  readonly cassettes: string | null;
}

/** A cassette that was written. `same` of its exchanges were there already, and stay as they were recorded then. */
interface WrittenCassette {
  readonly target: string;
  readonly suite: string;
  readonly file: string;
  readonly bytes: number;
  readonly recorded: number;
  readonly same: number;
  /** Of other runs, which stay. */
  readonly kept: number;
}

export interface RecordingResult {
  readonly run: string;
  readonly source: RecordedRun['source'];
  /** How many faults were planted in what answered. */
  readonly planted: number;
  readonly cassettes: readonly WrittenCassette[];
  /** What of the run is in no cassette, and why. */
  readonly left: readonly { readonly why: string; readonly ids: readonly string[] }[];
  /** Commands that make the answers goldens of their target, ready for a shell. */
  readonly approving: readonly string[];
  readonly warnings: readonly Problem[];
}

/**
 * Writes what a run observed to cassettes, one for each target and suite: its bytes as they stand in the run, whose
 * secrets are masked already. Throws InputError, with nothing written, for a run whose answers were not asked for, or
 * that is not what it was sealed as.
 */
export async function recordRun(options: RecordOptions): Promise<RecordingResult> {
  const folder = await findRun(options.out, options.run);
  const manifest = await readManifest(folder);
  refuseLive(manifest);
  const run = describe(manifest);
  const { root, catalog, suites } = await loadProject({
    config: options.config,
    suites: manifest.plan.suites,
    baseline: USUAL_BASELINE,
  });
  const bodies = await readWireBodies(folder);
  await proveWhole(folder, bodies);

  const left = new Map<string, string[]>();
  const taken = new Map<string, Taken>();
  for await (const { record, sent, stored } of storedIn(folder, bodies)) {
    const target = catalog.targets.find(({ id }) => id === record.case.target);
    const suite = suites.find(({ name }) => name === record.case.suite);
    const took = take({ record, sent, stored }, run, target, suite);
    if (took === null) continue;
    if ('why' in took) {
      left.set(took.why, [...(left.get(took.why) ?? []), caseText(record.case)]);
      continue;
    }
    const key = JSON.stringify([record.case.target, record.case.suite]);
    const of: Taken = taken.get(key) ?? {
      id: record.case,
      suite: took.suite,
      requests: new Map(),
      exchanges: [],
    };
    taken.set(key, of);
    of.exchanges.push(took.exchange);
    const { body } = took.exchange.request;
    if (body !== null && took.sent !== null) of.requests.set(body.sha256, took.sent);
  }

  const place = folderOf({ folder: options.cassettes, root });
  const written: WrittenCassette[] = [];
  const warnings: Problem[] = [];
  // Answers come in any order; what is told of them does not.
  for (const [, each] of [...taken].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    written.push(await write(place, each, run, warnings));
  }
  return {
    run: manifest.run,
    source: run.source,
    planted: run.planted ?? 0,
    cassettes: written,
    left: [...left].map(([why, ids]) => ({ why, ids })),
    approving: approving(written, manifest, options),
    warnings,
  };
}

function describe({ run, source, startedAt, versions, rejudged, planted }: RunManifest): RecordedRun {
  const mend = 'record from the run that asked for the answers';
  if (source === 'replay') {
    throw new InputError([problem(`run ${run} replayed what was recorded before it`, mend)]);
  }
  if (rejudged !== null) throw new InputError([problem(`run ${run} judged run ${rejudged.run} anew`, mend)]);
  return { run, source, startedAt, versions, ...(planted === null ? {} : { planted: planted.faults }) };
}

interface Taken {
  readonly id: CaseId;
  readonly suite: Suite;
  readonly requests: Map<string, BodyContent>;
  readonly exchanges: RecordedExchange[];
}

/** Null for what was never asked. */
function take(
  { record, sent, stored }: Stored,
  { run, source }: RecordedRun,
  target: CatalogTarget | undefined,
  suite: Suite | undefined,
) {
  if (stored === null) return null;
  const { target: id, prompt } = record.case;
  if (target === undefined)
    return { why: `were asked of ${id}, which the configuration does not have any more` };
  if (suite?.prompts.some((each) => each.id === prompt) !== true) {
    return { why: 'answer a prompt that their suite does not have any more' };
  }
  // A simulated target answers under its own name.
  const baseUrl = source === 'simulate' ? `http://seat/${id}` : target.baseUrl;
  const recording = recordExchange(stored, { run, baseUrl, reference: sent });
  return 'why' in recording ? recording : { ...recording, suite };
}

async function write(
  folder: string,
  { id, suite, requests, exchanges }: Taken,
  run: RecordedRun,
  warnings: Problem[],
): Promise<WrittenCassette> {
  const { target } = id;
  const before = await readCassette(folder, { target, suite: suite.name, prompts: null });
  const isBroken = before.problems.length > 0;
  if (isBroken) {
    const message = 'what stood there was broken, and is replaced by what was recorded now';
    warnings.push(...before.problems.slice(0, 1).map((found) => asWarning({ ...found, message })));
  }
  const standing = isBroken ? null : before.cassette;
  const known = new Set(suite.prompts.map((prompt) => prompt.id));
  const old = new Map(
    (standing?.exchanges ?? [])
      .filter(({ prompt }) => known.has(prompt))
      .map((each) => [playedText(each), each]),
  );
  const merged = new Map(old);
  let same = 0;
  for (const exchange of exchanges) {
    const key = playedText(exchange);
    const there = old.get(key);
    if (there !== undefined && isSameRecording(there, exchange)) same += 1;
    else merged.set(key, exchange);
  }
  const cassette: Cassette = {
    target,
    suite: suite.name,
    runs: [...(standing?.runs ?? []).filter((other) => other.run !== run.run), run],
    requests: new Map([...(standing?.requests ?? []), ...requests]),
    exchanges: [...merged.values()],
  };
  const { file, bytes } = await writeCassette(folder, cassette);
  const recorded = exchanges.length;
  return { target, suite: suite.name, file, bytes, recorded, same, kept: merged.size - recorded };
}

/** The answers are candidates for goldens of their target: approving is the only way in. */
function approving(
  written: readonly WrittenCassette[],
  { run, plan }: RunManifest,
  where: { readonly config: string; readonly out: string },
): readonly string[] {
  return [...new Set(written.map(({ target }) => target))].map((target) =>
    approveCommand(
      [run, '--to', target, '--target', target, ...(plan.repeat === 1 ? [] : ['--repetition', '1'])],
      where,
    ),
  );
}
