import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import { BUNDLED, startCli } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { violations, type Written } from '../e2e/satisfies.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';

/** Commands, and the schema of what each prints: they begin where the one before left the project. */
const COMMANDS: readonly (readonly [Written, readonly string[]])[] = [
  ['verify', ['verify', '--json', '--faults', 'faults.yaml', '--out', 'faulty']],
  ['verify', ['verify', '--json']],
  ['show', ['show', 'vllm/json-note/send/1', '--json', '--out', 'faulty']],
  ['show', ['show', 'vllm/tool-call/stream/1', '--json', '--out', 'faulty']],
  ['show', ['show', '--failed', '--json', '--out', 'faulty']],
  ['record', ['record', '--cassettes', 'cassettes', '--json', '--out', 'recorded']],
  ['verify', ['verify', '--json', '--source', 'replay', '--cassettes', 'cassettes', '--out', 'replayed']],
  ['show', ['show', 'vllm/json-note/send/1', '--json', '--out', 'replayed']],
  ['verify-dry-run', ['verify', '--dry-run', '--json']],
  ['gate-plan', ['verify', '--dry-run', '--stage', 'shadow', '--json']],
  ['bench-dry-run', ['bench', '--dry-run', '--json']],
  ['probe-dry-run', ['probe', 'vllm', '--dry-run', '--json']],
  ['config-print', ['config', 'print', '--json']],
  ['config-print', ['config', 'print', '--json', '--config', BUNDLED]],
  ['classify', ['classify', 'errors.jsonl', '--explain', '--suggest', '--json']],
  ['decode', ['decode', 'responses.jsonl', '--json']],
  ['golden-diff', ['golden', 'diff', 'vllm', '--json', '--out', 'faulty']],
  ['golden-diff', ['golden', 'diff', '--json']],
  ['golden-strength', ['golden', 'strength', '--json']],
  ['golden-judge', ['golden', 'judge', '--json']],
  ['route-explain', ['route', 'explain', 'chat.json', '--json']],
  ['route-test', ['route', 'test', 'decisions.json', '--json']],
  ['route-diff', ['route', 'diff', 'to-nim.json', '--json']],
  ['rollout-start', ['rollout', 'start', '--by', 'us', '--json']],
  ['rollout-status', ['rollout', 'status', '--client', 'someone', '--json']],
  [
    'monitor',
    ['monitor', '--once', '--target', 'vllm', '--prompt', 'plain-word', '--json', '--out', 'watched'],
  ],
  ['verify', ['verify', '--json']],
  ['rollout-record', ['rollout', 'record', '--by', 'us', '--allow-synthetic', '--json']],
  [
    'rollout-record',
    ['rollout', 'record', '--monitor', '--out', 'watched', '--by', 'us', '--allow-synthetic', '--json'],
  ],
  ['rollout-advance', ['rollout', 'advance', '--by', 'us', '--allow-synthetic', '--json']],
  ['rollout-hold', ['rollout', 'hold', '--by', 'us', '--reason', 'it is late', '--json']],
  ['verify', ['verify', '--target', 'nim', '--json']],
  ['rollout-drill', ['rollout', 'drill', '--by', 'us', '--allow-synthetic', '--json']],
  ['rollout-export', ['rollout', 'export', '--json']],
  ['rollout-export', ['rollout', 'export', '--as', 'rows', '--json']],
  ['rollout-rollback', ['rollout', 'rollback', '--by', 'us', '--json']],
  ['rollout-status', ['rollout', 'status', '--json']],
  ['golden-approve', ['golden', 'approve', '--reason', 'so it is', '--by', 'us', '--all', '--json']],
];

const schemaMatch = { criteria: [{ id: 'schema', metric: 'schema-match', threshold: 0.5, decide: 'point' }] };
const MOVE = {
  id: 'move',
  baseline: 'nim',
  candidate: 'vllm',
  policy: 'quick',
  routing: { alias: 'llama', baseline: '/v1/llama-v1', candidate: '/v1/llama-v2' },
  consumers: [{ id: 'desk', reads: ['/kind'] }],
};
const FAULTS = {
  faults: [
    { match: { target: 'vllm', prompt: 'json-note' }, answer: 'fence' },
    { match: { target: 'vllm', prompt: 'tool-call' }, wire: 'error-body', error: { kind: 'overloaded' } },
  ],
};
const REQUEST = { textCharacters: 10 };
const EVIDENCE = { target: 'vllm', provider: 'vllm', model: 'llama-4-scout', provedTokens: 1_000 };
const EXPECTED = { target: 'vllm', how: 'best', rule: null, excluded: {} };
const PREFERRED = { id: 'to-nim', when: { textCharacters: { above: -1 } }, prefer: { target: 'nim' } };

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('');
}

/** Bytes as `decode` takes them. */
function response(id: string, body: string): object {
  const head = { status: 200, headers: { 'content-type': 'application/json' } };
  const bodyBase64 = Buffer.from(body).toString('base64');
  return { id, wire: 'openai-chat', server: 'vllm', response: { ...head, bodyBase64 } };
}

let cwd = '';
let printed: readonly { readonly stdout: string; readonly stderr: string }[] = [];

beforeAll(async () => {
  cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': {
      ...CONFIG,
      targets: [NIM, VLLM],
      defaults: { maxRetries: 0 },
      policies: {
        quick: { shadow: schemaMatch, canary: schemaMatch, partial: schemaMatch, full: schemaMatch },
      },
      migrations: [MOVE],
      judge: { target: 'nim', labels: 'labels.jsonl' },
    },
    'labels.jsonl': lines([
      { promptId: 'plain-word', text: 'Tōkyō.', label: 'good', by: 'us', why: 'it is' },
      { promptId: 'plain-word', text: 'Kyōto.', label: 'bad', by: 'us', why: 'it is not' },
    ]),
    'faults.yaml': FAULTS,
    'errors.jsonl': lines([
      {
        id: 1,
        provider: 'vllm',
        phase: 'http',
        status: 503,
        headers: {},
        body: 'no such words',
        sdkError: null,
      },
      { id: 2, provider: 'nim', phase: 'http', status: 429, headers: {}, body: 'slow down', sdkError: null },
      'no JSON',
    ]),
    'responses.jsonl': lines([
      response('a', '{"choices":[{"message":{"content":"Hi","tool_calls":[]},"finish_reason":"stop"}]}'),
      response('b', '{"error":{"message":"out of memory"}}'),
      'no JSON',
    ]),
    'chat.json': { messages: [{ role: 'user', content: 'Hi' }] },
    'decisions.json': {
      evidence: [EVIDENCE],
      decisions: [{ id: 'short', request: REQUEST, expect: EXPECTED }],
    },
    'to-nim.json': {
      ...DEFAULT_ROUTES,
      rules: [PREFERRED],
      budget: { ...DEFAULT_ROUTES.budget, fallbackModel: null },
    },
  });
  printed = await runMany(COMMANDS.map(([, args]) => ({ cwd, args })));
});

/** They print a line for each line that they read. */
const BY_LINE: ReadonlySet<Written> = new Set(['classify', 'decode'] as const);

describe('what is printed under --json', () => {
  it.each(COMMANDS.map(([name, args], at) => [name, args.join(' '), at] as const))(
    'satisfies the published schema of %s: %s',
    (name, _line, at) => {
      const { stdout = '', stderr = '' } = printed[at] ?? {};
      const documents = BY_LINE.has(name) ? stdout.trimEnd().split('\n') : [stdout];
      const wrong = documents.flatMap((text) => violations(name, JSON.parse(text === '' ? 'null' : text)));
      expect([wrong, stdout === '' ? stderr : ''], stdout).toEqual([[], '']);
    },
  );

  it.each([
    ['shadow', ['shadow', '--proxy', '--json']],
    ['shadow', ['shadow', '--sink', '--json']],
    ['gate-serve', ['gate', 'serve', '--json']],
  ] as const)('satisfies that of %s, which goes on until it is stopped', async (name, args) => {
    const server = startCli(args, { cwd });
    while (!server.stdout().endsWith('\n')) {
      if (server.child.exitCode !== null) throw new Error(server.stderr());
      await new Promise((soon) => setTimeout(soon, 20));
    }
    server.child.kill();
    const { stdout } = await server.ended;
    const documents: readonly unknown[] = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(documents.flatMap((document) => violations(name, document))).toEqual([]);
  });
});
