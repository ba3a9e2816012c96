import type { CapabilityFile } from '../../../src/contract/probe/capability-file.ts';
import type { Decision } from '../../../src/contract/gates/decision.ts';
import type { CaseRow, RunDetail } from '../../../src/contract/runs/run-detail.ts';
import type { PageParts } from '../../../src/reports/html/page.tsx';
import { answered, buildGolden, buildRecord } from '../../build-exchange.ts';
import { group, report } from '../sample-report.ts';

const EXAMPLE = 'vllm-scout/sql-03/send/1';

export function row(differs: Partial<CaseRow> = {}): CaseRow {
  return {
    id: EXAMPLE,
    prompt: 'sql-03',
    target: 'vllm-scout',
    state: 'passed',
    latencyMs: 210,
    attempts: 1,
    finding: null,
    ...differs,
  };
}

export function detail(differs: Partial<RunDetail> = {}): RunDetail {
  return {
    hashes: { configuration: 'ef'.repeat(32) },
    versions: { 'llama-contract': '0.1.0' },
    argv: ['verify'],
    isPlanted: false,
    modes: ['send', 'stream'],
    isSelection: false,
    settings: 'source: live\n',
    unreadable: [],
    migrations: [],
    comparisons: [],
    loose: { anything: [], 'empty-objects': [] },
    unread: [],
    rollouts: [],
    savings: [],
    routes: [],
    probed: [],
    targets: [
      {
        id: 'vllm-scout',
        latenciesMs: [120, 210, 480, 2_500],
        unanswered: 1,
        inputTokens: 1_200,
        outputTokens: 800,
        cachedTokens: 300,
        reasoningTokens: null,
        uncounted: 0,
        stallP95Ms: 40,
        longestStall: { ms: 90, id: EXAMPLE },
      },
    ],
    trends: [],
    decisions: [],
    cases: [
      row(),
      row({ id: 'vllm-scout/sql-04/send/1', prompt: 'sql-04', state: 'failed', finding: 'it is wrong' }),
    ],
    examples: [],
    ...differs,
  };
}

/** What a probe found: one bit that is done, one that is not though it is accepted. */
export function probed(differs: Partial<CapabilityFile> = {}): CapabilityFile {
  const bit = { area: 'sampling', asked: '', answered: '', exchanges: [] } as const;
  return {
    schemaVersion: 1,
    at: '2026-11-01T10:00:00.000Z',
    tool: '0.1.0',
    source: 'live',
    seed: 1,
    endpoint: {
      target: 'vllm',
      provider: 'openai-compatible',
      wire: 'openai-chat',
      server: 'vllm',
      region: null,
      baseUrl: 'http://localhost:8000',
      model: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
    },
    fingerprint: {},
    bits: [
      { ...bit, bit: 'stop', verdict: 'proved', ground: 'obeyed' },
      { ...bit, bit: 'seed', verdict: 'refuted', ground: 'ignored' },
    ],
    output: null,
    context: null,
    lies: ['seed is accepted and ignored'],
    spent: { calls: 3, tokens: 60, budget: 250_000 },
    ...differs,
  };
}

/** A cache that saves a known amount, and a cut that saves a range. */
export function savings(): RunDetail['savings'][number] {
  return {
    target: 'vllm-scout',
    currency: 'USD',
    savings: {
      requests: 40,
      inputTokens: 240_000,
      cache: [{ ttlMinutes: 30, requests: 12, tokens: 60_000, saved: { least: '0.0072', most: '0.0072' } }],
      trim: [
        {
          toTokens: 4_000,
          requests: 10,
          accepted: 9,
          tokens: 120_000,
          saved: { least: '0.0012', most: '0.0024' },
        },
      ],
    },
  };
}

/** A run with one failure, in which a model said this. */
export function failedPage(text: string, golden = 'All is well.'): PageParts {
  const exchange = answered({ text }, { suite: 'sql', prompt: 'sql-03' });
  return {
    report: report(
      { verdict: 'fail', groups: [group({ message: text, observed: text, example: EXAMPLE })] },
      { exitCode: 1 },
    ),
    detail: detail({
      cases: [row({ state: 'failed', finding: text })],
      examples: [
        {
          id: EXAMPLE,
          record: buildRecord({ state: 'failed', exchange }),
          golden: buildGolden({ text: golden }).answer,
        },
      ],
    }),
    gate: null,
  };
}

export function decision(differs: Partial<Decision> = {}): Decision {
  const [baseline, candidate] = ['nim-scout', 'vllm-scout'].map((target) => ({
    target,
    run: '20250401-120000-00ff',
  }));
  const side = { target: '', run: '20250401-120000-00ff' };
  const evidence = {
    ...side,
    evidenceRoot: 'ab'.repeat(32),
    askedAt: null,
    ageHours: 1,
    hashes: {},
    planted: 0,
  };
  return {
    stage: 'shadow',
    verdict: 'closed',
    sentence: 'schema-match fails.',
    askAgain: null,
    synthetic: false,
    migration: 'nim-to-vllm',
    policy: 'default',
    baseline: baseline ?? side,
    candidate: candidate ?? side,
    criteria: [
      {
        id: 'schema-match',
        required: true,
        metric: 'schema-match',
        bound: 'floor',
        threshold: 0.95,
        decide: 'lower-bound',
        look: 'always',
        confidence: 0.95,
        suites: null,
        observed: 0.9,
        low: 0.85,
        high: 0.94,
        n: 200,
        verdict: 'fail',
        missingN: null,
        reason: 'at most 94% match',
      },
    ],
    evidence: { baseline: evidence, candidate: evidence, again: [], earlier: null, past: null },
    ...differs,
  };
}
