import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import type { Credentials } from '../../src/contract/wires/target.ts';
import { MADE_UP_KEY } from '../../src/simulator/oci-genai/made-up-key.ts';
import type { Seat } from '../../src/simulator/face.ts';
import { facesFor } from '../../src/simulator/faces.ts';
import { noLatency } from '../../src/simulator/latency.ts';
import { serveSimulator, type SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { entry, stillClock } from '../simulator/stage.ts';

export const OPENAI_SERVERS = [
  'vllm',
  'nim',
  'nim-self-hosted',
  'llamacpp',
  'sglang',
  'tgi',
  'ollama',
] as const;
export const OPENAI_KEY = 'simulated-key';
export const WATSONX_KEY = 'simulated-api-key';
export const AWS_KEYS = { accessKeyId: 'AKIASIMULATED0000000', secretAccessKey: 'simulated-secret' };
export const BEDROCK_TOKEN = 'simulated-token';
export const LLAMA = 'us.meta.llama4-maverick-17b-instruct-v1:0';
/** A model that can be made to call a tool, which no Llama on Bedrock can. */
export const NOVA = 'us.amazon.nova-pro-v1:0';

const seat = (id: string, face: string, modelId: string, credentials: Credentials): Seat => ({
  id,
  face,
  dialect: null,
  modelId,
  contextTokens: null,
  maxOutputTokens: null,
  maxImages: null,
  filters: false,
  credentials,
  region: face === 'bedrock' ? 'us-east-1' : null,
  settings: {},
});

const aws: Credentials = { kind: 'aws-keys', ...AWS_KEYS, sessionToken: null };

const SEATS: readonly Seat[] = [
  ...OPENAI_SERVERS.map((name) => seat(name, name, 'llama-4', { kind: 'bearer', token: OPENAI_KEY })),
  seat('llama', 'bedrock', LLAMA, aws),
  seat('token', 'bedrock', LLAMA, { kind: 'bearer', token: BEDROCK_TOKEN }),
  seat('nova', 'bedrock', NOVA, aws),
  seat('oci', 'oci-genai', 'llama-4', MADE_UP_KEY),
  seat('watsonx', 'watsonx', 'llama-4', { kind: 'ibm-api-key', apiKey: WATSONX_KEY }),
];

export async function collect<T>(values: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** The simulator on a free port of loopback, with all its time at once; it knows two prompts, whose streams break off. */
export async function serveClients(): Promise<SimulatorServer> {
  return serveSimulator(
    createSimulator({
      seats: SEATS,
      book: [entry('broken', 'Break off'), entry('torn', 'Tear')],
      faults: [
        faultSchema.parse({ wire: 'reset', at: { part: 1 }, match: { prompt: 'torn', mode: 'stream' } }),
        faultSchema.parse({
          wire: 'exception',
          at: { part: 1 },
          error: { kind: 'server_error' },
          match: { prompt: 'broken', mode: 'stream' },
        }),
      ],
      seed: 1,
      clock: stillClock(() => Date.now()),
      faces: await facesFor(SEATS),
      latency: noLatency,
    }),
  );
}
