import { CONFIG, goldenLine, NIM, SMALL, SUITE, VLLM, type Files } from './small-project.ts';

/** What is wrong with a project or a command line, and every word that is said about it. */
export interface BadInput {
  readonly name: string;
  readonly files?: Files;
  readonly args?: readonly string[];
  readonly code?: number;
  readonly says: string;
}

const config = (changes: object): Files => ({
  ...SMALL,
  'llama-contract.config.yaml': { ...CONFIG, ...changes },
});
const suite = (changes: object): Files => ({ ...SMALL, 'suites/small.yaml': { ...SUITE, ...changes } });
const image = (path: string): Files =>
  suite({ prompts: [{ id: 'an-image', messages: [{ role: 'user', content: [{ image: path }] }] }] });
const faults = (text: string): Pick<BadInput, 'files' | 'args'> => ({
  files: { ...SMALL, 'faults.yaml': text },
  args: ['--faults', 'faults.yaml'],
});

const PNG_BYTES = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(3_750_000)]);
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';

export const BAD_INPUTS: readonly BadInput[] = [
  {
    name: 'no configuration',
    files: {},
    says: `error: cannot read the configuration llama-contract.config.yaml: there is no such file
  mend: pass --config PATH, or run in a folder that has llama-contract.config.yaml (the package brings one to copy)
`,
  },
  {
    name: 'broken YAML',
    files: { ...SMALL, 'llama-contract.config.yaml': 'schemaVersion: 1\ntargets:\n  - id: [\n' },
    says: `error: llama-contract.config.yaml:4:1: broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ]
  2 | targets:
  3 |   - id: [
> 4 |
    | ^
  mend: close the list with ]
`,
  },
  {
    name: 'an unknown key',
    files: config({ sorce: 'live' }),
    says: `error: llama-contract.config.yaml:80:3 /sorce: unknown key "sorce"
  78 |     }
  79 |   ],
> 80 |   "sorce": "live"
     |   ^^^^^^^
  81 | }
  mend: did you mean "source"?
`,
  },
  {
    name: 'two targets of one id',
    files: config({ targets: [VLLM, VLLM] }),
    says: `error: llama-contract.config.yaml:47:13 /targets/1/id: the target "vllm" is there twice
  45 |     },
  46 |     {
> 47 |       "id": "vllm",
     |             ^^^^^^
  48 |       "provider": "openai-compatible",
  49 |       "server": "vllm",
  50 |       "baseUrl": "http://localhost:8000",
  mend: rename one; the first is targets[0].id
`,
  },
  {
    name: 'an unknown provider',
    files: config({ targets: [{ ...VLLM, provider: 'bedrok' }] }),
    says: `error: llama-contract.config.yaml:38:19 /targets/0/provider: there is no provider "bedrok"
  36 |     {
  37 |       "id": "vllm",
> 38 |       "provider": "bedrok",
     |                   ^^^^^^^^
  39 |       "server": "vllm",
  40 |       "baseUrl": "http://localhost:8000",
  41 |       "model": "llama-4-scout",
  mend: did you mean "bedrock"?
`,
  },
  {
    name: 'an unknown model',
    files: config({ targets: [{ ...VLLM, model: 'llama-4-scoot' }] }),
    says: `error: llama-contract.config.yaml:41:16 /targets/0/model: there is no model "llama-4-scoot"
  39 |       "server": "vllm",
  40 |       "baseUrl": "http://localhost:8000",
> 41 |       "model": "llama-4-scoot",
     |                ^^^^^^^^^^^^^^^
  42 |       "credentials": {
  43 |         "bearer": "TEST_VLLM_TOKEN"
  44 |       }
  mend: did you mean "llama-4-scout"?
`,
  },
  {
    name: 'an unknown server, and more, all at once',
    files: config({
      sorce: 'x',
      targets: [
        { ...VLLM, server: 'vlm' },
        { ...NIM, provider: 'x' },
      ],
    }),
    says: `error: llama-contract.config.yaml:39:17 /targets/0/server: there is no server "vlm"
  37 |       "id": "vllm",
  38 |       "provider": "openai-compatible",
> 39 |       "server": "vlm",
     |                 ^^^^^
  40 |       "baseUrl": "http://localhost:8000",
  41 |       "model": "llama-4-scout",
  42 |       "credentials": {
  mend: did you mean "vllm"?
error: llama-contract.config.yaml:48:19 /targets/1/provider: there is no provider "x"
  46 |     {
  47 |       "id": "nim",
> 48 |       "provider": "x",
     |                   ^^^
  49 |       "server": "nim",
  50 |       "baseUrl": "https://integrate.api.nvidia.com",
  51 |       "model": "llama-4-scout",
  mend: known: bedrock, watsonx, oci-genai, openai-compatible
error: llama-contract.config.yaml:57:3 /sorce: unknown key "sorce"
  55 |     }
  56 |   ],
> 57 |   "sorce": "x"
     |   ^^^^^^^
  58 | }
  mend: did you mean "source"?
`,
  },
  {
    name: 'a source that is not there yet',
    files: config({ source: 'replay' }),
    says: `error: llama-contract.config.yaml:3:13 /source: source is replay, which is not available in this version: write simulate or live
  1 | {
  2 |   "schemaVersion": 1,
> 3 |   "source": "replay",
    |             ^^^^^^^^
  4 |   "models": {
  5 |     "llama-4-scout": {
  6 |       "modalities": [
  mend: simulate: the built-in simulator on loopback. live: the real providers.
`,
  },
  {
    name: 'an invalid output schema',
    files: {
      ...SMALL,
      'suites/schemas/note.json': { $schema: DRAFT_2020, properties: { a: { type: 'strng' } } },
    },
    says: `error: suites/schemas/note.json:5:15 /properties/a/type: not a valid JSON Schema: must be equal to one of the allowed values: array, boolean, integer, null, number, object, string
  3 |   "properties": {
  4 |     "a": {
> 5 |       "type": "strng"
    |               ^^^^^^^
  6 |     }
  7 |   }
  8 | }
`,
  },
  {
    name: 'an output schema that is no JSON',
    files: { ...SMALL, 'suites/schemas/note.json': '{"type": "object",}' },
    says: `error: suites/schemas/note.json:1:19: broken JSON: a property name is expected
> 1 | {"type": "object",}
    |                   ^
`,
  },
  {
    name: 'a schema that accepts anything',
    files: { ...SMALL, 'suites/schemas/note.json': { $schema: DRAFT_2020 } },
    args: ['--dry-run'],
    code: 0,
    says: `warning: suites/schemas/note.json:1:1: this schema accepts anything, so no answer can fail it
> 1 | {
    | ^
  2 |   "$schema": "https://json-schema.org/draft/2020-12/schema"
  3 | }
  mend: say type, properties and required
`,
  },
  {
    name: 'an image that is not there',
    files: image('fixtures/a.png'),
    says: `warning: suites/small.yaml:22:13 /prompts/0/id: prompt "an-image" has no maxOutputTokens
  20 |   "prompts": [
  21 |     {
> 22 |       "id": "an-image",
     |             ^^^^^^^^^^
  23 |       "messages": [
  24 |         {
  25 |           "role": "user",
  mend: set it: without it each provider's own default cuts the answer
error: suites/small.yaml:28:24 /prompts/0/messages/0/content/0/image: fixtures/a.png: there is no such file
  26 |           "content": [
  27 |             {
> 28 |               "image": "fixtures/a.png"
     |                        ^^^^^^^^^^^^^^^^
  29 |             }
  30 |           ]
  31 |         }
  mend: paths are read from the project root
`,
  },
  {
    name: 'an image that is none',
    files: { ...image('fixtures/a.png'), 'fixtures/a.png': 'hello' },
    says: `warning: suites/small.yaml:22:13 /prompts/0/id: prompt "an-image" has no maxOutputTokens
  20 |   "prompts": [
  21 |     {
> 22 |       "id": "an-image",
     |             ^^^^^^^^^^
  23 |       "messages": [
  24 |         {
  25 |           "role": "user",
  mend: set it: without it each provider's own default cuts the answer
error: suites/small.yaml:28:24 /prompts/0/messages/0/content/0/image: fixtures/a.png: is not a PNG, JPEG, GIF or WebP image
  26 |           "content": [
  27 |             {
> 28 |               "image": "fixtures/a.png"
     |                        ^^^^^^^^^^^^^^^^
  29 |             }
  30 |           ]
  31 |         }
  mend: the format is read from the first bytes
`,
  },
  {
    name: 'an image that no target takes',
    files: { ...image('fixtures/a.png'), 'fixtures/a.png': PNG_BYTES },
    says: `warning: suites/small.yaml:22:13 /prompts/0/id: prompt "an-image" has no maxOutputTokens
  20 |   "prompts": [
  21 |     {
> 22 |       "id": "an-image",
     |             ^^^^^^^^^^
  23 |       "messages": [
  24 |         {
  25 |           "role": "user",
  mend: set it: without it each provider's own default cuts the answer
error: suites/small.yaml:28:24 /prompts/0/messages/0/content/0/image: fixtures/a.png: has 3750008 bytes, more than the 3750000 that targets take
  26 |           "content": [
  27 |             {
> 28 |               "image": "fixtures/a.png"
     |                        ^^^^^^^^^^^^^^^^
  29 |             }
  30 |           ]
  31 |         }
  mend: scale the image down or compress it
`,
  },
  {
    name: 'two prompts of one id',
    files: suite({ prompts: [...SUITE.prompts, SUITE.prompts[0]] }),
    says: `error: suites/small.yaml:73:13 /prompts/3/id: the prompt "json-note" is there twice
  71 |     },
  72 |     {
> 73 |       "id": "json-note",
     |             ^^^^^^^^^^^
  74 |       "tags": [
  75 |         "core",
  76 |         "json"
  mend: rename one; the first is in suites/small.yaml
`,
  },
  {
    name: 'a golden that is no JSON',
    files: { ...SMALL, 'goldens/reference/small.jsonl': goldenLine('json-note') + '{' },
    says: `error: goldens/reference/small.jsonl:2:2: broken JSON: the text ends where a property name or } is expected
  1 | {"promptId":"json-note","answer":{"text":"{\\"kind\\":\\"bug\\",\\"title\\":\\"The door is stuck\\",\\"remark\\":\\"No more was sai…
> 2 | {
    |  ^
`,
  },
  {
    name: 'a consumer that reads what no answer has',
    files: config({
      migrations: [
        {
          id: 'move',
          baseline: 'vllm',
          candidate: 'nim',
          policy: 'default',
          consumers: [{ id: 'desk', reads: ['/notes/*', '/titel'] }],
        },
      ],
    }),
    says: `error: llama-contract.config.yaml:91:13 /migrations/0/consumers/0/reads/1: no schema and no golden of the prompts of migration "move" has /titel
  89 |           "reads": [
  90 |             "/notes/*",
> 91 |             "/titel"
     |             ^^^^^^^^
  92 |           ]
  93 |         }
  94 |       ]
  mend: did you mean "/title"?
`,
  },
  {
    name: 'no suites',
    files: { 'llama-contract.config.yaml': CONFIG },
    says: `error: cannot read suites/: there is no such folder
  mend: a suite is a file suites/<name>.yaml
`,
  },
  {
    name: 'a file in the place of the out folder',
    files: { ...SMALL, out: '' },
    args: ['--out', 'out'],
    says: `error: out cannot be made: it exists already
  mend: choose another folder, or mend this one, and run again
`,
  },
  {
    name: 'a file above the out folder',
    files: { ...SMALL, out: '' },
    args: ['--out', 'out/deeper'],
    says: `error: out/deeper cannot be made: a part of the path is not a folder
  mend: choose another folder, or mend this one, and run again
`,
  },
  {
    name: 'credentials that are not set',
    args: ['--source', 'live'],
    says: `error: target "bedrock": environment variables TEST_AWS_KEY, TEST_AWS_SECRET are not set
  mend: set what is missing, or run with --source simulate
error: target "watsonx": environment variable TEST_IBM_KEY is not set
  mend: set what is missing, or run with --source simulate
error: target "nim": environment variable TEST_NIM_TOKEN is not set
  mend: set what is missing, or run with --source simulate
error: target "vllm": environment variable TEST_VLLM_TOKEN is not set
  mend: set what is missing, or run with --source simulate
`,
  },
  {
    name: 'a run that is not there',
    args: ['--resume', '2026'],
    says: `error: no run is called 2026
  mend: there is no run under reports
`,
  },
  {
    name: 'unknown targets',
    args: ['--target', 'vlm', 'bedrok'],
    says: `error: unknown target "vlm"
  mend: did you mean "vllm"?
error: unknown target "bedrok"
  mend: did you mean "bedrock"?
`,
  },
  {
    name: 'an unknown suite',
    args: ['--suite', 'smal'],
    says: `error: unknown suite "smal"
  mend: did you mean "small"?
`,
  },
  {
    name: 'an unknown tag',
    args: ['--tag', 'cor'],
    says: `error: unknown tag "cor"
  mend: did you mean "core"?
`,
  },
  {
    name: 'a number that is none',
    args: ['--repeat', 'three'],
    says: `error: option '--repeat <n>' argument 'three' is invalid. It must be a whole number.
(add --help for the options)
`,
  },
  {
    name: 'a number out of range',
    args: ['--concurrency', '0'],
    says: `error: option '--concurrency <n>' argument '0' is invalid. It must be 1 to 500: above that, this process is measured and not the provider.
(add --help for the options)
`,
  },
  {
    name: 'half a number',
    args: ['--seed', '1.5'],
    says: `error: option '--seed <n>' argument '1.5' is invalid. It must be a whole number.
(add --help for the options)
`,
  },
  {
    name: 'an unknown mode',
    args: ['--mode', 'fast'],
    says: `error: option '--mode <mode>' argument 'fast' is invalid. Allowed choices are send, stream, both.
(add --help for the options)
`,
  },
  {
    name: 'an unknown source',
    args: ['--source', 'lve'],
    says: `error: unknown source "lve"
  mend: use --source simulate, --source live or --source replay
`,
  },
  {
    name: 'an unknown reporter',
    args: ['--reporter', 'html'],
    says: `error: option '--reporter <name...>' argument 'html' is invalid. Allowed choices are console, json, markdown, junit, ctrf, github.
(add --help for the options)
`,
  },
  {
    name: 'an unknown flag',
    args: ['--dryrun'],
    says: `error: unknown option '--dryrun'
(Did you mean --dry-run?)
(add --help for the options)
`,
  },
  {
    name: 'a word too many',
    args: ['everything'],
    says: `error: too many arguments for 'verify'. Expected 0 arguments but got 1: everything.
(add --help for the options)
`,
  },
  {
    name: 'a faults file that is not there',
    args: ['--faults', 'nope.yaml'],
    says: `error: cannot read the faults file nope.yaml: there is no such file
  mend: check the path given to --faults
`,
  },
  {
    name: 'a faults file that is no YAML',
    ...faults('faults: ['),
    says: `error: faults.yaml:1:10: broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ]
> 1 | faults: [
    |          ^
  mend: close the list with ]
`,
  },
  {
    name: 'a faults file that is a list',
    ...faults('[]'),
    says: `error: faults.yaml:1:1: the faults file must be a map of keys, not a list
> 1 | []
    | ^^
  mend: \`npx llama-contract config schema faults\` prints what a faults file may say
`,
  },
  {
    name: 'faults that are none',
    ...faults('faults:\n  - wire: cutt\n  - {}\n  - { answer: "null", mtach: {} }\n'),
    says: `error: faults.yaml:2:11 /faults/0/wire: faults[0].wire must be one of exception, error-body, html, cut, reset, stall, bad-crc, content-type, junk, status-200-error, drop-finish, drop-usage, drop-done, drop-request-id, repeat-request-id, wrong-model, accepted-202, oddity, retired, retiring
  1 | faults:
> 2 |   - wire: cutt
    |           ^^^^
  3 |   - {}
  4 |   - { answer: "null", mtach: {} }
  5 |
  mend: did you mean "cut"?
error: faults.yaml:3:5 /faults/1: faults[1] needs one of wire, answer, profile, loadingMs, acceptsTokens, recall, queue, prefixCache
  1 | faults:
  2 |   - wire: cutt
> 3 |   - {}
    |     ^^
  4 |   - { answer: "null", mtach: {} }
  5 |
  mend: \`npx llama-contract config schema faults\` prints what a faults file may say
error: faults.yaml:4:23 /faults/2/mtach: unknown key "mtach" in faults[2]
  2 |   - wire: cutt
  3 |   - {}
> 4 |   - { answer: "null", mtach: {} }
    |                       ^^^^^
  5 |
  mend: did you mean "match"?
`,
  },
  {
    name: 'faults for a live run',
    files: { ...SMALL, 'f.json': { faults: [{ wire: 'cut' }] } },
    args: ['--faults', 'f.json', '--source', 'live'],
    says: `error: faults are planted in the simulator, and the source is live
  mend: use --source simulate, or leave --faults out
`,
  },
];
