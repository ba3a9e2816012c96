import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/providers/bedrock/create-client.ts';
import { bytesResponse, inMemoryTransport } from '../../../src/transport/in-memory-transport.ts';
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
  let learnedBefore: readonly string[] = [];
  let signedBy = '';
  const transport = inMemoryTransport(({ headers }) => {
    learnedBefore = [...learned];
    signedBy = headers['authorization'] ?? '';
    return bytesResponse({ headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') });
  });
  const options = { abortSignal: new AbortController().signal, transport };
  await client.send(new ConverseCommand({ modelId: 'm', messages: [] }), options);
  expect(signedBy).toContain('Credential=ASIAFOUNDBYTHECHAIN1/');
  expect(learnedBefore.slice(0, 3)).toEqual([
    'found-by-the-chain-2',
    'ASIAFOUNDBYTHECHAIN1',
    'found-by-the-chain-3',
  ]);
});
