import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConverse } from '../../../src/simulator/bedrock/parse-converse.ts';
import { parseNative } from '../../../src/simulator/bedrock/parse-native.ts';
import type { Seat } from '../../../src/simulator/face.ts';
import { asking, collect, converse, other, patience, scout, stage } from '../stage.ts';

interface Told {
  readonly status: number;
  readonly name: string;
  readonly message: string;
}

async function ask(
  body: unknown,
  options: { seat?: Seat; operation?: string; model?: string } = {},
): Promise<Told> {
  const { handle } = stage({ seats: [scout, other, { ...scout, id: 'small', maxImages: 0 }] });
  const response = await handle(converse(body, options), patience());
  const received = (await collect(response)).toString();
  const { message = '' } = received.startsWith('{') ? JSON.parse(received) : {};
  const name = (response.headers['x-amzn-errortype'] ?? '').split(':')[0] ?? '';
  return { status: response.status, name, message };
}

const validation = (message: string | RegExp): object => ({
  status: 400,
  name: 'ValidationException',
  message: typeof message === 'string' ? message : expect.stringMatching(message),
});

const user = (...content: object[]): object => ({ role: 'user', content });
const assistant = (...content: object[]): object => ({ role: 'assistant', content });
const text = (words: string): object => ({ text: words });
const use = { toolUse: { toolUseId: 't1', name: 'look', input: {} } };
const result = { toolResult: { toolUseId: 't1', content: [{ text: 'seen' }] } };
const toolConfig = { tools: [{ toolSpec: { name: 'look', inputSchema: { json: {} } } }] };
const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const image = (bytes = dot, format = 'png'): object => ({ image: { format, source: { bytes } } });

describe('the shape of a Converse request', () => {
  it.each<[string, object, string | RegExp]>([
    ['an unknown key', asking('Hi', { max_tokens: 5 }), /#: extraneous key \[max_tokens\] is not permitted/],
    [
      'an unknown key within',
      asking('Hi', { inferenceConfig: { topK: 5 } }),
      /#\/inferenceConfig: extraneous/,
    ],
    ['no messages', {}, /Value null at 'messages' failed to satisfy constraint: Member must not be null/],
    ['no message', { messages: [] }, /at 'messages' .* length greater than or equal to 1/],
    [
      'a text for a list',
      { messages: [{ role: 'user', content: 'Hi' }] },
      /expected type: JSONArray, found: String/,
    ],
    [
      'a text for a number',
      asking('Hi', { inferenceConfig: { maxTokens: '5' } }),
      /expected type: (Number|Integer), found: String/,
    ],
    [
      'an unknown role',
      { messages: [{ role: 'tool', content: [] }] },
      /Value 'tool' at 'messages\.1\.member\.role'/,
    ],
    ['an unknown block', { messages: [user({ type: 'text', text: 'Hi' })] }, /extraneous key \[type\]/],
    [
      'a block of two kinds',
      { messages: [user({ text: 'Hi', ...image() })] },
      /union with exactly one member/,
    ],
    ['a block of no kind', { messages: [user({})] }, /union with exactly one member/],
    [
      'too hot a temperature',
      asking('Hi', { inferenceConfig: { temperature: 1.5 } }),
      /less than or equal to 1/,
    ],
    ['a cap of nothing', asking('Hi', { inferenceConfig: { maxTokens: 0 } }), /greater than or equal to 1/],
    [
      'a tool without a schema',
      asking('Hi', { toolConfig: { tools: [{ toolSpec: { name: 'x' } }] } }),
      /inputSchema' failed .* not be null/,
    ],
    [
      'a tool with a strange name',
      asking('Hi', { toolConfig: { tools: [{ toolSpec: { name: 'a b', inputSchema: { json: {} } } }] } }),
      /regular expression/,
    ],
    [
      'an id of a call that is too long',
      {
        messages: [user(text('Hi')), assistant({ toolUse: { ...use.toolUse, toolUseId: 't'.repeat(65) } })],
        toolConfig,
      },
      /toolUseId' failed .* length less than or equal to 64/,
    ],
    [
      'a tool that comes without saying which',
      { messages: [user({ toolAddition: {} })] },
      /toolAddition\.tool' failed .* not be null/,
    ],
    [
      'an unknown image format',
      { messages: [user(image(dot, 'bmp'))] },
      /enum value set: \[gif, jpeg, png, webp\]/,
    ],
  ])('with %s is refused', async (_what, body, message) => {
    expect(await ask(body)).toEqual(validation(message));
  });

  it('that is no JSON is refused', async () => {
    expect(await ask('{"messages":')).toMatchObject({ status: 400, name: 'SerializationException' });
  });
});

describe('a conversation', () => {
  it.each<[string, object, string | RegExp]>([
    [
      'begun by the assistant',
      { messages: [assistant(text('Hi')), user(text('Hi'))] },
      /must start with a user message/,
    ],
    [
      'with a blank text',
      { messages: [user(text('Hi'), text(' '))] },
      /ContentBlock object at messages\.0\.content\.1 is blank/,
    ],
    [
      'with tool blocks and no tools',
      { messages: [user(text('Hi')), assistant(use), user(result)] },
      /toolConfig field must be defined/,
    ],
    [
      'with a result nobody asked for',
      { messages: [user(result)], toolConfig },
      /exceeds the number of toolUse blocks/,
    ],
    [
      'with a call left open',
      { messages: [user(text('Hi')), assistant(use), user(text('So?'))], toolConfig },
      /Expected toolResult blocks .* t1/,
    ],
    [
      'with an image from the assistant',
      { messages: [user(text('Hi')), assistant(image())] },
      /only be provided by the user role/,
    ],
  ])('%s is refused', async (_what, body, message) => {
    expect(await ask(body)).toEqual(validation(message));
  });
});

describe('what Llama cannot do on Bedrock', () => {
  const forced = { toolConfig: { ...toolConfig, toolChoice: { any: {} } } };
  const schema = { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: '{}' } } } };
  const mixed = { messages: [user(text('Hi')), assistant(use), user(result, text('So?'))], toolConfig };

  it.each<[string, object, string, string]>([
    [
      'a tool in a stream',
      asking('Hi', { toolConfig }),
      'converse-stream',
      "This model doesn't support tool use in streaming mode.",
    ],
    [
      'a forced tool',
      asking('Hi', forced),
      'converse',
      "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.",
    ],
    [
      'structured output',
      asking('Hi', { outputConfig: schema }),
      'converse',
      "This model doesn't support the outputConfig.textFormat field. Remove outputConfig.textFormat and try again.",
    ],
    [
      'a result beside a text',
      mixed,
      'converse',
      'messages.2.content: Conversation blocks and tool result blocks cannot be provided in the same turn.',
    ],
    [
      'fields of other models',
      asking('Hi', { additionalModelRequestFields: { top_k: 5 } }),
      'converse',
      'The model returned the following errors: Malformed input request: #: extraneous key [top_k] is not permitted, please reformat your input and try again.',
    ],
  ])('%s is refused in the words of Bedrock', async (_what, body, operation, message) => {
    expect(await ask(body, { operation })).toEqual(validation(message));
  });

  it('another model can', async () => {
    for (const body of [asking('Hi', forced), asking('Hi', { outputConfig: schema }), mixed]) {
      expect((await ask(body, { seat: other })).status).toBe(200);
    }
    expect(
      (await ask(asking('Hi', { toolConfig }), { seat: other, operation: 'converse-stream' })).status,
    ).toBe(200);
  });
});

describe('images', () => {
  const many = (n: number): object => ({
    messages: [user(text('Hi'), ...Array.from({ length: n }, () => image()))],
  });
  const wide = Buffer.from(dot, 'base64');
  wide.writeUInt32BE(8001, 16);

  it.each<[string, object, string | RegExp]>([
    ['more than the model takes', many(6), /Too many images: 6\. The maximum number of images is 5/],
    ['that are none', { messages: [user(image('aGVsbG8='))] }, 'Could not process image'],
    [
      'of another format than they say',
      { messages: [user(image(dot, 'gif'))] },
      /format gif does not match .* png/,
    ],
    [
      'of too many bytes',
      { messages: [user(image(Buffer.concat([wide, Buffer.alloc(4e6)]).toString('base64')))] },
      /3\.75 MB/,
    ],
    ['of too many pixels', { messages: [user(image(wide.toString('base64')))] }, /8000 x 8000/],
  ])('%s are refused', async (_what, body, message) => {
    expect(await ask(body)).toEqual(validation(message));
  });

  it('are refused whole by a model without eyes', async () => {
    const seat = { ...scout, id: 'small' };
    expect(await ask(many(1), { seat })).toEqual(
      validation("This model doesn't support the image content block."),
    );
  });
});

describe('blocks of other models', () => {
  it.each<[string, object]>([
    ['searchResult', { searchResult: { source: 's', title: 't', content: [{ text: 'found' }] } }],
    ['toolAddition', { toolAddition: { tool: { name: 'look' } } }],
    ['toolRemoval', { toolRemoval: { tool: { type: 'mcp', serverName: 'files' } } }],
  ])('have a shape and are refused: %s', async (kind, block) => {
    const body = { messages: [user(text('Hi'), block)] };
    expect(parseConverse(body)).toMatchObject({ ok: true });
    expect(await ask(body)).toEqual(validation(`This model doesn't support the ${kind} content block.`));
  });

  it('are no reason to take the system role', async () => {
    const system = { role: 'system', content: [{ toolRemoval: { tool: { name: 'look' } } }] };
    expect(await ask({ messages: [user(text('Hi')), system] })).toEqual(
      validation(/doesn't support the system role in messages/),
    );
  });
});

describe('a model', () => {
  const bare = scout.modelId.slice(3);

  it('asked for by its bare id is told about inference profiles', async () => {
    const message = `Invocation of model ID ${bare} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`;
    expect(await ask(asking('Hi'), { model: bare })).toEqual(validation(message));
  });

  it('that nobody knows is no valid identifier', async () => {
    expect(await ask(asking('Hi'), { model: 'us.meta.llama9' })).toEqual(
      validation('The provided model identifier is invalid.'),
    );
  });

  it.each(['inference-profile', 'foundation-model'])('may be named by the ARN of an %s', async (kind) => {
    const model = `arn:aws:bedrock:us-east-1:123456789012:${kind}/${scout.modelId}`;
    expect((await ask(asking('Hi'), { model })).status).toBe(200);
  });
});

describe('limits in tokens', () => {
  it('are refused in the words of Bedrock, with the numbers of the seat', async () => {
    expect(await ask(asking('Hi', { inferenceConfig: { maxTokens: 8193 } }))).toEqual(
      validation(
        'The maximum tokens you requested exceed the model limit of 8192. Try again with a maximum tokens value lower than 8192.',
      ),
    );
    expect(await ask(asking('word '.repeat(1000)))).toEqual(
      validation('Input is too long for requested model.'),
    );
  });
});

describe('other paths', () => {
  it.each([
    ['count-tokens', 400, "The provided model doesn't support counting tokens."],
    ['converse2', 404, ''],
  ])('as %s are answered without the model', async (operation, status, message) => {
    const { handle } = stage();
    const response = await handle(converse({}, { operation }), patience());
    const body = (await collect(response)).toString();
    expect(response.status).toBe(status);
    expect(body).toContain(message);
  });

  it('of the OpenAI routes know no Llama', async () => {
    const request = { ...converse({}), url: `http://localhost/${scout.id}/openai/v1/chat/completions` };
    const body = await collect(await stage().handle(request, patience()));
    expect(body.toString()).toContain("isn't supported on this route");
  });
});

describe('a native request', () => {
  it.each<[string, object, string | RegExp]>([
    [
      'a key that is not of Llama',
      { prompt: 'Hi', stop_sequences: [] },
      'Malformed input request: #: extraneous key [stop_sequences] is not permitted, please reformat your input and try again.',
    ],
    ['no prompt', {}, /'prompt' failed/],
    ['a prompt that is no text', { prompt: [] }, /expected type: String, found: JSONArray/],
    ['an image that is none', { prompt: 'Hi', images: ['aGk='] }, 'Could not process image'],
  ])('with %s is refused', async (_what, body, message) => {
    expect(await ask(body, { operation: 'invoke' })).toEqual(validation(message));
  });

  it('in the template of Llama 3 is one text that nobody knows', async () => {
    expect(
      (
        await ask(
          { prompt: '<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>' },
          { operation: 'invoke' },
        )
      ).status,
    ).toBe(200);
  });
});

describe('real requests of many models', () => {
  it.each<[string, object]>([
    [
      'two user messages in a row',
      {
        messages: [user(text('a')), user(text('b'))],
        guardrailConfig: { guardrailIdentifier: 'g', guardrailVersion: 'DRAFT', trace: 'enabled' },
      },
    ],
    ['an empty system', asking('Hi', { system: [], inferenceConfig: {} })],
    [
      'a document with citations',
      {
        messages: [
          user(
            {
              document: {
                format: 'txt',
                name: 'a_b',
                source: { text: 'x' },
                context: 'y',
                citations: { enabled: true },
              },
            },
            text('So?'),
          ),
        ],
      },
    ],
    [
      'reasoning of another model',
      {
        messages: [
          user(text('Hi')),
          assistant({ reasoningContent: { reasoningText: { text: 'x', signature: 'y' } } }),
          user(text('So?')),
        ],
      },
    ],
    [
      'a result as JSON',
      {
        messages: [
          user(text('Hi')),
          assistant(use),
          user({ toolResult: { toolUseId: 't1', content: [{ json: { a: 1 } }], status: 'success' } }),
        ],
        toolConfig,
      },
    ],
  ])('have a shape, with %s', (_what, body) => {
    expect(parseConverse(body)).toMatchObject({ ok: true });
  });
});

it('any JSON is parsed or refused in words, never a crash', () => {
  const nearly = fc.record({
    messages: fc.jsonValue(),
    system: fc.jsonValue(),
    inferenceConfig: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly), (value) => {
      for (const parsed of [parseConverse(value), parseNative(value)]) {
        expect(parsed.ok || parsed.message.length > 10).toBe(true);
      }
    }),
  );
});
