import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError, simulate } from '../../src/index.ts';
import { writeProject } from '../e2e/small-project.ts';

it('simulate serves every target until it is closed', async () => {
  const config = join(await writeProject(), 'llama-contract.config.yaml');
  const { url, urls, targets, close } = await simulate({ config });
  expect(Object.keys(urls)).toEqual(['bedrock', 'watsonx', 'nim', 'vllm']);
  expect(urls['vllm']).toBe(`${url}/vllm/v1`);
  const seat = targets.find(({ id }) => id === 'vllm');
  const ask = (): Promise<Response> =>
    fetch(`${urls['vllm']}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        connection: 'close',
        authorization: `Bearer ${seat?.credentials.kind === 'bearer' ? seat.credentials.token : ''}`,
      },
      body: JSON.stringify({
        model: seat?.model,
        messages: [{ role: 'user', content: 'Which city is meant? 東京 🗼' }],
        stop: ['###'],
      }),
    });
  const answer = await ask();
  expect(await answer.json()).toMatchObject({ choices: [{ message: { content: 'Tōkyō, 東京 🗼.' } }] });
  await close();
  await expect(ask()).rejects.toThrow('fetch failed');
});

it('simulate plants the faults that it is given, and refuses ports that are none', async () => {
  const config = join(await writeProject(), 'llama-contract.config.yaml');
  const { urls, close } = await simulate({
    config,
    faults: [{ wire: 'error-body', error: { kind: 'overloaded' } }],
  });
  const answer = await fetch(`${urls['nim']}/chat/completions`, { method: 'POST', body: '{}' });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  await close();
  const refused = simulate({ config, port: 70_000 });
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toThrow('port must be at most 65535');
});
