import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { caseText, type CaseId } from '../../src/contract/exchanges/case-id.ts';
import type { Exchange } from '../../src/contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import type { WireEvidence } from '../../src/contract/wires/wire.ts';
import type { Clock, Processes } from '../../src/contract/world.ts';
import type { RunManifest } from '../../src/store/run/manifest.ts';
import { createRun, type RunStore } from '../../src/store/run/open-run.ts';
import type { HashedRequest } from '../../src/store/records/stored-record.ts';
import { createRootCount } from '../../src/store/run/run-roots.ts';
import { contentDigest } from '../../src/store/run/content-root.ts';
import { holdRun, type HeldRun } from '../../src/store/run/hold-run.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import { refuseChanges } from '../../src/store/run/refuse-changes.ts';
import { resumeRun } from '../../src/store/run/resume-run.ts';
import { ask } from '../ask.ts';

/** A clock that stands still; its timers run when told. */
export function stoppedClock(): Clock & { ring(): void } {
  let timers: (() => void)[] = [];
  return {
    nowMs: () => 0,
    wallMs: () => 0,
    sleep: async () => {},
    timer(_ms, run) {
      timers.push(run);
      return () => {
        timers = timers.filter((other) => other !== run);
      };
    },
    ring() {
      for (const run of timers.splice(0)) run();
    },
  };
}

export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'llama-contract-store-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function manifest(parts: Partial<RunManifest> = {}): RunManifest {
  return {
    schemaVersion: 2,
    run: '20250401-120000-00ff',
    startedAt: '2025-04-01T12:00:00.000Z',
    seed: 1,
    source: 'simulate',
    baseline: 'reference',
    hashes: {
      config: 'c'.repeat(64),
      suites: { sql: 'd'.repeat(64) },
      goldens: { sql: 'e'.repeat(64) },
      cassettes: null,
      prompts: 'f'.repeat(64),
    },
    versions: { node: '24.0.0' },
    servers: {},
    endpoints: [],
    plan: {
      targets: ['t'],
      suites: ['sql'],
      tags: [],
      modes: ['send'],
      repeat: 1,
      once: null,
      prompts: 2,
      named: null,
      pairs: null,
    },
    argv: ['verify'],
    origin: null,
    shard: null,
    merged: null,
    legs: [{ records: 0, startedAt: '2026-01-02T03:04:05.000Z' }],
    rejudged: null,
    recordedAt: null,
    planted: null,
    purpose: null,
    judge: null,
    ...parts,
  };
}

export const request = ask({
  requestId: 'r-1',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Größe?' }] }],
  maxOutputTokens: 10,
});

const REQUEST_HASH = 'a'.repeat(64);
export const hashed: HashedRequest = { hash: REQUEST_HASH, request };

export function evidence(parts: Partial<WireEvidence> = {}): WireEvidence {
  return {
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:1/v1/chat/completions',
      headers: { 'content-type': 'application/json', authorization: 'Bearer ***' },
      body: '{"messages":[{"role":"user","content":"Größe?"}]}',
    },
    status: 200,
    headers: { 'content-type': 'application/json' },
    bytes: 2,
    chunkEnds: [2],
    chunkAtMs: [3],
    body: { text: '{}' },
    end: 'fin',
    ...parts,
  };
}

/** The case of a prompt; its text is `t/<prompt>/send/1`. */
export function caseOf(prompt: string): CaseId {
  return { suite: 'sql', prompt, target: 't', mode: 'send', repetition: 1 };
}

export function exchange(prompt: string, parts: Partial<Exchange> = {}): Exchange {
  return {
    case: caseOf(prompt),
    servedAs: 'send',
    source: 'simulate',
    requestHash: REQUEST_HASH,
    attempts: [],
    outcome: {
      type: 'response',
      response: {
        text: 'Größe \u2028 “7”',
        reasoning: null,
        toolCalls: [],
        finishReason: { unified: 'stop', raw: 'stop' },
        usage: { inputTokens: 1, outputTokens: 2, cachedTokens: null, reasoningTokens: null },
        model: 'm',
        providerRequestId: 'x',
        systemFingerprint: null,
        warnings: [],
      },
    },
    evidence: evidence(),
    proof: null,
    losses: [],
    replayed: null,
    enqueuedMs: 0,
    acquiredMs: 1,
    ...parts,
  };
}

export function record(prompt: string, parts: Partial<ExchangeRecord> = {}): ExchangeRecord {
  return {
    case: caseOf(prompt),
    state: 'passed',
    reason: null,
    exchange: exchange(prompt),
    verdicts: [{ check: 'finish-reason', status: 'pass', notes: [] }],
    score: null,
    opinion: null,
    truncation: null,
    ...parts,
  };
}

export const plain = (text: string): string => text;

/** The one secret of these tests, masked. */
export const maskPassword = (text: string): string => text.replaceAll('hunter2!', '***');

/** A process that is gone: there are fewer ids than this. */
const GONE: Processes = {
  self: () => ({ ...nodeProcesses.self(), pid: 2 ** 22 + 1, started: '1' }),
  isGone: (mark) => nodeProcesses.isGone(mark),
};

export function begin(
  dir: string,
  parts: Partial<RunManifest> = {},
  processes: Processes = nodeProcesses,
): Promise<RunStore> {
  return createRun({
    dir,
    manifest: manifest(parts),
    clock: stoppedClock(),
    processes,
    redact: plain,
    maskSecrets: plain,
    countSecrets: () => 0,
  });
}

/** A run of a process that is killed: what it wrote stays, and its lock. */
export function beginKilled(dir: string): Promise<RunStore> {
  return begin(dir, {}, GONE);
}

/** A run as it was read before it was opened to go on, and its store. */
export interface Resumed {
  readonly store: RunStore;
  readonly manifest: RunManifest;
  readonly records: readonly ExchangeRecord[];
  readonly tornBytes: number;
}

export async function resume(folder: string, now: RunManifest = manifest()): Promise<Resumed> {
  const clock = stoppedClock();
  const held = await holdRun(folder, { clock, processes: nodeProcesses });
  try {
    return await resumeHeld(folder, held, now, clock);
  } catch (error) {
    await held.release();
    throw error;
  }
}

async function resumeHeld(folder: string, held: HeldRun, now: RunManifest, clock: Clock): Promise<Resumed> {
  const run = await readRun(folder);
  refuseChanges(run.manifest, now);
  const roots = createRootCount();
  const records: ExchangeRecord[] = [];
  for await (const { record, digest } of run.records) {
    roots.add(caseText(record.case), digest, contentDigest(record, record.exchange?.outcome));
    records.push(record);
  }
  const world = { clock, redact: plain, maskSecrets: plain, countSecrets: () => 0 };
  const store = await resumeRun({ folder, held, roots, manifest: run.manifest, ...world });
  return { store, manifest: run.manifest, records, tornBytes: run.tornBytes };
}

export const promptsOf = (records: readonly ExchangeRecord[]): readonly string[] =>
  records.map((each) => each.case.prompt);
