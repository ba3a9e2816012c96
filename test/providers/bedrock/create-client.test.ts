import { afterEach, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/providers/bedrock/create-client.ts';
import { SDK_SHIMS } from '../../../src/transport/sdk-shims.ts';
import { fuzzTargets } from '../../../src/runs/fuzz/fuzz-targets.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('tells what the default credential chain found before anything is signed with it', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAFOUNDBYTHECHAIN1');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'found-by-the-chain-2');
  vi.stubEnv('AWS_SESSION_TOKEN', 'found-by-the-chain-3');
  const [target] = fuzzTargets(['bedrock-converse']);
  if (target === undefined) throw new Error('no target');
  const learned: string[] = [];
  const client = createClient(
    target.target,
    { kind: 'aws-default-chain' },
    { shims: SDK_SHIMS, headers: {}, learnSecret: (secret) => learned.push(secret) },
  );
  await client.config.credentials();
  expect(learned).toEqual(['found-by-the-chain-2', 'ASIAFOUNDBYTHECHAIN1', 'found-by-the-chain-3']);
});
