import { GATE_METRIC_NAMES } from '../../src/contract/gates/gate-metrics.ts';
import { sound, withTarget } from './tables.ts';

/** A wrong configuration, and the one problem that it must be told. */
interface Bad {
  readonly what: string;
  readonly text: string;
  readonly at: string;
  readonly message: string;
  readonly mend: string | null;
}

const BEDROCK_TARGET = [
  'id: b',
  'provider: bedrock',
  'model: scout',
  'region: us-east-1',
  'credentials: aws-default-chain',
];
export const OPENAI_TARGET = [
  'id: o',
  'provider: openai-compatible',
  'server: vllm',
  'baseUrl: http://localhost:8000',
  'model: scout',
  'credentials: none',
];
const OCI_TARGET = [
  'id: c',
  'provider: oci-genai',
  'model: scout',
  'modelId: m',
  'region: us-chicago-1',
  'credentials: { ociProfile: team.one }',
];
const WATSONX_TARGET = [
  'id: w',
  'provider: watsonx',
  'model: scout',
  'region: us-south',
  'credentials: { apiKey: KEY }',
  "settings: { version: '2026-01-01', project_id: p }",
];

/** Lines with one of them, by its key, put in another's place or left out. */
export function but(lines: readonly string[], key: string, line?: string): string {
  return withTarget(...lines.flatMap((each) => (each.startsWith(`${key}:`) ? (line ?? []) : [each])));
}

export const ID_RULE = 'must be an id: lower-case letters, digits, dots and dashes, a letter or digit first';
const FORMS =
  'none | aws-default-chain | { bearer: ENV_NAME } | { apiKey: ENV_NAME } | { accessKeyId: ENV_NAME, secretAccessKey: ENV_NAME, sessionToken: ENV_NAME (optional) } | ' +
  '{ tenancy: ENV_NAME, user: ENV_NAME, fingerprint: ENV_NAME, privateKey: ENV_NAME, passphrase: ENV_NAME (optional) } | ' +
  'oci-profile | { ociProfile: its name in the configuration file of OCI }';

export const BAD_CONFIGS: readonly Bad[] = [
  {
    what: 'an unknown key at the top',
    text: `${sound()}\nmigratons: []`,
    at: '17:1',
    message: 'unknown key "migratons"',
    mend: 'did you mean "migrations"?',
  },
  {
    what: 'an unknown key of a target',
    text: but(OPENAI_TARGET, 'baseUrl', 'baseUrl: http://localhost:8000\nregoin: x'),
    at: '14:5',
    message: 'unknown key "regoin" in targets[0]',
    mend: 'did you mean "region"?',
  },
  {
    what: 'an unknown key far from every known one',
    text: sound({ more: 'budgets: { money: 3 }' }),
    at: '16:12',
    message: 'unknown key "money" in budgets',
    mend: 'known: maxTotalTokens, maxDurationMs',
  },
  {
    what: 'another schema version',
    text: sound().replace('schemaVersion: 1', 'schemaVersion: 2'),
    at: '1:16',
    message: 'schemaVersion must be 1',
    mend: 'The form of this file.',
  },
  {
    what: 'the source replay',
    text: sound({ source: 'replay' }),
    at: '2:9',
    message: 'source is replay, which is not available in this version: write simulate or live',
    mend: 'simulate: the built-in simulator on loopback. live: the real providers.',
  },
  {
    what: 'a misspelt source',
    text: sound({ source: 'simulated' }),
    at: '2:9',
    message: 'source must be one of simulate, live',
    mend: 'did you mean "simulate"?',
  },
  {
    what: 'a missing key',
    text: but(OPENAI_TARGET, 'model'),
    at: '10:5',
    message: 'targets[0].model is missing',
    mend: 'add model (A model of this file.)',
  },
  {
    what: 'a value of the wrong kind',
    text: sound({ more: 'defaults: { concurrency: many }' }),
    at: '16:26',
    message: 'defaults.concurrency must be a number, not text',
    mend: 'Requests in flight to one target.',
  },
  {
    what: 'more requests at once than can be measured',
    text: sound({ more: 'defaults: { concurrency: 501 }' }),
    at: '16:26',
    message:
      'defaults.concurrency must be 1 to 500: above that, this process is measured and not the provider',
    mend: 'Requests in flight to one target.',
  },
  {
    what: 'a limit that is not positive',
    text: sound({ more: 'defaults: { concurrency: 0 }' }),
    at: '16:26',
    message: 'defaults.concurrency must be greater than 0',
    mend: 'Requests in flight to one target.',
  },
  {
    what: 'an id that is none',
    text: but(OPENAI_TARGET, 'id', 'id: Our Target'),
    at: '10:9',
    message: `targets[0].id ${ID_RULE}`,
    mend: 'Its name, as --target takes it.',
  },
  {
    what: 'a model name that is none',
    text: sound().replace('scout:', 'Scout 4:').replace('model: scout', 'model: Scout 4'),
    at: '4:3',
    message: `the name "Scout 4" ${ID_RULE}`,
    mend: 'rename it',
  },
  {
    what: 'an unknown provider',
    text: but(OPENAI_TARGET, 'provider', 'provider: openai'),
    at: '11:15',
    message: 'there is no provider "openai"',
    mend: 'did you mean "openai-compatible"?',
  },
  {
    what: 'an unknown model',
    text: but(OPENAI_TARGET, 'model', 'model: skout'),
    at: '14:12',
    message: 'there is no model "skout"',
    mend: 'did you mean "scout"?',
  },
  {
    what: 'an unknown server',
    text: but(OPENAI_TARGET, 'server', 'server: vlm'),
    at: '12:13',
    message: 'there is no server "vlm"',
    mend: 'did you mean "vllm"?',
  },
  {
    what: 'an unknown wire',
    text: withTarget(...BEDROCK_TARGET, 'wire: convers'),
    at: '15:11',
    message: 'there is no wire of bedrock "convers"',
    mend: 'did you mean "converse"?',
  },
  {
    what: 'an unknown host of an offer',
    text: sound().replace('bedrock: {', 'bedrok: {'),
    at: '8:41',
    message: 'there is no provider or server "bedrok"',
    mend: 'did you mean "bedrock"?',
  },
  {
    what: 'a model without an offer for the host',
    text: but(OPENAI_TARGET, 'server', 'server: nim'),
    at: '14:12',
    message: 'the model "scout" has no offer for the host "nim"',
    mend: 'add models.scout.offers.nim with its id there, or give the target a modelId (it has offers for: vllm, bedrock, watsonx)',
  },
  {
    what: 'an unknown fallback',
    text: withTarget(...OPENAI_TARGET, 'fallback: maverick'),
    at: '16:15',
    message: 'there is no model "maverick"',
    mend: 'known: scout',
  },
  {
    what: 'a target that falls back to itself',
    text: withTarget(...OPENAI_TARGET, 'fallback: scout'),
    at: '16:15',
    message: "the fallback is the target's own model",
    mend: 'name another model, or leave fallback out',
  },
  {
    what: 'bedrock without a region',
    text: but(BEDROCK_TARGET, 'region'),
    at: '10:5',
    message: 'the wire bedrock-converse needs a region',
    mend: 'write region: the one that serves the model, such as us-east-1 or us-south',
  },
  {
    what: 'a region that would change the host',
    text: but(BEDROCK_TARGET, 'region', 'region: evil.example/'),
    at: '13:13',
    message: 'targets[0].region must be a region, such as us-east-1',
    mend: 'Part of the host name, and of AWS signatures.',
  },
  {
    what: 'an OpenAI-compatible target without a server',
    text: but(OPENAI_TARGET, 'server'),
    at: '10:5',
    message: 'the wire openai-chat needs a server',
    mend: 'write server: with one of vllm, nim, nim-self-hosted, or a row',
  },
  {
    what: 'a server where there is none to choose',
    text: withTarget(...BEDROCK_TARGET, 'server: vllm'),
    at: '15:5',
    message: 'the wire bedrock-converse has no servers to choose from',
    mend: 'leave server out',
  },
  {
    what: 'no base URL where the wire has none',
    text: but(OPENAI_TARGET, 'baseUrl'),
    at: '10:5',
    message: 'the wire openai-chat needs a baseUrl',
    mend: 'write baseUrl: https://host:port',
  },
  {
    what: 'a base URL that is none',
    text: but(OPENAI_TARGET, 'baseUrl', 'baseUrl: localhost'),
    at: '13:14',
    message: 'targets[0].baseUrl must be a URL, such as https://host:8000',
    mend: "Scheme and host. The server's own path (/v1) is added.",
  },
  {
    what: 'a base URL of another scheme',
    text: but(OPENAI_TARGET, 'baseUrl', 'baseUrl: ftp://localhost'),
    at: '13:14',
    message: 'targets[0].baseUrl must begin with https:// or http://',
    mend: "Scheme and host. The server's own path (/v1) is added.",
  },
  {
    what: 'a base URL with a query',
    text: but(OPENAI_TARGET, 'baseUrl', 'baseUrl: https://host?key=1'),
    at: '13:14',
    message: 'targets[0].baseUrl must not have a query',
    mend: "Scheme and host. The server's own path (/v1) is added.",
  },
  {
    what: "a base URL that repeats the server's path",
    text: but(OPENAI_TARGET, 'baseUrl', 'baseUrl: http://localhost:8000/v1/'),
    at: '13:14',
    message: "the server's row adds /v1 by itself: requests would go to /v1/v1",
    mend: 'write http://localhost:8000',
  },
  {
    what: 'a missing setting',
    text: but(WATSONX_TARGET, 'settings', 'settings: { project_id: p }'),
    at: '15:5',
    message: 'the wire watsonx-chat needs the setting "version"',
    mend: 'write settings: { version: ... }',
  },
  {
    what: 'neither of two settings',
    text: but(WATSONX_TARGET, 'settings', "settings: { version: '1' }"),
    at: '15:5',
    message: 'the wire watsonx-chat needs exactly one of the settings project_id, space_id: there is none',
    mend: 'write settings: { project_id: ... }',
  },
  {
    what: 'both of two settings',
    text: but(WATSONX_TARGET, 'settings', "settings: { version: '1', project_id: p, space_id: s }"),
    at: '15:5',
    message:
      'the wire watsonx-chat needs exactly one of the settings project_id, space_id: there are project_id, space_id',
    mend: 'keep one of them',
  },
  {
    what: 'an unknown setting',
    text: but(WATSONX_TARGET, 'settings', "settings: { version: '1', project_id: p, iam_uri: x }"),
    at: '15:46',
    message: 'the wire watsonx-chat has no setting "iam_uri"',
    mend: 'did you mean "iam_url"?',
  },
  {
    what: 'a number of tokens in words',
    text: withTarget(...OCI_TARGET, 'settings: { compartment_id: c, default_max_tokens: many }'),
    at: '16:56',
    message: 'the setting "default_max_tokens" must be a number of tokens',
    mend: "write the number in quotes, such as '600', or leave it out",
  },
  {
    what: 'a setting that is no URL',
    text: but(WATSONX_TARGET, 'settings', "settings: { version: '1', project_id: p, iam_url: iam }"),
    at: '15:55',
    message: 'the setting "iam_url" must be a URL, such as https://host:8000',
    mend: 'correct it, or leave it out',
  },
  {
    what: 'an environment reference within other text',
    text: but(WATSONX_TARGET, 'settings', "settings: { version: '1', project_id: 'p-${X}' }"),
    at: '15:43',
    message:
      'targets[0].settings.project_id must be plain text, or one environment reference as the whole value: ${NAME}',
    mend: 'Plain text, or ${NAME} as the whole value: read from the environment when live.',
  },
  {
    what: 'credentials in no known form',
    text: but(OPENAI_TARGET, 'credentials', 'credentials: { token: KEY }'),
    at: '15:18',
    message: `targets[0].credentials must be one of: ${FORMS}`,
    mend: 'Names of environment variables: { bearer }, { apiKey } (IBM), { accessKeyId, secretAccessKey, sessionToken }, { tenancy, user, fingerprint, privateKey, passphrase } (OCI); or oci-profile, or { ociProfile } with the name of one; or none, or aws-default-chain.',
  },
  {
    what: 'half a pair of AWS keys',
    text: but(BEDROCK_TARGET, 'credentials', 'credentials: { accessKeyId: KEY }'),
    at: '14:5',
    message: 'targets[0].credentials.secretAccessKey is missing',
    mend: 'add secretAccessKey: text',
  },
  {
    what: 'credentials that the wire cannot use',
    text: but(WATSONX_TARGET, 'credentials', 'credentials: { bearer: KEY }'),
    at: '14:18',
    message: 'the wire watsonx-chat cannot use credentials { bearer: ENV_NAME }',
    mend: 'write { apiKey: ENV_NAME }',
  },
  {
    what: 'an incomplete row of a server',
    text: sound({
      more: 'servers: { ours: { auth: none, maxTokensField: max_tokens, jsonSchemaField: guided_json, textContent: string, streamOptions: true, requestIdHeaders: [], errorBody: flat, asyncPolling: null } }',
    }),
    at: '16:12',
    message:
      "the server's row is not complete: basePath, capabilities.system, capabilities.images, capabilities.tools, capabilities.toolChoice, capabilities.jsonSchema, capabilities.schemaWithTools, capabilities.seed, capabilities.topP, capabilities.stop, capabilities.usageInStream, capabilities.doneMarker, capabilities.requestId, capabilities.toolFinish, capabilities.namedToolFinish, capabilities.modelEcho, capabilities.toolCallIds, capabilities.contentFilter missing",
    mend: 'add them, or start from a known server with extends',
  },
  {
    what: 'a server that extends an unknown one',
    text: sound({ more: 'servers: { ours: { extends: vlm } }' }),
    at: '16:29',
    message: 'there is no server "vlm"',
    mend: 'did you mean "vllm"?',
  },
  {
    what: 'a model that reads images without limits',
    text: sound().replace('[text]', '[text, image]'),
    at: '4:3',
    message: 'the model "scout" reads images and states no limits of them',
    mend: 'write images: { maxCount, maxBytes, formats }',
  },
  {
    what: 'more output than context',
    text: sound().replace('maxOutputTokens: 100', 'maxOutputTokens: 2000'),
    at: '7:22',
    message: 'more output tokens (2000) than context holds (1000)',
    mend: 'the context is input and output together: correct one of the two',
  },
  {
    what: 'a migration between unknown targets',
    text: sound({
      more: 'policies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point }] } } }\nmigrations: [{ id: m, baseline: one, candidate: onee, policy: p }]',
    }),
    at: '17:49',
    message: 'there is no target "onee"',
    mend: 'did you mean "one"?',
  },
  {
    what: 'a migration to itself',
    text: sound({
      more: 'policies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point }] } } }\nmigrations: [{ id: m, baseline: one, candidate: one, policy: p }]',
    }),
    at: '17:49',
    message: 'baseline and candidate are the same target',
    mend: 'name another candidate',
  },
  {
    what: 'a judge that is no target',
    text: sound({ more: 'judge: { target: onee, labels: labels/judge.jsonl }' }),
    at: '16:18',
    message: 'there is no target "onee"',
    mend: 'did you mean "one"?',
  },
  {
    what: 'labels outside the project',
    text: sound({ more: 'judge: { target: one, labels: ../judge.jsonl }' }),
    at: '16:31',
    message:
      'judge.labels must be the path of a JSON Lines file from the project root, such as labels/judge.jsonl',
    mend: 'Answers that people labelled good or bad, from the project root.',
  },
  {
    what: 'a kappa that nobody reaches',
    text: sound({ more: 'judge: { target: one, labels: judge.jsonl, minKappa: 1.5 }' }),
    at: '16:54',
    message: 'judge.minKappa must be at most 1',
    mend: "What the lower end of Cohen's kappa (95%) must reach before its opinion is shown.",
  },
  {
    what: 'a price of no target',
    text: sound({
      more: "prices: [{ target: onee, currency: USD, input: 1, output: 2, source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:20',
    message: 'there is no target "onee"',
    mend: 'did you mean "one"?',
  },
  ...(
    [
      ['USE', 'did you mean "USD"?'],
      ['UDS', 'did you mean "USD"?'],
      ['QQQ', 'write a code of ISO 4217, such as USD'],
    ] as const
  ).map(([currency, mend]) => ({
    what: `a price in the currency ${currency}, which is none`,
    text: sound({
      more: `prices: [{ target: one, currency: ${currency}, input: 1, output: 2, source: 'https://example.com', retrieved: '2026-11-26' }]`,
    }),
    at: '16:35',
    message: `there is no currency ${currency}`,
    mend,
  })),
  {
    what: 'two prices of one target at one time',
    text: sound({
      more: "prices: [{ target: one, currency: USD, input: 1, output: 2, to: '2026-12-01', source: 'https://example.com', retrieved: '2026-11-26' }, { target: one, currency: USD, input: 1, output: 2, from: '2026-11-30', source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:137',
    message: 'two prices hold at once',
    mend: 'keep one, or let it end with `to` where the other begins; the first is prices[0]',
  },
  {
    what: 'two prices of one target in two currencies',
    text: sound({
      more: "prices: [{ target: one, currency: USD, input: 1, output: 2, to: '2026-12-01', source: 'https://example.com', retrieved: '2026-11-26' }, { target: one, currency: EUR, input: 1, output: 2, from: '2026-12-01', source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:162',
    message: 'EUR is not the currency of its other price, so they cannot be summed',
    mend: 'write it in the currency of prices[0]',
  },
  {
    what: 'a price that ends before it begins',
    text: sound({
      more: "prices: [{ target: one, currency: USD, input: 1, output: 2, from: '2026-12-01', to: '2026-11-30T12:00:00Z', source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:85',
    message: 'prices[0].to must have its from before its to, or it never holds',
    mend: 'It holds until before this moment. For ever when left out.',
  },
  {
    what: 'a price from a day that there is not',
    text: sound({
      more: "prices: [{ target: one, currency: USD, input: 1, output: 2, from: '2026-02-30', source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:67',
    message: 'prices[0].from must be a date, or a moment in UTC, such as 2026-11-26 or 2026-11-26T12:00:00Z',
    mend: 'It holds from this moment on. Always when left out.',
  },
  {
    what: 'a price that was read in a year that nobody means',
    text: sound({
      more: "prices: [{ target: one, currency: USD, input: 1, output: 2, source: 'https://example.com', retrieved: '2999-01-01' }]",
    }),
    at: '16:103',
    message: 'prices[0].retrieved must have a year from 2000 to 2099',
    mend: 'When it stood there.',
  },
  {
    what: 'a price from a year that nobody means',
    text: sound({
      more: "prices: [{ target: one, currency: USD, input: 1, output: 2, from: '0026-11-26', source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:67',
    message: 'prices[0].from must have a year from 2000 to 2099',
    mend: 'It holds from this moment on. Always when left out.',
  },
  {
    what: 'a price of nobody',
    text: sound({
      more: "prices: [{ host: vllm, currency: USD, input: 1, output: 2, source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:10',
    message: 'it is not said whose price this is',
    mend: 'write target, or host and model: one of the two',
  },
  {
    what: 'a price of a model that is not there',
    text: sound({
      more: "prices: [{ host: vllm, model: scoutt, currency: USD, input: 1, output: 2, source: 'https://example.com', retrieved: '2026-11-26' }]",
    }),
    at: '16:31',
    message: 'there is no model "scoutt"',
    mend: 'did you mean "scout"?',
  },
  {
    what: 'a criterion about what is not measured',
    text: sound({
      more: 'policies: { p: { full: { criteria: [{ id: a, metric: schema-mach, threshold: 1, decide: point }] } } }',
    }),
    at: '16:54',
    message: `policies.p.full.criteria[0].metric must be one of ${GATE_METRIC_NAMES.join(', ')}`,
    mend: 'did you mean "schema-match"?',
  },
  {
    what: 'a criterion with a threshold that its metric cannot have',
    text: sound({
      more: 'policies: { p: { full: { criteria: [{ id: a, metric: schema-match, threshold: 95, decide: point }] } } }',
    }),
    at: '16:79',
    message: 'the threshold 95 is one that schema-match cannot have',
    mend: 'schema-match is prompts whose every answer satisfies their schema: write a number from 0 to 1',
  },
  {
    what: 'two criteria that ask the same at two thresholds',
    text: sound({
      more: 'policies: { p: { full: { criteria: [{ id: a, metric: capacity, threshold: 4, decide: point }, { id: b, metric: capacity, threshold: 9, decide: point }] } } }',
    }),
    at: '16:133',
    message: 'the threshold 9 contradicts that of a, which asks the same of capacity at 4',
    mend: 'keep the one that is meant, or make one required: false',
  },
  {
    what: 'a threshold that nothing can break, as one for 1% is',
    text: sound({
      more: 'policies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 1, decide: point }, { id: b, metric: error-rate, threshold: 1, decide: point, required: false }, { id: c, metric: schema-match, threshold: 1, decide: point }] } } }',
    }),
    at: '16:77',
    message: 'no value of error-rate can break the threshold 1',
    mend: 'error-rate is prompts of which an exchange ended with an error, or is missing, a share: write 0.01 for 1%; or say required: false',
  },
  {
    what: 'a workload where nothing is asked of a load',
    text: sound({
      more: `policies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point, workload: ${'ab'.repeat(32)} }] } } }`,
    }),
    at: '16:107',
    message: 'error-rate is measured under no load, and has no workload',
    mend: 'leave workload out, or write metric: capacity',
  },
  {
    what: 'a cost whose bounds would be looked at always',
    text: sound({
      more: 'policies: { p: { full: { criteria: [{ id: a, metric: cost-per-accepted, threshold: 1, decide: lower-bound }] } } }',
    }),
    at: '16:37',
    message: 'the bounds of cost-per-accepted hold for one look',
    mend: 'write look: once, or decide: point',
  },
  {
    what: 'a gate about the cost of a candidate without a price',
    text: sound({
      more: "  - { id: two, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:8001', model: scout, credentials: none }\npolicies: { p: { full: { criteria: [{ id: a, metric: cost-per-accepted, threshold: 1, decide: point }] } } }\nmigrations: [{ id: m, baseline: one, candidate: two, policy: p }]",
    }),
    at: '18:62',
    message: 'its gates ask what two costs, and no price of it is known',
    mend: 'write a row of prices for two, or another policy',
  },
  {
    what: 'a gate about more usable tokens than the model of its candidate has',
    text: sound({
      more: "  - { id: two, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:8001', model: scout, credentials: none }\npolicies: { p: { full: { criteria: [{ id: a, metric: usable-context, threshold: 1001, decide: point }] } } }\nmigrations: [{ id: m, baseline: one, candidate: two, policy: p }]",
    }),
    at: '18:62',
    message: 'its gates ask for 1001 usable tokens of two, whose model has 1000',
    mend: 'lower the threshold, or write the contextTokens that the model has',
  },
  {
    what: 'a criterion of a suite that is not there',
    text: sound({
      more: 'suites: [extraction]\npolicies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point, suites: [extractoin] }] } } }',
    }),
    at: '17:106',
    message: 'there is no suite "extractoin"',
    mend: 'did you mean "extraction"?',
  },
  {
    what: 'a policy without a stage',
    text: sound({ more: 'policies: { p: {} }' }),
    at: '16:16',
    message: 'policies.p must have at least one stage: shadow, canary, partial or full',
    mend: 'The exit criteria of each stage of a migration.',
  },
];
