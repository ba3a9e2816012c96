import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LedgerBody } from '../../src/contract/rollout/ledger.ts';
import { InputError } from '../../src/contract/problem.ts';
import { advanceRollout, type Advance } from '../../src/runs/rollout/advance-rollout.ts';
import { addProbe } from '../../src/runs/monitor/monitor.ts';
import type { RolloutOptions, RolloutWorld } from '../../src/runs/project/open-rollout.ts';
import { recordMonitor, type RecordedProbes } from '../../src/runs/rollout/record-monitor.ts';
import { recordWindows, type RecordedWindows } from '../../src/runs/rollout/record-windows.ts';
import { MONITOR_FILE } from '../../src/store/run/layout.ts';
import { HOUR, T0, textOf, upTo } from '../rollout/build-ledger.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { eagerWorld, verifyProject, type VerifyChanges } from '../e2e/verify-project.ts';

const point = (id: string, metric: string, threshold: number) => ({
  criteria: [{ id, metric, threshold, decide: 'point' }],
});
const schema = point('schema', 'schema-match', 0.5);
export const POLICIES = {
  quick: {
    shadow: schema,
    canary: schema,
    partial: point('way-back', 'rollback-readiness', 1),
    full: point('incidents', 'incidents', 0),
  },
  partly: { shadow: schema },
};
const routing = {
  alias: 'llama',
  baseline: '/v1/llama-v1',
  candidate: '/v1/llama-v2',
  requestIdHeader: 'idempotency-key',
};
export const MOVE = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'quick', routing };
const MIGRATIONS = [
  MOVE,
  { id: 'partly', baseline: 'vllm', candidate: 'nim', policy: 'partly' },
  { id: 'unrouted', baseline: 'vllm', candidate: 'nim', policy: 'quick' },
];
const PROJECT = {
  ...SMALL,
  'llama-contract.config.yaml': { ...CONFIG, policies: POLICIES, migrations: MIGRATIONS },
};
const START = {
  kind: 'start',
  migration: 'move',
  baseline: 'vllm',
  candidate: 'nim',
  policy: 'quick',
} as const;

/** A project at a time that is told, so many hours after the start of its rollout. */
export async function openProject() {
  const root = await writeProject(PROJECT);
  let hours = 0;
  const eager = eagerWorld();
  const clock = { ...eager.clock, wallMs: () => T0 + hours * HOUR };
  const world: RolloutWorld = { ...eager, clock, uptime: { boot: 'one', upMs: () => hours * HOUR } };
  const options: RolloutOptions = {
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    migration: 'move',
    by: 'the tests',
  };
  const state = join(options.out, MONITOR_FILE);
  return {
    root,
    world,
    options,
    at(time: number): void {
      hours = time;
    },
    async ask(changes: VerifyChanges = {}): Promise<string> {
      return basename((await verifyProject(root, { targets: ['vllm', 'nim'], clock, ...changes })).folder);
    },
    advance(more: Partial<Parameters<typeof advanceRollout>[0]> = {}): Promise<Advance> {
      const sides = { baseline: null, candidate: null, allowSynthetic: true, evidenceRoots: [] };
      return advanceRollout({ ...options, ...sides, ...more }, world, new AbortController().signal);
    },
    record(run: string | null = null, allowSynthetic = true): Promise<RecordedWindows> {
      return recordWindows({ ...options, run, allowSynthetic }, world);
    },
    /** Asks as a monitor, which keeps what it saw. */
    async probe(changes: VerifyChanges = {}): Promise<string> {
      const { folder, report } = await verifyProject(root, { targets: ['vllm', 'nim'], clock, ...changes });
      const { endedAt } = report.identity;
      const rules = { objective: 0.99, everyMinutes: 60 };
      const how = { out: options.out, state, rules, maxTokensPerDay: null, targets: null };
      await addProbe({ folder, endedAt }, how, { ...eager, clock });
      return basename(folder);
    },
    recordProbes(allowSynthetic = true): Promise<RecordedProbes> {
      return recordMonitor({ ...options, file: state, allowSynthetic }, world);
    },
    state,
    ledger: () => readFile(join(root, 'rollouts/move.jsonl'), 'utf8'),
    /** Traffic stands at a share already; each step took 30 hours. */
    async writeLedger(share: number, more: readonly (readonly [number, LedgerBody])[] = []): Promise<void> {
      const steps = upTo(share).map(([time, body]) => {
        if (body.kind !== 'advance') return [time, body] as const;
        const { gate } = body;
        const sides = {
          baseline: { ...gate.baseline, target: 'vllm' },
          candidate: { ...gate.candidate, target: 'nim' },
        };
        return [time, { ...body, gate: { ...gate, ...sides } }] as const;
      });
      await mkdir(join(root, 'rollouts'), { recursive: true });
      await writeFile(join(root, 'rollouts/move.jsonl'), textOf([[0, START], ...steps, ...more]));
    },
  };
}

/** What a refusal says: of each problem its words and its mend. */
export async function refusal(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof InputError)) throw new Error(`not refused: ${String(error)}`);
  return error.problems.flatMap(({ message, mend }) => [message, mend ?? 'no mend']);
}
