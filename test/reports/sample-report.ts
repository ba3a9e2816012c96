import type { Report } from '../../src/contract/runs/report.ts';
import type {
  Counts,
  FindingGroup,
  PromptRow,
  Summary,
  TargetSummary,
} from '../../src/contract/runs/summary.ts';

export function counts(parts: Partial<Counts>): Counts {
  return { planned: 0, passed: 0, failed: 0, errored: 0, skipped: 0, unproven: 0, missing: 0, ...parts };
}

export function target(id: string, parts: Partial<TargetSummary> = {}): TargetSummary {
  return {
    id,
    counts: counts({ planned: 120, passed: 120 }),
    broken: 0,
    schemaMatch: {
      matched: 36,
      planned: 36,
      rate: 1,
      low: 0.9036,
      high: 1,
      firstTry: 1,
      exchanges: { matched: 72, planned: 72 },
      tolerant: { matched: 36, rate: 1 },
      unenforced: 0,
    },
    latency: { p50Ms: 210.4, p95Ms: 480, p99Ms: 700, unanswered: 0, of: 120, deadlineMs: null },
    errorKinds: {},
    retries: 0,
    metered: { attempts: 120, unmetered: 0, inputTokens: 12_000, outputTokens: 6_000 },
    truncated: 4,
    incompleteStreams: 0,
    timeToFirstToken: { p50Ms: 90.4, p95Ms: 180, unanswered: 0, of: 60, deadlineMs: null },
    truncation: {
      'guard-cut': 0,
      'stream-cut': 0,
      'broken-off': 0,
      filtered: 0,
      'input-truncated': 0,
      'provider-capped': 0,
      'output-capped': 4,
      complete: 116,
      unknown: 0,
    },
    jsonHabits: {},
    toolTriggers: {
      truePositives: 18,
      falsePositives: 1,
      falseNegatives: 2,
      trueNegatives: 9,
      unseen: 0,
      precision: 18 / 19,
      recall: 0.9,
      f1: 36 / 39,
      calls: 24,
      validCalls: 23,
    },
    judgedQuality: null,
    repeats: null,
    quality: { score: 0.975, low: 0.861, high: 0.9961, prompts: 40, comparators: 120, facts: 16 },
    ...parts,
  };
}

export function group(parts: Partial<FindingGroup> = {}): FindingGroup {
  return {
    code: 'schema/type-mismatch',
    pointer: '/items/0/price',
    count: 12,
    targets: ['vllm-scout', 'nim-scout'],
    prompts: 3,
    message: 'not of the type that the schema asks for',
    expected: 'number',
    observed: '12.50',
    example: 'vllm-scout/sql-03/send/1',
    ...parts,
  };
}

export function promptRow(parts: Partial<PromptRow> = {}): PromptRow {
  return {
    target: 'vllm-scout',
    promptId: 'sql-01',
    hasSchema: true,
    planned: 2,
    matched: 2,
    failed: 0,
    errored: 0,
    skipped: 0,
    unproven: 0,
    missing: 0,
    retried: 0,
    truncated: 0,
    latencyMs: 1500,
    firstFinding: null,
    example: null,
    ...parts,
  };
}

function summary(parts: Partial<Summary> = {}): Summary {
  return {
    verdict: 'pass',
    synthetic: false,
    counts: counts({ planned: 240, passed: 240 }),
    unpassed: [],
    stale: [],
    restsOn: [
      { on: ['schema', 'exact', 'structure'], count: 200 },
      { on: ['text'], count: 40 },
    ],
    targets: [target('vllm-scout'), target('nim-scout')],
    groups: [],
    notes: [],
    carriage: [],
    losses: [],
    skips: [],
    prompts: [],
    evidenceRoot: 'ab'.repeat(32),
    ...parts,
  };
}

export function report(parts: Partial<Summary> = {}, more: Partial<Report> = {}): Report {
  return {
    identity: {
      run: '20250401-120000-00ff',
      startedAt: '2025-04-01T12:00:00.000Z',
      endedAt: '2025-04-01T12:00:12.300Z',
      durationMs: 12_300,
      throughput: 19.51,
      origin: null,
    },
    summary: summary(parts),
    exitCode: 0,
    source: 'live',
    seed: 1,
    baseline: 'reference',
    suites: ['contracts', 'sql'],
    shard: null,
    planted: 0,
    costs: [],
    judge: null,
    mends: [],
    changes: [],
    inRun: '--run 20250401-120000-00ff',
    contentRoot: 'cd'.repeat(32),
    strength: {
      seed: 1,
      altered: 800,
      caught: 720,
      kinds: { value: { altered: 300, caught: 240 }, shape: { altered: 500, caught: 480 } },
    },
    shadow: null,
    goldensToWrite: [],
    approving: [],
    places: [],
    paths: { folder: 'reports/20250401-120000-00ff' },
    ...more,
  };
}
