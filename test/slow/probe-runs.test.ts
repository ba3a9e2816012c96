import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCapabilityFile } from '../../src/config/read-capability-file.ts';
import { capabilityFileSchema, type CapabilityFile } from '../../src/contract/probe/capability-file.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { keepCapabilities, openCapabilities, prepareFolder } from '../../src/runs/probe/keep-capabilities.ts';
import { planProbeOf, probe, type ProbeOptions } from '../../src/runs/probe/probe.ts';
import { eagerWorld } from '../e2e/verify-project.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';

let cwd = '';
const scout = { ...CONFIG.models['llama-4-scout'], contextTokens: 8_192, maxOutputTokens: 512 };

beforeAll(async () => {
  cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, models: { 'llama-4-scout': scout }, targets: [VLLM] },
  });
});

const optionsOf = (over: Partial<ProbeOptions> = {}): ProbeOptions => ({
  config: join(cwd, 'llama-contract.config.yaml'),
  targets: [],
  parts: ['output'],
  source: null,
  seed: 1,
  maxTokens: 1_000_000,
  faults: [],
  earlier: new Map(),
  standing: new Map(),
  ...over,
});

async function found(over: Partial<ProbeOptions>): Promise<CapabilityFile> {
  const [file] = await probe(optionsOf(over), eagerWorld(), new AbortController().signal, () => undefined);
  if (file === undefined) throw new Error('nothing was probed');
  return file;
}

const OVERLOADED = [faultSchema.parse({ wire: 'error-body', error: { kind: 'overloaded' } })];

/** What several tests go on from, asked of the simulator once. */
let silent: CapabilityFile;
let output: CapabilityFile;
let contextPart: CapabilityFile;
beforeAll(async () => {
  silent = await found({ parts: ['bits'], faults: OVERLOADED });
  output = await found({ parts: ['output'] });
  contextPart = await found({ parts: ['context'], maxTokens: 153_600 });
});

describe('who does not answer', () => {
  it('refutes nothing', () => {
    const { bits, lies } = silent;
    expect(new Set(bits.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(bits.filter(({ ground }) => ground === 'no-answer').map(({ bit }) => bit)).toEqual(['chat']);
    expect(lies).toEqual([]);
  });
});

describe('what an earlier probe settled', () => {
  it('is not asked again, and what was found is as old as that', async () => {
    const at = '2026-01-01T00:00:00.000Z';
    const bits = silent.bits.map((row) =>
      row.bit === 'stop' ? row : { ...row, verdict: 'proved' as const, ground: 'obeyed' as const },
    );
    const earlier = new Map([['vllm', { ...silent, at, bits }]]);
    const file = await found({ parts: ['bits'], earlier });
    expect(file.spent.calls).toBe(2);
    expect(file.at).toBe(at);
    expect(file.bits.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
    expect(file.bits.find(({ bit }) => bit === 'stop')?.exchanges).toEqual(['vllm/stop/send/1']);
  });
});

it('a search for the context that ran out of its budget goes on with what it was answered', async () => {
  const part = contextPart;
  const asked = part.context?.reads?.length ?? 0;
  expect([part.context?.end, asked]).toEqual(['budget', part.spent.calls]);
  const kept = capabilityFileSchema.parse(JSON.parse(JSON.stringify(part)));
  const { context, spent } = await found({
    parts: ['context'],
    maxTokens: 600_000,
    earlier: new Map([['vllm', kept]]),
  });
  expect([context?.end, context?.reads]).toEqual(['highest-asked', undefined]);
  expect(context?.rungs.reduce((sum, rung) => sum + rung.asked, 0)).toBe(asked + spent.calls);
});

it('parts that are not asked for stay as they stand', async () => {
  const at = '2026-01-01T00:00:00.000Z';
  const stands = { ...output, at };
  const standing = new Map([['vllm', stands]]);
  const file = await found({ parts: ['context'], maxTokens: 200_000, standing });
  expect(file.output).toEqual(stands.output);
  expect(file.context?.usable).toBeGreaterThan(900);
  expect(file.at).toBe(at);
});

describe('what was found of an endpoint that answers otherwise now', () => {
  const fingerprint = { 'its name of the model': ['another'] };

  it('is left out of a file that is of today, and is told', async () => {
    const whole = { ...output, fingerprint, at: '2026-01-01T00:00:00.000Z' };
    const warnings: string[] = [];
    const options = optionsOf({
      parts: ['context'],
      maxTokens: 200_000,
      standing: new Map([['vllm', whole]]),
    });
    const [file] = await probe(options, eagerWorld(), new AbortController().signal, (event) => {
      if (event.type === 'warnings') warnings.push(...event.problems.map(({ message }) => message));
    });
    expect(file).toMatchObject({ output: null, context: { end: expect.any(String) } });
    expect(file?.at).not.toBe(whole.at);
    expect(file?.fingerprint['its name of the model']).not.toEqual(['another']);
    expect(warnings).toContainEqual(expect.stringContaining('vllm is no longer what it was'));
  });

  it('keeps its fingerprint where it is gone on with', async () => {
    const part = { ...output, fingerprint };
    const file = await found({ parts: ['output', 'context'], earlier: new Map([['vllm', part]]) });
    expect(file.output).toEqual(part.output);
    expect(file.fingerprint).toMatchObject(fingerprint);
  });
});

it('is as old as the part that stands, also where a newer one is gone on with', async () => {
  const at = '2026-01-01T00:00:00.000Z';
  const [earlier, standing] = [new Map([['vllm', output]]), new Map([['vllm', { ...output, at }]])];
  expect((await found({ parts: ['bits'], earlier, standing })).at).toBe(at);
});

it('an outage takes the place of nothing that stands, and is gone on with', async () => {
  const folder = join(cwd, 'outage');
  await prepareFolder(folder);
  await keepCapabilities([output], folder, true, new Set());
  const silenced = await found({ parts: ['output'], faults: OVERLOADED });
  const files = await keepCapabilities([silenced], folder, true, new Set(['vllm']));
  expect(files).toEqual([join(folder, 'vllm.part.json')]);
  expect(await readCapabilityFile(join(folder, 'vllm.json'))).toEqual(output);
  expect(await keepCapabilities([silenced], folder, true, new Set())).toEqual([join(folder, 'vllm.json')]);
});

describe('before anything is called', () => {
  it('the rest of a probe is to be paid for, and not the whole of it', async () => {
    const whole = await found({ parts: ['bits', 'output'] });
    const earlier = new Map([['vllm', { ...whole, context: contextPart.context }]]);
    const asked = { parts: ['bits', 'output', 'context'] as const, maxTokens: 80_000 };
    await expect(planProbeOf(optionsOf(asked))).rejects.toThrow('the least of a probe, which is about');
    const { probes } = await planProbeOf(optionsOf({ ...asked, earlier }));
    expect(probes).toMatchObject([{ outputTokens: null, contextTokens: 8_192 }]);
    expect(probes[0]?.calls).toBeLessThan(whole.bits.length);
    await expect(planProbeOf(optionsOf({ ...asked, maxTokens: 10, earlier }))).rejects.toThrow(
      /the least of what is left of a probe, which is about \d{3,5}$/,
    );
  });

  it('a budget that does not pay for the least is refused with what would', async () => {
    await expect(
      planProbeOf(optionsOf({ parts: ['output', 'context'], maxTokens: 1_000 })),
    ).rejects.toMatchObject({
      problems: [
        {
          mend: expect.stringMatching(/^give --max-tokens \d+ or more, or ask for less with --only output$/),
        },
      ],
    });
  });

  it('a name of no target is refused', async () => {
    await expect(planProbeOf(optionsOf({ targets: ['vlm'] }))).rejects.toMatchObject({
      problems: [{ message: 'unknown target "vlm"' }],
    });
  });

  it('what is to be compared must be of the same endpoint, and a live file is not written over', async () => {
    const folder = join(cwd, 'capabilities');
    const plan = await planProbeOf(optionsOf());
    const elsewhere = {
      ...output,
      source: 'live' as const,
      endpoint: { ...output.endpoint, region: 'moon' },
    };
    await prepareFolder(folder);
    const [path = ''] = await keepCapabilities([elsewhere], folder, true, new Set());
    expect(await readCapabilityFile(path)).toEqual(elsewhere);
    await expect(
      openCapabilities(plan, { folder: 'nowhere', diff: null, resume: true }),
    ).rejects.toMatchObject({
      problems: [{ message: 'there is nothing in nowhere to go on with', mend: 'probe without --resume' }],
    });
    await expect(openCapabilities(plan, { folder, diff: path, resume: false })).rejects.toMatchObject({
      problems: [
        { file: path, message: 'the capability file is of another endpoint: its region is moon, not none' },
        { file: path, message: 'it was found live, and the simulator would take its place' },
      ],
    });
  });

  it('a folder that cannot be written is refused', async () => {
    await expect(prepareFolder(join(cwd, 'llama-contract.config.yaml', 'x'))).rejects.toMatchObject({
      problems: [
        { message: expect.stringMatching(/cannot be written: a part of the path is not a folder$/) },
      ],
    });
  });
});
