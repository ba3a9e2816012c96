import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CapabilityBit, CapabilityFile } from '../../src/contract/probe/capability-file.ts';
import { sealCapabilities } from '../../src/config/seal-capabilities.ts';
import { InputError } from '../../src/contract/problem.ts';
import { checkConfig } from '../../src/runs/project/check-config.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { probed } from '../reports/html/sample-page.ts';

const CONFIG_FILE = 'llama-contract.config.yaml';
let cwd = '';

const bit = (name: string, verdict: CapabilityBit['verdict']): CapabilityBit => ({
  bit: name,
  area: 'tools',
  verdict,
  ground: verdict === 'proved' ? 'obeyed' : verdict === 'refuted' ? 'ignored' : 'no-answer',
  asked: '',
  answered: '',
  exchanges: [],
});

const file = probed({
  bits: [
    bit('json_schema/required', 'proved'),
    bit('json_schema/type', 'proved'),
    bit('json_schema/enum', 'refuted'),
    bit('tools', 'proved'),
    bit('tools/stream', 'refuted'),
    bit('tool_choice/required', 'refuted'),
    bit('tool_choice/auto', 'unknown'),
    bit('seed', 'refuted'),
    bit('images/jpeg', 'proved'),
    bit('images/count/2', 'proved'),
    bit('images/count/5', 'refuted'),
  ],
  output: { proved: 256, requested: 1_024, served: 700, end: 'clamped', exchanges: [] },
  context: {
    advertised: 128_000,
    advertisedBy: 'configuration',
    accepted: 60_000,
    refused: 65_000,
    refusal: 'too long',
    cutTo: null,
    usable: 16_000,
    unusable: 32_000,
    base: 1,
    rungs: [],
    end: 'found',
  },
});

beforeAll(async () => {
  const targets = [{ ...VLLM, capabilities: 'found/vllm.json' }];
  cwd = await writeProject({ ...SMALL, [CONFIG_FILE]: { ...CONFIG, targets } });
  await mkdir(join(cwd, 'found'));
});

const writeText = (text: string): Promise<void> => writeFile(join(cwd, 'found/vllm.json'), text);
const write = (written: CapabilityFile): Promise<void> =>
  writeText(JSON.stringify(sealCapabilities(written), null, 2));
const read = () => checkConfig(join(cwd, CONFIG_FILE));
const hashOf = async (written: CapabilityFile): Promise<string> => {
  await write(written);
  return (await read()).catalog.hash;
};
const problemsOf = async (): Promise<readonly string[]> =>
  read().then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      return error.problems.map(
        ({ file: at, line, message, mend }) => `${at?.slice(cwd.length + 1)}:${line} ${message} | ${mend}`,
      );
    },
  );

describe('a capability file that a target names', () => {
  it('stands in place of what is declared, but for what it does not know', async () => {
    await write(file);
    const [target] = (await read()).catalog.targets;
    expect(target?.capabilities).toMatchObject({
      jsonSchema: false,
      tools: 'send',
      toolChoice: ['auto', 'none', 'named'],
      seed: false,
      stop: true,
    });
    expect(target?.model).toMatchObject({
      contextTokens: 60_000,
      maxOutputTokens: 700,
      images: { maxCount: 2, formats: ['png', 'jpeg'] },
    });
    expect(target?.probed).toMatchObject({ usable: 16_000, accepted: 60_000, synthetic: false });
  });

  it('changes the hash of the configuration by what it declares, not by its date', async () => {
    const hash = await hashOf(file);
    expect(await hashOf({ ...file, at: '2026-11-02T10:00:00.000Z' })).toBe(hash);
    expect(await hashOf({ ...file, bits: [] })).not.toBe(hash);
  });

  it.each([
    ['target', 'scout', 'target is scout, not vllm'],
    ['model', 'other', 'model is other, not meta-llama/Llama-4-Scout-17B-16E-Instruct'],
    ['baseUrl', 'http://moon:8000', 'base URL is http://moon:8000, not http://localhost:8000'],
    ['region', 'us-east-1', 'region is us-east-1, not none'],
  ])('of another %s is refused where it is named', async (key, value, words) => {
    await write({ ...file, endpoint: { ...file.endpoint, [key]: value } });
    expect(await problemsOf()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${CONFIG_FILE}:\\d+ the capability file is of another endpoint: its ${words} \\| probe this one: npx llama-contract probe vllm$`,
        ),
      ),
    ]);
  });

  it('that is none is told with its own place', async () => {
    await writeText(
      JSON.stringify({ ...file, bits: [{ ...file.bits[0], verdict: 'prooved' }], digest: '' }, null, 2),
    );
    expect(await problemsOf()).toEqual([
      expect.stringContaining('the capability file cannot be used'),
      expect.stringMatching(
        /^found\/vllm\.json:\d+ bits\[0\]\.verdict must be one of proved, refuted, unknown/,
      ),
    ]);
    await writeText('{');
    expect(await problemsOf()).toContainEqual(expect.stringMatching(/^found\/vllm\.json/));
  });

  it('may be laid out otherwise, but not changed', async () => {
    const text = JSON.stringify(sealCapabilities(file));
    await writeText(JSON.stringify(JSON.parse(text), null, 4));
    expect(await problemsOf()).toEqual([]);
    const changed = text.replace('"usable":16000', '"usable":128000');
    for (const each of [changed, text.replace(/,"digest":"[^"]*"/, '')]) {
      expect(each).not.toBe(text);
      await writeText(each);
      expect(await problemsOf()).toEqual([
        expect.stringContaining('the capability file cannot be used'),
        expect.stringMatching(/^found\/vllm\.json:\d+ .*(it was changed|digest)/),
      ]);
    }
  });
});
