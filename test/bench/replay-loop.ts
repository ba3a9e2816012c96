// Replaying a cassette, judged and nothing written, as it ships; or, with `bare`, the SDK over the same bytes in
// memory, JSON.parse and ajv.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { createQuotaGate } from '../../src/calls/create-quota-gate.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { RequestIds } from '../../src/metrics/request-ids.ts';
import { connectReplay } from '../../src/runs/connect/connect-replay.ts';
import { loadCassettes } from '../../src/runs/connect/load-cassettes.ts';
import { planVerify } from '../../src/runs/verify/plan-verify.ts';
import { recordRun } from '../../src/runs/given/record.ts';
import { runCases } from '../../src/runs/verify/run-cases.ts';
import { verify } from '../../src/runs/verify/verify.ts';
import { NOTHING_STANDS } from '../../src/store/run/standing.ts';
import { ASKED_ALIKE } from './asked-alike.ts';
import { measure } from './measure.ts';
import { BARE_CHAT, BARE_CONVERSE, OUTPUT_SCHEMA, TOKEN, WIRES } from './wires.ts';

const [what = '', wire = '', mode = '', count = '', folder = ''] = process.argv.slice(2);
const n = Number(count);
const PROMPTS = 20;
if (!WIRES.some((name) => name === wire) || (mode !== 'send' && mode !== 'stream')) throw new Error('which?');
const asked = mode === 'send' ? ('send' as const) : ('stream' as const);
const config = join(folder, 'llama-contract.config.yaml');
const selection = {
  targets: [wire],
  tags: null,
  prompts: null,
  pairs: null,
  modes: [asked],
  repeat: 1,
  once: null,
};

async function recordOnce(): Promise<void> {
  const out = join(folder, 'runs-record');
  const { signal } = new AbortController();
  const options = { ...ASKED_ALIKE, config, suites: ['bench'], selection, source: 'live' as const, out };
  const run = await verify(options, nodeWorld(), signal, () => {});
  await recordRun({ config, out, run: run.folder, cassettes: null });
}

async function replays(): Promise<() => Promise<void>> {
  const world = nodeWorld();
  const asked = { suites: ['bench'], selection, shard: null, source: 'replay' as const, faults: [] };
  const options = { config, ...asked };
  const { project, plan, prompts } = await planVerify(options, world);
  const cassettes = await loadCassettes({ folder: null, root: project.root }, plan, project.suites);
  const connected = await connectReplay({ plan, prompts, cassettes, speed: null, clock: world.clock });
  const { signal } = new AbortController();
  return async () => {
    const around = {
      plan,
      prompts,
      targets: connected.targets,
      source: 'replay' as const,
      inTurn: false,
      concurrency: null,
      standing: NOTHING_STANDS,
      requestIds: new RequestIds(),
      gate: createQuotaGate(world.clock),
      redact: connected.masks.redact,
      seed: 1,
      signal,
    };
    for await (const records of runCases(around, world)) {
      for (const { state, reason } of records) if (state !== 'passed') throw new Error(`${state}: ${reason}`);
    }
  };
}

interface Kept {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Uint8Array[];
}

/** What the cassette has of one exchange, as its chunks. */
function kept(): Kept {
  const lines = readFileSync(join(folder, 'fixtures/cassettes', wire, 'bench.jsonl'), 'utf8').split('\n');
  const line = lines.find((text) => text.includes('"kind":"exchange"') && text.includes(`"mode":"${mode}"`));
  const { response } = JSON.parse(line ?? '{}');
  const { body, chunkEnds, status, headers } = response;
  const bytes = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
  const ends: readonly number[] = chunkEnds;
  return { status, headers, chunks: ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end)) };
}

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(OUTPUT_SCHEMA);

function check(text: string): void {
  if (!validate(JSON.parse(text))) throw new Error('the answer does not match');
}

function bareOpenAi({ status, headers, chunks }: Kept): () => Promise<void> {
  const fetch = async (): Promise<Response> => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    return new Response(body, { status, headers });
  };
  const client = new OpenAI({ baseURL: 'http://memory/v1', apiKey: TOKEN, maxRetries: 0, fetch });
  if (mode === 'send') {
    return async () =>
      check((await client.chat.completions.create(BARE_CHAT)).choices[0]?.message.content ?? '');
  }
  return async () => {
    let text = '';
    const options = { ...BARE_CHAT, stream: true as const, stream_options: { include_usage: true } };
    for await (const chunk of await client.chat.completions.create(options)) {
      text += chunk.choices[0]?.delta.content ?? '';
    }
    check(text);
  };
}

function bareBedrock({ status: statusCode, headers, chunks }: Kept): () => Promise<void> {
  const whole = Buffer.concat(chunks);
  const stream = {
    async *[Symbol.asyncIterator]() {
      yield* chunks;
    },
  };
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: 'http://memory',
    token: { token: TOKEN },
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: 1,
    requestHandler: {
      handle: async () => ({
        response: {
          statusCode,
          headers: { ...headers },
          body: mode === 'send' ? whole : stream,
        },
      }),
    },
  });
  if (mode === 'send') {
    return async () =>
      check(
        (await client.send(new ConverseCommand(BARE_CONVERSE))).output?.message?.content?.[0]?.text ?? '',
      );
  }
  return async () => {
    let text = '';
    for await (const event of (await client.send(new ConverseStreamCommand(BARE_CONVERSE))).stream ?? []) {
      text += event.contentBlockDelta?.delta?.text ?? '';
    }
    check(text);
  };
}

async function times(count: number, once: () => Promise<void>): Promise<void> {
  for (let at = 0; at < count; at += 1) await once();
}

if (what === 'record') await recordOnce();
const once =
  what === 'bare' ? (wire === 'bedrock' ? bareBedrock(kept()) : bareOpenAi(kept())) : await replays();
const each = what === 'bare' ? 1 : PROMPTS;
await times(Math.ceil(500 / each), once);
await measure(n, () => times(n / each, once));
process.exit(0);
