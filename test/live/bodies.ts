import type { JsonObject } from '../../src/contract/json-value.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import { CITY_SCHEMA, PIXEL, type Asked } from './requests.ts';

type Bodies = Readonly<Record<Asked, JsonObject>>;

const GREETING = 'Hallo, 東京 😀?';
const CITY_FORMAT = {
  type: 'json_schema',
  json_schema: { name: 'answer', schema: CITY_SCHEMA, strict: true },
} as const;

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html. No seed, no enforced schema. */
export const CONVERSE: Bodies = {
  text: {
    system: [{ text: 'Be brief.' }],
    messages: [{ role: 'user', content: [{ text: GREETING }] }],
    inferenceConfig: { maxTokens: 200, temperature: 0, topP: 0.9, stopSequences: ['END'] },
  },
  image: {
    messages: [
      {
        role: 'user',
        content: [{ text: 'What is this?' }, { image: { format: 'png', source: { bytes: PIXEL } } }],
      },
    ],
    inferenceConfig: {},
  },
  tools: {
    messages: [
      { role: 'user', content: [{ text: 'Which city?' }] },
      {
        role: 'assistant',
        content: [{ toolUse: { toolUseId: 'call_1', name: 'get_weather', input: { city: 'Oslo' } } }],
      },
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 'call_1', content: [{ text: 'clear' }], status: 'success' } }],
      },
    ],
    toolConfig: {
      tools: [
        {
          toolSpec: {
            name: 'get_weather',
            description: 'The weather of a city',
            inputSchema: { json: CITY_SCHEMA },
          },
        },
      ],
      toolChoice: { auto: {} },
    },
    inferenceConfig: {},
  },
  schema: { messages: [{ role: 'user', content: [{ text: 'Which city?' }] }], inferenceConfig: {} },
};

const turn = (role: string, text: string): string =>
  `<|header_start|>${role}<|header_end|>\n\n${text}<|eot|>`;
const prompt = (...turns: readonly string[]): string =>
  `<|begin_of_text|>${turns.join('')}<|header_start|>assistant<|header_end|>\n\n`;

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html. No tools, stop or seed. */
export const NATIVE: Bodies = {
  text: {
    prompt: prompt(turn('system', 'Be brief.'), turn('user', GREETING)),
    max_gen_len: 200,
    temperature: 0,
    top_p: 0.9,
  },
  image: { prompt: prompt(turn('user', 'What is this?<|image|>')), images: [PIXEL] },
  tools: { prompt: prompt(turn('user', 'Which city?'), turn('assistant', ''), turn('ipython', 'clear')) },
  schema: { prompt: prompt(turn('user', 'Which city?')) },
};

/** What watsonx and the OpenAI family share. */
const CHAT: Bodies = {
  text: {
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: GREETING },
    ],
    temperature: 0,
    top_p: 0.9,
    seed: 7,
    stop: ['END'],
  },
  image: {
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
        ],
      },
    ],
  },
  tools: {
    messages: [
      { role: 'user', content: 'Which city?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'clear' },
    ],
    tools: [
      {
        type: 'function',
        function: { name: 'get_weather', description: 'The weather of a city', parameters: CITY_SCHEMA },
      },
    ],
  },
  schema: { messages: [{ role: 'user', content: 'Which city?' }], response_format: CITY_FORMAT },
};

function each(change: (body: JsonObject, asked: Asked) => JsonObject): Bodies {
  return {
    text: change(CHAT.text, 'text'),
    image: change(CHAT.image, 'image'),
    tools: change(CHAT.tools, 'tools'),
    schema: change(CHAT.schema, 'schema'),
  };
}

/** https://cloud.ibm.com/apidocs/watsonx-ai#text-chat */
export function watsonxBodies(account: JsonObject): Bodies {
  return each((body, asked) => ({
    ...body,
    ...account,
    model_id: 'meta-llama/llama-4-maverick-17b-128e-instruct-fp8',
    ...(asked === 'text' && { max_completion_tokens: 200 }),
    ...(asked === 'tools' && { tool_choice_option: 'auto' }),
  }));
}

/** https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html, of which NIM is one. */
export function openaiBodies(model: string): Bodies {
  return each((body, asked) => ({
    ...body,
    model,
    ...(asked === 'text' && { max_tokens: 200 }),
    ...(asked === 'tools' && { tool_choice: 'auto' }),
  }));
}

/** https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/GenericChatRequest */
const GENERIC: Bodies = {
  text: {
    messages: [
      { role: 'SYSTEM', content: [{ type: 'TEXT', text: 'Be brief.' }] },
      { role: 'USER', content: [{ type: 'TEXT', text: GREETING }] },
    ],
    maxTokens: 200,
    temperature: 0,
    topP: 0.9,
    seed: 7,
    stop: ['END'],
  },
  image: {
    messages: [
      {
        role: 'USER',
        content: [
          { type: 'TEXT', text: 'What is this?' },
          { type: 'IMAGE', imageUrl: { url: `data:image/png;base64,${PIXEL}` } },
        ],
      },
    ],
  },
  tools: {
    messages: [
      { role: 'USER', content: [{ type: 'TEXT', text: 'Which city?' }] },
      {
        role: 'ASSISTANT',
        toolCalls: [{ id: 'call_1', type: 'FUNCTION', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      },
      { role: 'TOOL', toolCallId: 'call_1', content: [{ type: 'TEXT', text: 'clear' }] },
    ],
    tools: [
      {
        type: 'FUNCTION',
        name: 'get_weather',
        description: 'The weather of a city',
        parameters: CITY_SCHEMA,
      },
    ],
    toolChoice: { type: 'AUTO' },
  },
  schema: {
    messages: [{ role: 'USER', content: [{ type: 'TEXT', text: 'Which city?' }] }],
    responseFormat: {
      type: 'JSON_SCHEMA',
      jsonSchema: { name: 'answer', schema: CITY_SCHEMA, isStrict: true },
    },
  },
};

/** One of the bodies as OCI takes it, and what it has besides in a stream. */
export function ociBody(servingMode: JsonObject, asked: Asked, mode: Mode): JsonObject {
  const streamed = { isStream: true, streamOptions: { isIncludeUsage: true } };
  return {
    compartmentId: 'ocid1.compartment.oc1..one',
    servingMode,
    chatRequest: {
      apiFormat: 'GENERIC',
      ...GENERIC[asked],
      ...(mode === 'stream' ? streamed : { isStream: false }),
    },
  };
}

/** What a body has besides when a stream is asked for. */
export const STREAMED: JsonObject = { stream: true, stream_options: { include_usage: true } };
