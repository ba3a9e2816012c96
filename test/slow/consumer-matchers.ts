// What a test of somebody else does with the matchers; it is compiled against the packed files and run there.
import { decode, type VerifyOptions } from 'llama-contract';
import { verifySuite, type Contract } from 'llama-contract/vitest';
import { expect, it } from 'vitest';

const config = 'node_modules/llama-contract/llama-contract.config.yaml';
const options: VerifyOptions = {
  config,
  targets: ['vllm-scout'],
  suites: ['extraction'],
  tags: ['core'],
};
await verifySuite(options);

const contract: Contract = {
  prompt: {},
  golden: { text: 'Hi', toolCalls: [], finish: 'stop', error: null },
};
const answer = {
  text: 'Hi',
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: { inputTokens: 1, outputTokens: 1 },
} as const;

it('has matchers with types', async () => {
  expect(answer).toMatchContract(contract);
  expect(answer).toHaveParityWith(answer);
  const body = '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}';
  const bodyBase64 = Buffer.from(body).toString('base64');
  expect(await decode({ wire: 'openai-chat', response: { status: 200, bodyBase64 } })).toBeCompleteStream();
});

it('has matchers that refuse what is no contract', () => {
  // @ts-expect-error: the golden is missing
  expect(() => expect(answer).toMatchContract({ prompt: {} })).toThrow('golden');
  // @ts-expect-error: a baseline is an answer, not a text
  expect(() => expect(answer).toHaveParityWith('Hi')).toThrow('finish reason');
  // @ts-expect-error: it takes nothing
  expect(() => expect({}).toBeCompleteStream(true)).toThrow('decode');
});
