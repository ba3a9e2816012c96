import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CapabilityFile } from '../../src/contract/probe/capability-file.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { probe, type ProbeOptions } from '../../src/runs/probe/probe.ts';
import { BEDROCK, CONFIG, SMALL, VLLM, WATSONX, writeProject } from '../e2e/small-project.ts';
import { eagerWorld } from '../e2e/verify-project.ts';

const OCI = {
  id: 'oci',
  provider: 'oci-genai',
  model: 'llama-4-scout',
  modelId: 'meta.llama-4-scout-17b-16e-instruct',
  region: 'us-chicago-1',
  credentials: 'oci-profile',
  settings: { compartment_id: 'c' },
};

let cwd = '';
const scout = { ...CONFIG.models['llama-4-scout'], contextTokens: 8_192, maxOutputTokens: 4_096 };

beforeAll(async () => {
  cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': {
      ...CONFIG,
      models: { 'llama-4-scout': scout },
      targets: [VLLM, BEDROCK, WATSONX, OCI],
    },
  });
});

async function found(over: Partial<ProbeOptions>): Promise<CapabilityFile> {
  const options: ProbeOptions = {
    config: join(cwd, 'llama-contract.config.yaml'),
    targets: ['vllm'],
    parts: ['output', 'context'],
    source: null,
    seed: 1,
    maxTokens: 1_000_000,
    faults: [],
    earlier: new Map(),
    standing: new Map(),
    ...over,
  };
  const [file] = await probe(options, eagerWorld(), new AbortController().signal, () => undefined);
  if (file === undefined) throw new Error('nothing was probed');
  return file;
}

const groundsOf = ({ bits }: CapabilityFile) =>
  Object.fromEntries(bits.map(({ bit, ground }) => [bit, ground]));

describe('an endpoint that does as it says', () => {
  it('is found to read and to write what it advertises, and told no lie', async () => {
    const { output, context, lies, spent, fingerprint } = await found({});
    expect(output).toMatchObject({ proved: 4_096, end: 'highest-asked' });
    expect(context).toMatchObject({
      advertised: 8_192,
      advertisedBy: 'server',
      refused: null,
      unusable: null,
    });
    expect(context?.usable).toBeGreaterThan(7_000);
    expect(lies).toEqual([]);
    expect(spent.tokens).toBeLessThanOrEqual(1_000_000);
    expect(Object.keys(fingerprint)).not.toEqual([]);
  });
});

describe('a hidden truth', () => {
  it('of a cap, of a window and of forgetting is found, and each lie is named', async () => {
    const faults = [
      { answer: 'cap', value: 600 },
      { acceptsTokens: 6_000 },
      { recall: { halfTokens: 2_600, slope: 4 } },
    ].map((fault) => faultSchema.parse(fault));
    const { output, context, lies } = await found({ faults });
    expect(output).toMatchObject({ end: 'clamped', requested: 1_024, served: 600 });
    expect(context?.accepted).toBeGreaterThan(5_000);
    expect(context?.accepted).toBeLessThanOrEqual(6_000);
    expect(context?.usable).toBeLessThan(2_048);
    expect(context?.unusable).toBeLessThan(6_000);
    expect(lies).toEqual([
      expect.stringMatching(/^output is clamped without a word: 1024 tokens were asked for, 600 came$/),
      expect.stringMatching(/^8192 tokens are advertised, and about \d+ are refused/),
      expect.stringMatching(/tokens are accepted, and what is answered is not of what was sent$/),
    ]);
  });
});

describe('bits', () => {
  it('of a server that takes everything are proved, but for what its model does not take', async () => {
    const others = Object.entries(groundsOf(await found({ parts: ['bits'] }))).filter(
      ([, ground]) => ground !== 'obeyed',
    );
    expect(Object.fromEntries(others)).toEqual({
      // It says the same whatever seed it is given.
      seed: 'unclear',
      'images/count/2': 'refused',
      'images/count/5': 'not-asked',
      'images/count/10': 'not-asked',
    });
  });

  it('that are accepted and ignored are lies, each named', async () => {
    const faults = ['schema-ignored', 'stop-ignored'].map((answer) => faultSchema.parse({ answer }));
    const file = await found({ parts: ['bits'], faults });
    const ignored = file.bits.filter(({ ground }) => ground === 'ignored').map(({ bit }) => bit);
    expect(ignored).toContain('stop');
    expect(ignored.filter((bit) => bit.startsWith('json_schema/'))).toHaveLength(12);
    expect(file.lies.map((lie) => lie.split(' is accepted and ignored')[0])).toEqual(ignored);
  });

  it('that would change what is signed are not asked', async () => {
    expect(groundsOf(await found({ targets: ['oci'], parts: ['bits'] }))).toMatchObject({
      chat: 'obeyed',
      stop: 'obeyed',
      logprobs: 'not-carried',
    });
  });

  it('that a wire has no place for are not carried', async () => {
    const grounds = groundsOf(await found({ targets: ['bedrock'], parts: ['bits'] }));
    expect(grounds).toMatchObject({
      chat: 'obeyed',
      stream: 'obeyed',
      tools: 'obeyed',
      seed: 'not-carried',
      logprobs: 'not-carried',
      'json_schema/enum': 'not-carried',
      'images/png': 'obeyed',
      'images/webp': 'obeyed',
    });
  });

  it('are read alike where another wire carries them', async () => {
    const grounds = groundsOf(await found({ targets: ['watsonx'], parts: ['bits'] }));
    expect(grounds).toMatchObject({
      chat: 'obeyed',
      'json_schema/enum': 'obeyed',
      'tool_choice/named': 'obeyed',
    });
  });
});
