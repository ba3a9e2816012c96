import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageVersion } from '../../src/cli/own-version.ts';
import { loadedVersions } from '../../src/runs/project/wire-packages.ts';

const world = { versions: { 'llama-contract': '1' }, packageVersion };

function installed(name: string): unknown {
  const path = join(import.meta.dirname, '../../node_modules', name, 'package.json');
  const manifest: { version?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
  return manifest.version;
}

it("a run is made by its targets' SDKs and by what moves bytes, in the versions that are installed", () => {
  expect(loadedVersions(world, [{ wire: 'openai-chat' }, { wire: 'watsonx-chat' }], 'simulate')).toEqual({
    'llama-contract': '1',
    openai: installed('openai'),
    undici: installed('undici'),
  });
  expect(loadedVersions(world, [{ wire: 'bedrock-invoke-llama' }], 'replay')).toEqual({
    'llama-contract': '1',
    '@aws-sdk/client-bedrock-runtime': installed('@aws-sdk/client-bedrock-runtime'),
  });
});

it('a package that is not installed has no version, and is none of a run', () => {
  expect(packageVersion('no-such-package-anywhere')).toBe(null);
  const none = { ...world, packageVersion: () => null };
  expect(loadedVersions(none, [{ wire: 'openai-chat' }], 'live')).toEqual(world.versions);
});
