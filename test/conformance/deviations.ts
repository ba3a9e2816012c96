import type { Mode } from '../../src/contract/exchanges/mode.ts';
import { ANSWER, type Behaviour, type Facts } from './behaviours.ts';
import type { Row } from './rows.ts';

/** What the simulator says to a conversation that is not in its book. */
const UNKNOWN_TALK =
  'Hello! I am a simulated model. This conversation is not in my book, so this short text is all I can say.';

const NOT_POLLED: Facts = { complete: false, kind: 'malformed_response' };

/** Where a row does otherwise than the table, what it does instead, and why that is right. */
export interface Deviation {
  readonly behaviour: string;
  readonly rows: readonly string[];
  /** Unset: in every mode of the behaviour. */
  readonly modes?: readonly Mode[];
  /** Facts in place of the expected ones; undefined takes one away. */
  readonly instead: Facts;
  readonly why: string;
}

const CONVERSE = ['bedrock-converse'];
const NATIVE = ['bedrock-invoke-llama'];
const BEDROCK = [...CONVERSE, ...NATIVE];
const VLLM_LINE = ['vllm', 'vllm-flat', 'nim', 'nim-self-hosted'];
const LLAMACPP = ['llamacpp', 'llamacpp-legacy'];
const OWN_SERVERS = [...VLLM_LINE, ...LLAMACPP, 'sglang', 'tgi', 'ollama'];
/** Of these no source says how a stream ends, so nothing is promised: docs/hosts.md. */
const ENDS_UNREAD = ['huggingface', 'deepinfra', 'vertex', 'cloudflare', 'oci'];
/** Of these no source says whether a stream has a usage record. */
const USAGE_UNREAD = [...ENDS_UNREAD, 'together', 'azure-foundry', 'databricks', 'snowflake'];
const HOSTS = ['openrouter', ...USAGE_UNREAD];
const OPENAI = [...OWN_SERVERS, ...HOSTS];
/** Servers that name no request of their own in headers. */
const NAMELESS = ['vllm', 'vllm-flat', 'nim-self-hosted', ...LLAMACPP, 'sglang', 'ollama'].concat(
  // OCI names every request: https://docs.oracle.com/iaas/Content/API/Concepts/usingapi.htm
  USAGE_UNREAD.filter((row) => row !== 'oci'),
);
const OCI_GENAI = ['oci-genai'];
const TEXT_WIRES = ['watsonx', ...OCI_GENAI, ...OPENAI];

const NATIVE_BODY = 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html';
const TGI_SERVER = 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/server.rs';
const OLLAMA_DOCS = 'https://github.com/ollama/ollama/blob/main/docs/api/openai-compatibility.mdx';
const NVCF = 'https://docs.api.nvidia.com/cloud-functions/reference/getfunctioninvocationresult_1';

const NO_TOOLS = `the native body has no tools: ${NATIVE_BODY}`;
const DOWNGRADE =
  'tools are refused in streams, so the call is sent without streaming and says so: https://github.com/earendil-works/pi/issues/3739';
const HISTORY = `the native body has no place for tool calls, so the simulated model does not know the talk: ${NATIVE_BODY}`;
const UNREAD = 'no source says that it is sent, so nothing is promised and nothing is missed: docs/hosts.md';
const SNOWFLAKE =
  'Cortex takes tools for the models of OpenAI and Anthropic alone: https://docs.snowflake.com/en/user-guide/snowflake-cortex/cortex-rest-api';
const INCOMPLETE = `TGI's 500 is incomplete_generation, which is the model's: ${TGI_SERVER}`;
const LOST =
  'an error in the stream is read as a chunk that says nothing, and the stream ends: https://github.com/ollama/ollama/blob/fb30760/server/routes.go';
const WORDLESS =
  'the error in the stream has neither code nor known words, so all that is sure is that it broke off';

const DEVIATIONS: readonly Deviation[] = [
  {
    behaviour: 'has an output schema enforced',
    rows: BEDROCK,
    instead: { losses: ['output.schema'] },
    why: 'Llama is not among the models with structured output: https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html',
  },
  {
    behaviour: 'has an output schema enforced',
    rows: ['snowflake', 'cloudflare'],
    instead: { losses: ['output.schema'] },
    why: 'Cortex ignores response_format for Llama (https://docs.snowflake.com/en/user-guide/snowflake-cortex/cortex-rest-api), and Scout on Workers AI has no schema mode (https://models.dev)',
  },
  {
    behaviour: 'carries every setting',
    rows: BEDROCK,
    instead: { losses: ['seed'] },
    why: 'Bedrock has no seed: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InferenceConfiguration.html',
  },
  {
    behaviour: 'ends at a stop sequence',
    rows: NATIVE,
    instead: { text: `${ANSWER}\n\n And so on.`, losses: ['stop'] },
    why: `the native body takes no stop sequences, so the model goes on: ${NATIVE_BODY}`,
  },
  {
    behaviour: 'names the model that answered',
    rows: BEDROCK,
    instead: { model: null },
    why: 'no Bedrock response names its model: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html',
  },
  {
    behaviour: 'names the model that answered',
    rows: OCI_GENAI,
    modes: ['stream'],
    instead: { model: null },
    why: 'an event of a stream is a choice and no more: https://github.com/oracle/langchain-oracle/issues/316',
  },
  {
    behaviour: 'names the request',
    rows: ['tgi'],
    modes: ['stream'],
    instead: { requestId: false },
    why: `the id of TGI chunks is empty: ${TGI_SERVER}`,
  },
  {
    behaviour: 'names two requests differently',
    rows: ['tgi'],
    modes: ['stream'],
    instead: { differ: false },
    why: `the id of TGI chunks is empty: ${TGI_SERVER}`,
  },
  ...['gives a tool call', 'gives several tool calls in order'].flatMap((behaviour): Deviation[] => [
    { behaviour, rows: NATIVE, instead: { calls: [], finish: 'stop', losses: ['tools'] }, why: NO_TOOLS },
    {
      behaviour,
      rows: ['snowflake'],
      instead: { calls: [], finish: 'stop', losses: ['tools'] },
      why: SNOWFLAKE,
    },
    {
      behaviour,
      rows: [...CONVERSE, 'llamacpp-legacy'],
      modes: ['stream'],
      instead: { losses: ['mode'] },
      why: DOWNGRADE,
    },
  ]),
  {
    behaviour: 'gives text beside a tool call',
    rows: NATIVE,
    instead: { calls: [], text: 'I have no tool for that.' },
    why: NO_TOOLS,
  },
  {
    behaviour: 'gives text beside a tool call',
    rows: ['snowflake'],
    instead: { calls: [], text: 'I have no tool for that.' },
    why: SNOWFLAKE,
  },
  {
    behaviour: 'gives each tool call an id of its own',
    rows: ['snowflake'],
    instead: { ids: 0 },
    why: SNOWFLAKE,
  },
  {
    behaviour: 'gives each tool call an id of its own',
    rows: NATIVE,
    instead: { ids: 0 },
    why: NO_TOOLS,
  },
  {
    behaviour: 'gives each tool call an id of its own',
    rows: ['watsonx'],
    modes: ['stream'],
    instead: { ids: 0 },
    why: 'the tool deltas of Llama 4 on watsonx have no ids: ChatServiceStreamingTest of https://github.com/IBM/watsonx-ai-java-sdk',
  },
  ...['can be made to call a tool', 'can be made to call a named tool'].flatMap((behaviour): Deviation[] => [
    {
      behaviour,
      rows: NATIVE,
      instead: { calls: [], finish: 'stop', losses: ['tools', 'toolChoice'] },
      why: NO_TOOLS,
    },
    {
      behaviour,
      rows: ['snowflake'],
      instead: { calls: [], finish: 'stop', losses: ['tools', 'toolChoice'] },
      why: SNOWFLAKE,
    },
    {
      behaviour,
      rows: CONVERSE,
      modes: ['send'],
      instead: { losses: ['toolChoice'] },
      why: 'Llama on Converse knows only the choice auto: https://github.com/strands-agents/harness-sdk/issues/1241',
    },
    {
      behaviour,
      rows: CONVERSE,
      modes: ['stream'],
      instead: { losses: ['toolChoice', 'mode'] },
      why: DOWNGRADE,
    },
    {
      behaviour,
      rows: ['llamacpp-legacy'],
      modes: ['stream'],
      instead: { losses: ['mode'] },
      why: DOWNGRADE,
    },
    {
      behaviour,
      rows: ['ollama'],
      instead: { losses: ['toolChoice'] },
      why: `Ollama has no tool_choice: ${OLLAMA_DOCS}`,
    },
  ]),
  ...[
    'gives a tool call',
    'gives several tool calls in order',
    'can be made to call a tool',
    'can be made to call a named tool',
  ].map((behaviour): Deviation => ({
    behaviour,
    rows: ['tgi'],
    instead: { finish: 'stop' },
    why: "the finish reason is the engine's own, which knows no tools: https://github.com/huggingface/text-generation-inference/blob/db931fc/router/src/lib.rs",
  })),
  {
    behaviour: 'can be made to call a named tool',
    rows: VLLM_LINE,
    instead: { finish: 'stop' },
    why: 'vLLM ends a named tool choice with stop: https://docs.vllm.ai/en/latest/features/tool_calling.html',
  },
  ...[
    'reads tool calls and their results in the history',
    'reads a history of tool calls whose ids another host gave',
  ].flatMap((behaviour): Deviation[] => [
    { behaviour, rows: NATIVE, instead: { text: UNKNOWN_TALK }, why: HISTORY },
    { behaviour, rows: ['snowflake'], instead: { text: UNKNOWN_TALK }, why: SNOWFLAKE },
  ]),
  {
    behaviour: 'refuses a wrong key',
    rows: ['nim-self-hosted', 'ollama'],
    instead: { complete: true, kind: null, retryable: null },
    why: 'these servers ask for no key',
  },
  {
    behaviour: 'refuses an unknown model',
    rows: [...LLAMACPP, 'sglang', 'tgi'],
    instead: { complete: true, kind: null },
    why: 'these servers serve one model and do not read the name',
  },
  {
    behaviour: 'refuses a cap above its own',
    rows: ['ollama'],
    instead: { kind: 'invalid_request' },
    why: 'Ollama has no words for a cap that is too high',
  },
  {
    behaviour: 'says server_error',
    rows: ['tgi'],
    instead: { kind: 'model_error' },
    why: INCOMPLETE,
  },
  {
    behaviour: 'says quota_exhausted',
    rows: OWN_SERVERS.filter((name) => name !== 'nim'),
    instead: { kind: 'rate_limited' },
    why: 'servers of your own have no quotas; the gateway before them says 429',
  },
  {
    behaviour: 'says model_error',
    rows: [...OCI_GENAI, ...OPENAI.filter((name) => name !== 'tgi')],
    instead: { kind: 'server_error' },
    why: 'these servers have one 500 for both',
  },
  {
    behaviour: 'says a server error with the id of the request',
    rows: NAMELESS,
    instead: { requestId: false },
    why: 'the server names no request in its errors',
  },
  {
    behaviour: 'says a server error with the id of the request',
    rows: ['tgi'],
    instead: { kind: 'model_error', requestId: false },
    why: INCOMPLETE,
  },
  {
    behaviour: 'takes an error with status 200 for no answer',
    rows: ['tgi'],
    instead: { kind: 'model_error' },
    why: INCOMPLETE,
  },
  ...[
    'takes an error after 0 parts of a stream for no answer',
    'takes an error after 3 parts of a stream for no answer',
    'takes an error after the finish of a stream for no answer',
  ].flatMap((behaviour): Deviation[] => [
    { behaviour, rows: ['watsonx'], instead: { kind: 'stream_interrupted' }, why: WORDLESS },
    { behaviour, rows: ['tgi'], instead: { kind: 'model_error' }, why: INCOMPLETE },
  ]),
  ...[
    'takes an error after 0 parts of a stream for no answer',
    'takes an error after 3 parts of a stream for no answer',
  ].map((behaviour): Deviation => ({
    behaviour,
    rows: ['ollama'],
    instead: { kind: 'stream_interrupted' },
    why: LOST,
  })),
  {
    behaviour: 'takes an error after the finish of a stream for no answer',
    rows: ['ollama'],
    instead: { complete: true, kind: null, kept: 'nothing' },
    why: `${LOST}; here the answer had come to its end, and what is missing is [DONE] alone`,
  },
  {
    behaviour: 'finds the promised end marker missing',
    rows: [...BEDROCK, 'watsonx', ...OCI_GENAI],
    instead: { warnings: [] },
    why: 'the wire has no end marker',
  },
  {
    behaviour: 'finds the promised end marker missing',
    rows: ENDS_UNREAD,
    instead: { warnings: [] },
    why: UNREAD,
  },
  {
    behaviour: 'finds the promised usage record missing',
    rows: USAGE_UNREAD,
    instead: { warnings: [] },
    why: UNREAD,
  },
  {
    behaviour: 'reads one JSON body where a stream was asked for, and says so',
    rows: BEDROCK,
    instead: { warnings: ['sdk/throws', 'stream/json-body'] },
    why: 'its SDK takes text for a length: https://smithy.io/2.0/aws/amazon-eventstream.html',
  },
  {
    behaviour: 'reads one JSON body where a stream was asked for, and says so',
    rows: ['watsonx', ...OCI_GENAI],
    instead: { warnings: ['stream/json-body'] },
    why: 'no SDK reads along',
  },
  {
    behaviour: 'takes a wrong checksum for no answer',
    rows: TEXT_WIRES,
    instead: { complete: true, kind: null, kept: 'nothing' },
    why: 'a text wire has no checksums, so the fault strikes nothing',
  },
  {
    behaviour: 'polls for an answer that was accepted and not yet given',
    rows: [...BEDROCK, 'watsonx', ...OCI_GENAI, ...OPENAI.filter((name) => name !== 'nim')],
    instead: NOT_POLLED,
    why: `only hosted NIM answers 202: ${NVCF}`,
  },
  {
    behaviour: 'says that its host has retired the model, and since when',
    rows: [...BEDROCK, ...OPENAI.filter((name) => name !== 'nim')],
    instead: { retirement: { state: 'retired', on: null } },
    why: 'the words name no day: https://github.com/awslabs/llmeter/issues/35, https://console.groq.com/docs/deprecations',
  },
  {
    behaviour: 'says that its host has retired the model, and since when',
    rows: ['watsonx'],
    instead: { retirement: null },
    why: 'the words are those for any unknown id; the list of models says it, in lifecycle: https://cloud.ibm.com/apidocs/watsonx-ai',
  },
];

export function deviationOf(behaviour: string, row: string, mode: Mode): Deviation | null {
  return DEVIATIONS.find((deviation) => covers(deviation, behaviour, row, mode)) ?? null;
}

function covers(deviation: Deviation, behaviour: string, row: string, mode: Mode): boolean {
  return (
    deviation.behaviour === behaviour &&
    deviation.rows.includes(row) &&
    (deviation.modes?.includes(mode) ?? true)
  );
}

/** Deviations that meet nothing in the table, and cells that two of them claim. */
export function unmetDeviations(behaviours: readonly Behaviour[], rows: readonly Row[]): readonly string[] {
  const cells = behaviours.flatMap((behaviour) =>
    rows.flatMap((row) =>
      behaviour.modes.map((mode) => ({ behaviour: behaviour.name, row: row.name, mode })),
    ),
  );
  const idle = DEVIATIONS.flatMap((deviation) =>
    deviation.rows
      .filter(
        (name) =>
          !cells.some(({ behaviour, row, mode }) => row === name && covers(deviation, behaviour, row, mode)),
      )
      .map((name) => `idle: ${deviation.behaviour} / ${name}`),
  );
  const twice = cells
    .filter(
      ({ behaviour, row, mode }) =>
        DEVIATIONS.filter((deviation) => covers(deviation, behaviour, row, mode)).length > 1,
    )
    .map(({ behaviour, row, mode }) => `twice: ${behaviour} / ${row} / ${mode}`);
  return [...idle, ...twice];
}
