import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../src/config/catalog.ts';
import { checkConfig } from '../../src/runs/project/check-config.ts';
import { missingVariables } from '../../src/runs/project/missing-variables.ts';
import { CONFIG, NIM, VLLM, WATSONX, writeProject } from '../e2e/small-project.ts';

const TARGETS = [
  { ...WATSONX, settings: { version: '2026-08-05', project_id: '${TEST_PROJECT}' } },
  NIM,
  VLLM,
  { ...VLLM, id: 'vllm-two' },
  { ...VLLM, id: 'open', credentials: 'none' },
];
const ALL = {
  TEST_IBM_KEY: 'an-ibm-key',
  TEST_PROJECT: 'a-project',
  TEST_NIM_TOKEN: 'a-nim-token',
  TEST_VLLM_TOKEN: 'a-vllm-token',
  TEST_PROXY: 'http://proxy:3128',
};

let catalog: Catalog;
beforeAll(async () => {
  const root = await writeProject({
    'llama-contract.config.yaml': { ...CONFIG, targets: TARGETS, network: { proxy: '${TEST_PROXY}' } },
  });
  catalog = (await checkConfig(join(root, 'llama-contract.config.yaml'))).catalog;
});

const missing = (env: Readonly<Record<string, string>>, ids = catalog.targets.map(({ id }) => id)) =>
  missingVariables(
    catalog,
    catalog.targets.filter(({ id }) => ids.includes(id)),
    env,
  );

describe('what live calls would lack', () => {
  it.each([
    ['nothing', ALL, []],
    [
      'a key',
      { ...ALL, TEST_IBM_KEY: '' },
      ['live calls to watsonx: environment variable TEST_IBM_KEY is not set'],
    ],
    [
      'a setting',
      { ...ALL, TEST_PROJECT: '' },
      ['live calls to watsonx: environment variable TEST_PROJECT is not set'],
    ],
    [
      'a key of two targets',
      { ...ALL, TEST_VLLM_TOKEN: '' },
      ['live calls to vllm, vllm-two: environment variable TEST_VLLM_TOKEN is not set'],
    ],
    [
      'the proxy',
      { ...ALL, TEST_PROXY: '' },
      ['live calls: network.proxy: environment variable TEST_PROXY is not set'],
    ],
    [
      'a usable key',
      { ...ALL, TEST_NIM_TOKEN: 'secret-with-a-line-end\n' },
      [
        'live calls to nim: environment variable TEST_NIM_TOKEN is not usable: white space at an end, or a line break',
      ],
    ],
  ])('is %s', async (_what, env, messages) => {
    const warnings = await missing(env);
    expect(warnings.map(({ message }) => message)).toEqual(messages);
    expect(warnings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    expect(JSON.stringify(warnings)).not.toContain('secret-with');
  });

  it('is asked of the targets that are called alone', async () => {
    expect(await missing({ ...ALL, TEST_IBM_KEY: '', TEST_VLLM_TOKEN: '' }, ['nim', 'open'])).toEqual([]);
  });
});
