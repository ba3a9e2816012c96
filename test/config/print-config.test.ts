import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { printConfig } from '../../src/config/print-config.ts';
import { loadBundled, loadText, sound } from './tables.ts';

it('prints the effective configuration as YAML, and the same each time', async () => {
  const { catalog } = await loadBundled();
  const text = printConfig(catalog);
  expect(printConfig((await loadBundled()).catalog)).toBe(text);
  const { file, hash, ...effective } = catalog;
  expect(parse(text)).toEqual(effective);
  expect(text.split('\n').slice(0, 2)).toEqual([`# effective configuration of ${file}`, `# sha256 ${hash}`]);
});

it('shows names of environment variables and what they default to', async () => {
  const { catalog } = await loadBundled();
  const text = printConfig(catalog);
  for (const part of [
    'apiKey: WATSONX_API_KEY',
    'token: VLLM_API_KEY',
    'project_id: ${WATSONX_PROJECT_ID}',
    'maxRetries: 2',
  ]) {
    expect(text).toContain(part);
  }
});

it('repeats what rows share instead of pointing at it', async () => {
  const { catalog } = await loadText(sound());
  expect(printConfig(catalog)).not.toMatch(/[&*]a\d/);
});
