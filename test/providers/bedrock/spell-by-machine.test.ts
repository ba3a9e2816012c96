import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { spellByMachine } from '../../../src/providers/bedrock/spell-by-machine.ts';
import { bytesResponse, inMemoryTransport } from '../../../src/transport/in-memory-transport.ts';
import { SDK_SHIMS } from '../../../src/transport/sdk-shims.ts';

function clientOf(): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' },
    requestHandler: SDK_SHIMS.requestHandler,
  });
}

type Content = NonNullable<
  NonNullable<ConstructorParameters<typeof ConverseCommand>[0]['messages']>[number]['content']
>;

/** The body of a request as it is sent. */
async function bodyOf(client: BedrockRuntimeClient, content: Content): Promise<Buffer> {
  let sent = Buffer.alloc(0);
  const transport = inMemoryTransport(({ body }) => {
    sent = Buffer.from(body ?? '');
    return bytesResponse({ headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') });
  });
  const input = { modelId: 'm', messages: [{ role: 'user' as const, content }] };
  const options = { abortSignal: new AbortController().signal, transport };
  await client.send(new ConverseCommand(input), options);
  return sent;
}

const [plain, byMachine] = [clientOf(), clientOf()];
spellByMachine(byMachine);

const HALVES = ['\ud83d', '\ude00', '😀', 'x'];
/** Where a piece of a long text ends. */
const BORDER = 16 * 1024;

it.each<readonly [string, string]>([
  ['a short one', 'Say "yes".\n'],
  ['a long one', 'It is a sentence "of words", as they come.\n'.repeat(1_000)],
  [
    'each character of a unit',
    Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join(''),
  ],
  [
    'each character of a unit after a letter',
    Array.from({ length: 0x10000 }, (_, code) => `a${String.fromCharCode(code)}`).join(''),
  ],
  ...HALVES.flatMap((last) =>
    HALVES.map((next): [string, string] => [
      `pieces that end in ${JSON.stringify(last)} before ${JSON.stringify(next)}`,
      'a'.repeat(BORDER - last.length) + last + next + 'b'.repeat(BORDER) + last + next,
    ]),
  ),
  ['nothing but first halves', '\ud83d'.repeat(40_000)],
])('a text is spelt as the SDK spells it: %s', async (_name, text) => {
  const content = [{ text }, { text: `${text} and more` }];
  const spelt = await bodyOf(byMachine, content);
  expect(spelt.equals(await bodyOf(plain, content))).toBe(true);
  expect(spelt.length).toBeGreaterThan(2 * text.length);
});

it.each([0, 1, 8_191, 8_192, 8_193, 8_194, 50_000])(
  '%i bytes are spelt as the SDK spells them',
  async (length) => {
    const bytes = Uint8Array.from({ length: length + 3 }, (_, at) => (at * 7) % 256).subarray(3);
    const content = [{ image: { format: 'png' as const, source: { bytes } } }, { text: 'what is it?' }];
    expect(await bodyOf(byMachine, content)).toEqual(await bodyOf(plain, content));
  },
);

it('leaves an SDK alone that writes its requests otherwise', () => {
  const client = clientOf();
  Reflect.set(client.config.protocol, 'serializer', null);
  expect(() => spellByMachine(client)).not.toThrow();
});
