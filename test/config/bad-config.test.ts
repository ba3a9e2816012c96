import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import { BAD_CONFIGS, but, ID_RULE, OPENAI_TARGET } from './bad-configs.ts';
import { load, loadText, problemsOf, sound, withTarget } from './tables.ts';

describe('a configuration is refused for', () => {
  it.each(BAD_CONFIGS)('$what', async ({ text, at, message, mend }) => {
    const problems = await problemsOf(text);
    expect(
      problems.map((problem) => ({
        at: `${problem.line}:${problem.column}`,
        message: problem.message,
        mend: problem.mend,
      })),
    ).toEqual([{ at, message, mend }]);
    expect(problems[0]?.frame).toContain('^');
  });
});

it('every reference of a migration is checked, and its words suggested', async () => {
  const problems = await problemsOf(
    sound({
      more: [
        'suites: [bug-triage, sql]',
        'policies: { standard: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point }] } } }',
        'migrations:',
        '  - { id: m, baseline: won, candidate: one, policy: standart, suites: [bugtriage] }',
        '  - { id: m, baseline: one, candidate: two, policy: standard, consumers: [{ id: c, reads: [items] }] }',
      ].join('\n'),
    }),
  );
  expect(problems.map((problem) => [problem.pointer, problem.message, problem.mend])).toEqual([
    ['/migrations/0/baseline', 'there is no target "won"', 'did you mean "one"?'],
    ['/migrations/0/policy', 'there is no policy "standart"', 'did you mean "standard"?'],
    ['/migrations/0/suites/0', 'there is no suite "bugtriage"', 'did you mean "bug-triage"?'],
    ['/migrations/1/id', 'the migration "m" is there twice', 'rename one; the first is migrations[0].id'],
    ['/migrations/1/candidate', 'there is no target "two"', 'known: one'],
    [
      '/migrations/1/consumers/0/reads/0',
      'migrations[1].consumers[0].reads[0] must be a JSON pointer, such as /items/0/name, or "" for the whole answer',
      'JSON pointers into the answer; * is any array index.',
    ],
  ]);
});

it('how clients reach a migration is checked, and the rules of its rollout', async () => {
  const more = [
    'policies: { standard: { rollout: { holdHours: 0, windowMinute: 5 }, full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point }] } } }',
    'migrations:',
    '  - { id: a, baseline: one, candidate: two, policy: standard, routing: { alias: x, baseline: v1, candidate: /v1/b } }',
    '  - { id: b, baseline: one, candidate: two, policy: standard, routing: { alias: x, baseline: /v1/x, candidate: /v1/b } }',
    '  - { id: c, baseline: one, candidate: two, policy: standard, routing: { alias: x, baseline: /a } }',
  ];
  const problems = await problemsOf(sound({ more: more.join('\n') }));
  const others = problems.filter(({ message }) => message !== 'there is no target "two"');
  expect(others.map(({ message, mend }) => [message, mend])).toEqual([
    [
      'policies.standard.rollout.holdHours must be at least 1',
      'How long traffic stays at a share before more of it may move.',
    ],
    ['unknown key "windowMinute" in policies.standard.rollout', 'did you mean "windowMinutes"?'],
    [
      'migrations[0].routing.baseline must be a path, such as /v1/llama-v2',
      'The path that always leads to the baseline.',
    ],
    [
      'migrations[1].routing must have three paths that differ: that of the baseline, of the candidate, and /v1/ALIAS',
      'How clients reach the two sides.',
    ],
    [
      'migrations[2].routing.candidate is missing',
      'add candidate (The path that always leads to the candidate.)',
    ],
  ]);
});

async function toldOf(traffic: string): Promise<readonly (readonly (string | null)[])[]> {
  const more = `policies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point }] } } }
migrations: [{ id: m, baseline: other, candidate: one, policy: p, traffic: ${traffic} }]`;
  const problems = await problemsOf(sound({ more }));
  return problems
    .filter(({ message }) => message !== 'there is no target "other"')
    .map(({ pointer, message, mend }) => [pointer, message, mend]);
}

it('what a migration says of its live traffic is checked', async () => {
  const at = '/migrations/0/traffic';
  expect(await toldOf('{ fallback: onee }')).toEqual([
    [`${at}/fallback`, 'there is no target "onee"', 'did you mean "one"?'],
  ]);
  expect(await toldOf('{ fallback: one }')).toEqual([
    [
      `${at}/fallback`,
      'the candidate would serve what the ledger gives to the baseline',
      'name the baseline, or a third target',
    ],
  ]);
  expect(await toldOf('{ pins: { "__proto__": candidate, a: baseline } }')).toMatchObject([
    [`${at}/pins/__proto__`, 'migrations[0].traffic.pins.__proto__ must have another name', null],
  ]);
  expect(
    await toldOf(
      '{ pins: { a: candidate }, cohorts: [{ id: x, keys: [a, b], from: canary }, { id: x, keys: [b], from: full }] }',
    ),
  ).toEqual([
    [
      `${at}/cohorts/0/keys/0`,
      'the client "a" is there twice',
      'leave it out here, or at migrations[0].traffic.pins.a',
    ],
    [
      `${at}/cohorts/1/id`,
      'the cohort "x" is there twice',
      'rename one; the first is migrations[0].traffic.cohorts[0].id',
    ],
    [
      `${at}/cohorts/1/keys/0`,
      'the client "b" is there twice',
      'leave it out here, or at migrations[0].traffic.cohorts[0].keys[1]',
    ],
  ]);
  expect(await toldOf('{ shadow: { dollarsPerDay: 5 } }')).toEqual([
    [
      `${at}/shadow/dollarsPerDay`,
      'no price is written to count money by',
      'write prices: of both targets, or limit tokensPerDay',
    ],
  ]);
  expect(
    await toldOf(
      '{ clientKey: authorization, cohorts: [{ id: y, keys: [a], from: shadow }], shadow: { share: 10, queue: { request: 1 } } }',
    ),
  ).toEqual([
    [
      `${at}/clientKey`,
      'migrations[0].traffic.clientKey must be a header of its own: decisions show whose request it was, and this one may carry a secret',
      'The header by which a client is known. Without it the user in the body, else each request is its own client.',
    ],
    [
      `${at}/cohorts/0/from`,
      'migrations[0].traffic.cohorts[0].from must be one of canary, partial, full',
      'From this stage on the candidate serves them. Never after a rollback.',
    ],
    [
      `${at}/shadow/share`,
      'migrations[0].traffic.shadow.share must be at most 1',
      'Of the requests that may be mirrored: 0 none, 1 all.',
    ],
    [
      `${at}/shadow/queue/request`,
      'unknown key "request" in migrations[0].traffic.shadow.queue',
      'did you mean "requests"?',
    ],
  ]);
});

it('ids that are there twice are told in every list', async () => {
  const problems = await problemsOf(
    `${sound()}  - { id: one, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:1', model: scout, credentials: none }
suites: [a, b, a]
policies: { p: { full: { criteria: [{ id: x, metric: error-rate, threshold: 0.1, decide: point }, { id: x, metric: error-rate, threshold: 0.1, decide: point }] } } }
migrations: [{ id: m, baseline: one, candidate: one, policy: p, consumers: [{ id: c, reads: [''] }, { id: c, reads: [''] }] }]
`,
  );
  expect(problems.map((problem) => problem.message)).toEqual([
    'the target "one" is there twice',
    'the suite "a" is there twice',
    'the criterion "x" is there twice',
    'baseline and candidate are the same target',
    'the consumer "c" is there twice',
  ]);
});

it('all problems come at once, in the order of the file: a wrong row hides no other problem of its own or of others', async () => {
  const problems = await problemsOf(
    withTarget(
      'id: A',
      'provider: bedrok',
      'model: scout',
      'credentials: none',
      'concurrency: -1',
      'fallback: skout',
    ).concat('\nmigrations: [{ id: m, baseline: A, candidate: b, policy: p }]'),
  );
  expect(problems.map((problem) => `${problem.line}:${problem.column} ${problem.message}`)).toEqual([
    `10:9 targets[0].id ${ID_RULE}`,
    '11:15 there is no provider "bedrok"',
    '14:18 targets[0].concurrency must be greater than 0',
    '15:15 there is no model "skout"',
    '17:47 there is no target "b"',
    '17:58 there is no policy "p"',
  ]);
});

it('a frame shows the lines around the place, without colour', async () => {
  const [problem] = await problemsOf(sound({ more: 'defaults: { concurency: 1 }' }));
  expect(problem?.frame).toBe(
    [
      '  14 |     model: scout',
      '  15 |     credentials: none',
      '> 16 | defaults: { concurency: 1 }',
      '     |             ^^^^^^^^^^',
    ].join('\n'),
  );
});

describe('a file that cannot be read or parsed', () => {
  it.each([
    [
      'c.yaml',
      'a: [1',
      1,
      6,
      'broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['c.yaml', 'a: 1\na: 2', 2, 1, 'broken YAML: Map keys must be unique'],
    ['c.yaml', 'a: 1\n---\nb: 1', 2, 1, 'the configuration is one document, and here begins another'],
    ['c.yaml', 'a: &a [*a]', 1, 8, 'broken YAML: an alias stands within itself'],
    ['c.yaml', '', 1, 1, 'the file is empty'],
    ['c.yaml', '# nothing yet\n', 1, 1, 'the file is empty'],
    ['c.json', '{"a": 1,}', 1, 9, 'broken JSON: a property name is expected'],
    ['c.json', 'a: 1', 1, 1, 'broken JSON: a value is expected'],
    ['c.yaml', 'a: "\\ud800"', 1, 1, 'broken YAML: a text holds half a character'],
    ['c.json', '{"a": [1', 1, 9, 'broken JSON: the text ends where a comma or a closing bracket is expected'],
    ['c.yaml', '- a', 1, 1, 'the configuration must be a map of keys, not a list'],
  ])('%s holding %j is told at its place', async (name, text, line, column, message) => {
    const [problem] = await problemsOf(text, name);
    expect([problem?.line, problem?.column, problem?.message]).toEqual([line, column, message]);
  });

  it('aliases that multiply are refused, not expanded', async () => {
    const rows = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh']) {
      rows.push(`${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(',')}]`);
    }
    const [problem] = await problemsOf(rows.join('\n'));
    expect(problem?.message).toBe(
      'broken YAML: Excessive alias count indicates a resource exhaustion attack',
    );
  });

  it('nesting without end is a problem, not a crash', async () => {
    const problems = await problemsOf(`a: ${'['.repeat(20_000)}`);
    expect(problems[0]?.message).toContain('broken YAML');
  });

  it('no file says how to get one', async () => {
    const error = await load('/nowhere/llama-contract.config.yaml').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(error instanceof InputError && error.problems).toMatchObject([
      {
        message: 'cannot read the configuration /nowhere/llama-contract.config.yaml: there is no such file',
        mend: 'pass --config PATH, or run in a folder that has llama-contract.config.yaml (the package brings one to copy)',
      },
    ]);
  });

  it('another extension is refused', async () => {
    const [problem] = await problemsOf('a = 1', 'c.toml');
    expect(problem?.message).toBe('a configuration is .yaml, .yml, .json or .ts, not ".toml"');
  });

  it('a program that throws is told with its reason', async () => {
    const [problem] = await problemsOf('throw new Error("no luck");', 'c.ts');
    expect([problem?.message, problem?.mend]).toEqual([
      'cannot run the configuration: no luck',
      'export one plain object by default',
    ]);
  });

  it('a program whose text holds half a character is told so', async () => {
    const [problem] = await problemsOf('export default { a: "\\ud800" };', 'c.ts');
    expect(problem?.message).toBe('cannot run the configuration: a text holds half a character');
  });

  it('a program has no lines to point at, and still a pointer', async () => {
    const problems = await problemsOf('export default { schemaVersion: 1, sorce: "live" };', 'c.ts');
    expect(
      problems.map((problem) => [problem.line, problem.pointer, problem.mend, problem.frame]),
    ).toContainEqual([null, '/sorce', 'did you mean "source"?', null]);
  });
});

it('keys that are special to JavaScript are ordinary unknown keys', async () => {
  const problems = await problemsOf(sound({ more: '__proto__: { polluted: 1 }\nconstructor: 1' }));
  expect(problems.map((problem) => problem.message)).toEqual([
    'unknown key "__proto__"',
    'unknown key "constructor"',
  ]);
  for (const word of ['constructor', 'toString', '__proto__']) {
    const [problem] = await problemsOf(
      but(
        OPENAI_TARGET,
        'server',
        `server: ${word === '__proto__' ? '{ extends: __proto__ }' : word.toLowerCase()}`,
      ),
    );
    expect(problem?.message).toContain('there is no server');
  }
});

it('a deadline that another one forestalls is a warning', async () => {
  const { warnings } = await loadText(
    sound({ more: 'defaults: { deadlines: { totalMs: 1000, exchangeMs: 5000 } }' }),
  );
  expect(warnings.map((warning) => [warning.severity, warning.message])).toEqual([
    ['warning', 'firstOutputMs (60000) can never be reached: totalMs is 1000'],
    ['warning', 'headersMs (60000) can never be reached: totalMs is 1000'],
    ['warning', 'idleMs (30000) can never be reached: totalMs is 1000'],
  ]);
});

it('a key over plain http to another machine is a warning', async () => {
  const far = but(OPENAI_TARGET, 'baseUrl', 'baseUrl: http://gpu-7.lan:8000').replace(
    'credentials: none',
    'credentials: { bearer: KEY }',
  );
  const { warnings } = await loadText(far);
  expect(warnings.map((warning) => warning.message)).toEqual(['credentials would travel over plain http']);
  const near = await loadText(far.replace('gpu-7.lan', '127.0.0.1'));
  expect(near.warnings).toEqual([]);
});

describe('one slip in a section is one problem, not one for each reference to it:', () => {
  const MIGRATION = sound({
    more: [
      "  - { id: two, provider: openai-compatible, server: ours, baseUrl: 'http://localhost:1', model: scout, credentials: none }",
      'servers: { ours: { extends: vllm } }',
      'policies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point }] } } }',
      'migrations: [{ id: m, baseline: one, candidate: two, policy: p }]',
    ].join('\n'),
  });

  it.each<[string, string | RegExp, string, string]>([
    ['a misspelt targets', 'targets:', 'targtes:', 'unknown key "targtes"'],
    ['a misspelt models', 'models:', 'modles:', 'unknown key "modles"'],
    ['a misspelt policies', 'policies:', 'polices:', 'unknown key "polices"'],
    ['a misspelt servers', 'servers:', 'sevrers:', 'unknown key "sevrers"'],
    ['a misspelt id', '- id: one', '- idd: one', 'unknown key "idd" in targets[0]'],
    ['an id that is no text', '- id: one', '- id: 1', 'targets[0].id must be text, not a number'],
    [
      'targets that are no list',
      /targets:[^]*servers/,
      'targets: one\nservers',
      'targets must be a list, not text',
    ],
    [
      'models that are no map',
      /models:[^]*targets/,
      'models: []\ntargets',
      'models must be a map of names, not a list',
    ],
    ['a policy that is not there', 'policy: p', 'policy: q', 'there is no policy "q"'],
    ['a target that is not there', 'candidate: two', 'candidate: tow', 'there is no target "tow"'],
  ])('%s', async (_what, right, wrong, message) => {
    expect(await problemsOf(MIGRATION)).toEqual([]);
    const problems = await problemsOf(MIGRATION.replace(right, wrong));
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });
});

it('what a monitor names is checked, and the address of its webhook is never shown', async () => {
  const more = [
    'suites: [bug-triage]',
    'monitors:',
    '  - { id: a, targets: [onee], suites: [bugtriage], objective: 99, everyMinute: 5 }',
    '  - { id: a, webhookEnv: "https://hooks.example.com/s3cr3t-path" }',
  ].join('\n');
  const problems = await problemsOf(sound({ more }));
  expect(problems.map(({ pointer, message, mend }) => [pointer, message, mend])).toEqual([
    ['/monitors/0/targets/0', 'there is no target "onee"', 'did you mean "one"?'],
    ['/monitors/0/suites/0', 'there is no suite "bugtriage"', 'did you mean "bug-triage"?'],
    [
      '/monitors/0/objective',
      'monitors[0].objective must be at most 0.9999',
      'The share of first attempts that are to be good.',
    ],
    ['/monitors/0/everyMinute', 'unknown key "everyMinute" in monitors[0]', 'did you mean "everyMinutes"?'],
    ['/monitors/1/id', 'the monitor "a" is there twice', 'rename one; the first is monitors[0].id'],
    [
      '/monitors/1/webhookEnv',
      'this is not the name of an environment variable',
      'write the name of an environment variable, such as VLLM_API_KEY; its value is read when a call is made',
    ],
  ]);
  expect(JSON.stringify(problems)).not.toContain('s3cr3t');
});
