import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { createJudgeThreads } from '../../src/cli/threads/judge-threads.ts';
import { caseText, type CaseId } from '../../src/contract/exchanges/case-id.ts';
import type { RunOrigin } from '../../src/contract/runs/origin.ts';
import type { Clock } from '../../src/contract/world.ts';
import type { RunEvent } from '../../src/runs/verify/run-events.ts';
import type { VerifyOptions } from '../../src/runs/verify/plan-verify.ts';
import { recordRun, type RecordingResult } from '../../src/runs/given/record.ts';
import { rejudge } from '../../src/runs/verify/rejudge.ts';
import type { Selection } from '../../src/runs/project/plan-run.ts';
import type { RunWorld } from '../../src/runs/run-world.ts';
import { verify, type VerifyResult } from '../../src/runs/verify/verify.ts';

let runs = 0;

/** Sockets are real, waiting is not: every sleep is over at once. The wall is the real one, for requests are signed. */
export function eagerWorld(): RunWorld {
  runs += 1;
  const chance = runs / 0x10000;
  const clock: Clock = {
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    async sleep(_ms, signal) {
      await nextTurn();
      signal?.throwIfAborted();
    },
    timer(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  return {
    clock,
    random: () => chance,
    processes: nodeProcesses,
    env: {},
    versions: { 'llama-contract': 'test' },
    packageVersion: () => null,
    argv: ['verify'],
    origin: () => Promise.resolve(ORIGIN),
    judgeApart: createJudgeThreads(1),
  };
}

const ORIGIN: RunOrigin = {
  by: 'Ada',
  commit: 'c'.repeat(40),
  dirty: false,
  link: null,
  host: { kind: 'machine', name: null },
};

export interface VerifyChanges extends Partial<Omit<VerifyOptions, 'selection'>> {
  readonly targets?: readonly string[];
  readonly tags?: readonly string[];
  readonly prompts?: readonly string[];
  readonly pairs?: Selection['pairs'];
  readonly modes?: Selection['modes'];
  readonly repeat?: number;
  readonly once?: string | null;
  readonly versions?: RunWorld['versions'];
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** `verify` over a project folder as the command would call it, but without waiting. */
export async function verifyProject(root: string, changes: VerifyChanges = {}): Promise<VerifyResult> {
  const {
    targets = null,
    tags = null,
    prompts = null,
    pairs = null,
    repeat = 1,
    once = null,
    ...others
  } = changes;
  const { modes = ['send', 'stream'], versions, clock, signal, onEvent, ...rest } = others;
  const options: VerifyOptions = {
    config: join(root, 'llama-contract.config.yaml'),
    suites: null,
    selection: { targets, tags, prompts, pairs, modes, repeat, once },
    source: null,
    shard: null,
    cassettes: null,
    replaySpeed: null,
    concurrency: null,
    seed: 1,
    out: join(root, 'reports'),
    resume: null,
    judge: false,
    bail: false,
    waitReadyMs: null,
    faults: [],
    purpose: null,
    strength: false,
    reporters: [],
    ...rest,
  };
  const world = {
    ...eagerWorld(),
    ...(versions === undefined ? {} : { versions }),
    ...(clock === undefined ? {} : { clock }),
  };
  return verify(options, world, signal ?? new AbortController().signal, onEvent ?? (() => {}));
}

/** `verify --rejudge` over the same project. */
export async function rejudgeProject(
  root: string,
  run: string,
  onEvent: (event: RunEvent) => void = () => {},
): Promise<VerifyResult> {
  const config = join(root, 'llama-contract.config.yaml');
  const options = { config, out: join(root, 'reports'), run, strength: false, reporters: [] };
  return rejudge(options, eagerWorld(), new AbortController().signal, onEvent);
}

/** The lines of exchanges.jsonl, parsed. */
export async function readRecords(folder: string): Promise<readonly StoredLine[]> {
  const text = await readFile(join(folder, 'exchanges.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): StoredLine => JSON.parse(line));
}

/** The texts of the cases that a run recorded, in the order of its lines. */
export async function readIds(folder: string): Promise<readonly string[]> {
  return (await readRecords(folder)).map((line) => caseText(line.case));
}

/** Of a line, what these tests read. */
export interface StoredLine {
  readonly case: CaseId;
  readonly truncation: { readonly class: string } | null;
  readonly state: string;
  readonly reason: string | null;
  readonly verdicts: readonly {
    readonly check: string;
    readonly status: string;
    readonly findings?: readonly { readonly code: string; readonly pointer: string }[];
  }[];
}

/** summary.json without its block of times and ids: what one seed decides. */
export async function readJudged(folder: string): Promise<string> {
  const { times, ...judged }: Record<string, unknown> = JSON.parse(
    await readFile(join(folder, 'summary.json'), 'utf8'),
  );
  if (times === undefined) throw new Error('summary.json has no block of times');
  return JSON.stringify(judged, null, 2);
}

/** `record --from` a run of the same project. */
export function recordProject(root: string, run: string): Promise<RecordingResult> {
  const config = join(root, 'llama-contract.config.yaml');
  return recordRun({ config, out: join(root, 'reports'), run, cassettes: null });
}

/** `verify --source replay` over the same project. */
export function replayProject(root: string, changes: VerifyChanges = {}): Promise<VerifyResult> {
  return verifyProject(root, { source: 'replay', ...changes });
}
