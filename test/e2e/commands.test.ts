import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestLine } from '../../src/store/records/digest-line.ts';
import { buildWindow, MONDAY } from '../monitors/build-window.ts';
import { parseXml } from '../reports/check-xml.ts';
import { NODE, CLI, runCli, start, type Ended } from './run-cli.ts';
import { runMany } from './run-many.ts';
import { CONFIG, SMALL, SUITE, VLLM, writeProject } from './small-project.ts';
import { readIds } from './verify-project.ts';

const ESCAPE = '\u001b';
const PLAIN_AND_TOOLS = SUITE.prompts.slice(1);

/** A project in which one exchange passes, one fails, one errs and one is skipped on the only target. */
const MIXED = {
  ...SMALL,
  'llama-contract.config.yaml': { ...CONFIG, targets: [VLLM], defaults: { maxRetries: 0 } },
  'suites/small.yaml': {
    ...SUITE,
    prompts: [{ ...SUITE.prompts[0], maxOutputTokens: 5000 }, ...PLAIN_AND_TOOLS],
  },
  'faults.yaml': {
    faults: [
      { match: { prompt: 'plain-word', mode: 'send' }, answer: 'usage', value: 0 },
      { match: { prompt: 'tool-call' }, wire: 'error-body', error: { kind: 'overloaded' } },
    ],
  },
};

const STATES = [
  ['passed', 'vllm/plain-word/stream/1', 'PASSED'],
  ['failed', 'vllm/plain-word/send/1', 'usage/zero-output'],
  ['errored', 'vllm/tool-call/send/1', 'overloaded'],
  ['skipped', 'vllm/json-note/send/1', 'limit/output'],
] as const;

/** What live calls to the small project's targets read of the environment. */
const VARIABLES = ['TEST_AWS_KEY', 'TEST_AWS_SECRET', 'TEST_IBM_KEY', 'TEST_NIM_TOKEN', 'TEST_VLLM_TOKEN'];

const VARIABLES_BY_TARGET = [
  'bedrock: environment variables TEST_AWS_KEY, TEST_AWS_SECRET are',
  'watsonx: environment variable TEST_IBM_KEY is',
  'nim: environment variable TEST_NIM_TOKEN is',
  'vllm: environment variable TEST_VLLM_TOKEN is',
];

let cwd = '';
let mixed = '';
const ended = new Map<string, Pick<Ended, 'code' | 'stdout' | 'stderr'>>();

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'dry run': ['verify', '--dry-run', '--json', '--out', 'dry'],
  'live dry run': ['verify', '--dry-run', '--source', 'live'],
  send: ['verify', '--json', '--mode', 'send', '--out', 'send'],
  repeat: ['verify', '--json', '--repeat', '3', '--target', 'vllm', '--out', 'repeat'],
  tag: ['verify', '--json', '--tag', 'tools', 'json', '--target', 'nim', 'vllm', '--out', 'tag'],
  suite: ['verify', '--json', '--suite', 'small', '--target', 'bedrock', '--out', 'suite'],
  reporters: [
    'verify',
    '--target',
    'vllm',
    '--out',
    'told',
    '--reporter',
    'markdown',
    'junit',
    'json',
    'console',
    'ctrf',
    'github',
  ],
  validate: ['config', 'validate'],
  'validate as JSON': ['config', 'validate', '--json'],
  print: ['config', 'print'],
  'print as JSON': ['config', 'print', '--json'],
  'config schema': ['config', 'schema'],
  'suite schema': ['config', 'schema', 'suite'],
  'faults schema': ['config', 'schema', 'faults'],
  'response schema': ['config', 'schema', 'response'],
};

const IN_MIXED: Readonly<Record<string, readonly string[]>> = {
  mixed: ['verify', '--json', '--faults', 'faults.yaml'],
  'mixed, told': ['verify', '--faults', 'faults.yaml', '--out', 'told'],
  bail: ['verify', '--json', '--faults', 'faults.yaml', '--bail', '--concurrency', '1', '--out', 'bail'],
  ...Object.fromEntries(STATES.map(([state, id]) => [`show ${state}`, ['show', id]])),
  'show as JSON': ['show', STATES[1][1], '--json'],
  'show curl of skipped': ['show', STATES[3][1], '--curl'],
  'show nothing': ['show', 'vllm/plain-word/sent/1'],
};

/** Where somebody carried what a monitor saw, and nothing else. */
const ELSEWHERE = { 'seen.jsonl': `${digestLine(JSON.stringify(buildWindow(MONDAY))).line}\n` };
const IN_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'status of a file': ['monitor', '--status', '--state', 'seen.jsonl', '--json'],
  'status of no file': ['monitor', '--status'],
  'status by a configuration': ['monitor', '--status', '--state', 'seen.jsonl', '--config', 'mine.yaml'],
};

beforeAll(async () => {
  cwd = await writeProject();
  mixed = await writeProject(MIXED);
  const elsewhere = await writeProject(ELSEWHERE);
  const lines = [
    ...Object.entries(COMMANDS).map(([name, args]) => ({ name, cwd, args })),
    ...Object.entries(IN_MIXED).map(([name, args]) => ({ name, cwd: mixed, args })),
    ...Object.entries(IN_ELSEWHERE).map(([name, args]) => ({ name, cwd: elsewhere, args })),
  ];
  const results = await runMany(lines);
  for (const [at, { name }] of lines.entries()) {
    const result = results[at];
    if (result !== undefined) ended.set(name, result);
  }
});

function saidBy(name: string): Pick<Ended, 'code' | 'stdout' | 'stderr'> {
  const result = ended.get(name);
  if (result === undefined) throw new Error(`${name} was not run`);
  return result;
}

/** The one JSON object that a command printed, and nothing beside it. */
function jsonOf(name: string) {
  const { stdout } = saidBy(name);
  expect(stdout.split('\n').length).toBe(2);
  return JSON.parse(stdout);
}

/** Every key in its order, of one object and of the first element of each list. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [keysOf(value[0])];
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).map(([key, below]) => {
    const inner = keysOf(below);
    return inner === null ? key : [key, inner];
  });
}

const COUNTS = ['planned', 'passed', 'failed', 'errored', 'skipped', 'unproven', 'missing'];

describe('verify --json', () => {
  it('prints the documented object, its keys in their order, and nothing else', () => {
    expect(keysOf(jsonOf('mixed'))).toEqual([
      'schemaVersion',
      'run',
      ['origin', ['by', 'commit', 'dirty', 'link', ['host', ['kind', 'name']]]],
      'verdict',
      'exitCode',
      'synthetic',
      'shard',
      ['counts', COUNTS],
      ['unpassed', [['what', 'id']]],
      ['stale', []],
      ['restsOn', [[['on', [null]], 'count']]],
      [
        'strength',
        [
          'seed',
          'altered',
          'caught',
          [
            'kinds',
            [
              ['value', ['altered', 'caught']],
              ['shape', ['altered', 'caught']],
            ],
          ],
        ],
      ],
      'shadow',
      'judge',
      [
        'targets',
        [
          [
            'id',
            ['counts', COUNTS],
            [
              'schemaMatch',
              [
                'matched',
                'planned',
                'rate',
                'low',
                'high',
                'firstTry',
                ['exchanges', ['matched', 'planned']],
                ['tolerant', ['matched', 'rate']],
                'unenforced',
              ],
            ],
            ['latency', ['p50Ms', 'p95Ms', 'p99Ms', 'unanswered', 'of']],
            ['errorKinds', ['overloaded']],
            'retries',
            'truncated',
            'incompleteStreams',
            ['jsonHabits', []],
            ['quality', ['score', 'low', 'high', 'prompts', 'comparators', 'facts']],
            'judgedQuality',
            'repeats',
            ['metered', ['attempts', 'unmetered', 'inputTokens', 'outputTokens']],
            'cost',
          ],
        ],
      ],
      [
        'groups',
        [
          [
            'code',
            'pointer',
            'count',
            'prompts',
            ['targets', [null]],
            'expected',
            'observed',
            'example',
            'show',
          ],
        ],
      ],
      ['changes', []],
      ['mends', []],
      ['goldensToWrite', []],
      ['approving', []],
      ['paths', ['run', 'summary']],
    ]);
  });

  it('tells on stderr where the run is kept', () => {
    expect(saidBy('mixed').stderr).toMatch(/^run (\d{8}-\d{9}-[0-9a-f]{4}) -> reports\/\1\n/);
  });
});

describe('verify', () => {
  it('counts each state once and fails by its rules', () => {
    const { counts, verdict, exitCode } = jsonOf('mixed');
    expect([saidBy('mixed').code, exitCode, verdict]).toEqual([1, 1, 'fail']);
    expect(counts).toEqual({
      planned: 6,
      passed: 1,
      failed: 1,
      errored: 2,
      skipped: 2,
      unproven: 0,
      missing: 0,
    });
  });

  it('plans without calling', async () => {
    const { dryRun, calls, targets } = jsonOf('dry run');
    expect([saidBy('dry run').code, dryRun, calls, targets.length]).toEqual([0, true, 24, 4]);
    expect(existsSync(join(cwd, 'dry'))).toBe(false);
  });

  it('opens no socket in a dry run', async () => {
    const guard = join(cwd, 'no-sockets.mjs');
    await writeFile(
      guard,
      `import net from 'node:net';
      const refuse = () => { process.stderr.write('a socket\\n'); process.exit(99); };
      net.Socket.prototype.connect = refuse;
      net.Server.prototype.listen = refuse;`,
    );
    const keys = Object.fromEntries(VARIABLES.map((name) => [name, 'a-value']));
    const dry = await start(NODE, ['--import', guard, CLI, 'verify', '--dry-run', '--source', 'live'], {
      cwd,
      env: keys,
    }).ended;
    expect([dry.code, dry.stderr]).toEqual([0, '']);
    const real = await start(NODE, ['--import', guard, CLI, 'verify'], { cwd }).ended;
    expect([real.code, real.stderr]).toEqual([99, 'a socket\n']);
  });

  it('names in a dry run the variables that a live run would lack, and for a simulated one none', () => {
    const { code, stderr } = saidBy('live dry run');
    expect([code, VARIABLES.filter((name) => !stderr.includes(name))]).toEqual([0, []]);
    expect(saidBy('dry run').stderr).toBe('');
  });

  it('asks in one mode', async () => {
    const { counts, paths } = jsonOf('send');
    expect(counts).toMatchObject({ planned: 12, passed: 12 });
    const ids = await readIds(join(cwd, paths.run));
    expect(ids.every((id) => id.includes('/send/'))).toBe(true);
  });

  it('asks three times', async () => {
    const { counts, paths } = jsonOf('repeat');
    expect(counts).toMatchObject({ planned: 18, passed: 18 });
    const ids = await readIds(join(cwd, paths.run));
    expect(ids.filter((id) => id.startsWith('vllm/json-note/send/')).toSorted()).toEqual([
      'vllm/json-note/send/1',
      'vllm/json-note/send/2',
      'vllm/json-note/send/3',
    ]);
  });

  it('asks what is selected by tag, target and suite', () => {
    const ofTag = jsonOf('tag');
    expect(ofTag.targets.map(({ id }: { id: string }) => id)).toEqual(['nim', 'vllm']);
    expect(ofTag.counts).toMatchObject({ planned: 8, passed: 8 });
    expect(jsonOf('suite').counts).toMatchObject({ planned: 6, passed: 6 });
  });

  it('stops at the first exchange that does not pass, and leaves the rest missing', () => {
    const { counts, exitCode } = jsonOf('bail');
    expect(exitCode).toBe(1);
    expect(counts.failed).toBe(1);
    expect(counts.missing).toBeGreaterThan(0);
    expect(counts.planned).toBe(6);
    expect(saidBy('bail').stderr).toMatch(
      /\nstopped at the first exchange that did not pass, as --bail asks; everything recorded is kept\. To go on:\n {2}npx llama-contract .* --resume bail\/[^ ]+\n$/,
    );
  });

  it('writes each report that is asked for, whole', async () => {
    expect(saidBy('reporters').code).toBe(0);
    const [, folder = ''] = /^run \S+ -> (\S+)/.exec(saidBy('reporters').stderr) ?? [];
    const read = (name: string): Promise<string> => readFile(join(cwd, folder, name), 'utf8');
    const suites = parseXml(await read('report.xml'));
    expect([suites.name, suites.attributes['failures']]).toEqual(['testsuites', '0']);
    expect(await read('report.md')).toMatch(/^## PASS \(SYNTHETIC\): 6 of 6 /);
    const { counts } = JSON.parse(await read('report.json'));
    expect(counts.passed).toBe(6);
    const text = await read('report.txt');
    expect(text).toBe(saidBy('reporters').stdout);
    expect(JSON.parse(await read('report.ctrf.json')).results.summary).toMatchObject({ tests: 4, passed: 4 });
    expect(await read('report.github.txt')).toMatch(/^::notice title=llama-contract PASS SYNTHETIC::/);
    const names = [
      'report.md',
      'report.xml',
      'report.json',
      'report.txt',
      'report.ctrf.json',
      'report.github.txt',
    ];
    for (const name of names) expect(text).toContain(`  ${join(folder, name)}\n`);
  });

  it('prints no escapes into a pipe', async () => {
    const args = ['verify', '--faults', 'faults.yaml', '--out', 'plain'];
    const { stdout, stderr, code } = await runCli(args, { cwd: mixed, env: { TERM: 'xterm-256color' } });
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).not.toContain(ESCAPE);
    expect(stdout).toContain('Failures (2 kinds)');
  });

  it('names the command that opens an example, wherever runs are kept', async () => {
    const [group] = jsonOf('bail').groups;
    const inBail = `--run ${jsonOf('bail').run} --out bail`;
    expect(group.show).toBe(`npx llama-contract show vllm/plain-word/send/1 ${inBail}`);
    const [shown] = await runMany([{ cwd: mixed, args: group.show.split(' ').slice(2) }]);
    expect([shown?.code, shown?.stdout.split('\n')[0]]).toEqual([
      0,
      'FAILED  vllm/plain-word/send/1  SYNTHETIC',
    ]);
    expect(jsonOf('mixed').groups[1].show).toBe(
      `npx llama-contract show vllm/plain-word/send/1 --run ${jsonOf('mixed').run}`,
    );
  });
});

describe('show', () => {
  it.each(STATES)('shows an exchange that %s', (state, id, words) => {
    const { code, stdout } = saidBy(`show ${state}`);
    expect(code).toBe(0);
    expect(stdout.startsWith(`${state.toUpperCase()}  ${id}`)).toBe(true);
    // What was not asked was not answered by a simulator either.
    expect(stdout.split('\n')[0]?.endsWith('SYNTHETIC')).toBe(state !== 'skipped');
    expect(stdout).toContain(words);
  });

  it('prints everything as JSON', () => {
    const { schemaVersion, record } = jsonOf('show as JSON');
    expect([schemaVersion, record.id, record.state]).toEqual([1, STATES[1][1], 'failed']);
  });

  it('has no curl command for what was never asked', () => {
    const { code, stdout, stderr } = saidBy('show curl of skipped');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `error: ${STATES[3][1]} was never sent (limit/output), so there is no request to repeat\n`,
    );
  });

  it('names the nearest exchanges when there is none of that id', () => {
    const { code, stderr } = saidBy('show nothing');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: reports\/\S+ has no exchange vllm\/plain-word\/sent\/1\n {2}mend: did you mean vllm\/plain-word\/send\/1/,
    );
  });
});

describe('config', () => {
  it('validates', () => {
    expect(saidBy('validate').stdout).toBe(
      'llama-contract.config.yaml is valid: 4 targets, 1 suite, 3 prompts.\n',
    );
    expect(jsonOf('validate as JSON')).toEqual({
      schemaVersion: 1,
      valid: true,
      targets: 4,
      suites: 1,
      prompts: 3,
      warnings: VARIABLES_BY_TARGET.map((lacking) =>
        expect.objectContaining({ severity: 'warning', message: `live calls to ${lacking} not set` }),
      ),
    });
  });

  it('prints what it comes to', () => {
    expect(saidBy('print').stdout).toMatch(
      /^# effective configuration of llama-contract\.config\.yaml\n# sha256 [0-9a-f]{64}\n/,
    );
    expect(jsonOf('print as JSON').targets.map(({ id }: { id: string }) => id)).toEqual([
      'bedrock',
      'watsonx',
      'nim',
      'vllm',
    ]);
  });

  it.each(['config', 'suite', 'faults', 'response'])('prints the schema of the %s', (format) => {
    const { code, stdout } = saidBy(`${format} schema`);
    expect([code, JSON.parse(stdout).$schema]).toEqual([0, 'http://json-schema.org/draft-07/schema#']);
  });
});

describe('monitor --status', () => {
  it('needs no configuration where its file is named, and one that is named is needed', () => {
    const { alarms, targets } = jsonOf('status of a file');
    expect([saidBy('status of a file').code, alarms[0].kind, targets[0].windows]).toEqual([3, 'absent', 1]);
    const missing = ['status of no file', 'status by a configuration'].map((name) => saidBy(name));
    expect(missing.map(({ code, stderr }) => [code, stderr.split('\n')[0]])).toEqual([
      [2, 'error: cannot read the configuration llama-contract.config.yaml: there is no such file'],
      [2, 'error: cannot read the configuration mine.yaml: there is no such file'],
    ]);
  });
});
