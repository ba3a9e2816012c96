import type { CanonicalRequest, Tool } from '../../src/contract/exchanges/request.ts';

/** A PNG of one transparent pixel. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

export const CITY_SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
} as const;

const WEATHER: Tool = { name: 'get_weather', description: 'The weather of a city', parameters: CITY_SCHEMA };

const text: CanonicalRequest = {
  requestId: 'request-1',
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Hallo, 東京 😀?' }] },
  ],
  maxOutputTokens: 200,
  temperature: 0,
  topP: 0.9,
  seed: 7,
  stop: ['END'],
  tools: [],
  toolChoice: null,
  output: { type: 'text' },
};

const bare: CanonicalRequest = {
  ...text,
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Which city?' }] }],
  maxOutputTokens: null,
  temperature: null,
  topP: null,
  seed: null,
  stop: [],
};

/** One request for each thing that wires spell in their own way. */
export const REQUESTS = {
  text,
  image: {
    ...bare,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', format: 'png', data: PIXEL },
        ],
      },
    ],
  },
  tools: {
    ...bare,
    messages: [
      ...bare.messages,
      {
        role: 'assistant',
        content: [],
        toolCalls: [{ id: 'call_1', name: 'get_weather', arguments: { city: 'Oslo' } }],
      },
      { role: 'tool', toolCallId: 'call_1', content: [{ type: 'text', text: 'clear' }] },
    ],
    tools: [WEATHER],
    toolChoice: 'auto',
  },
  schema: { ...bare, output: { type: 'json', name: 'answer', schema: CITY_SCHEMA } },
} as const satisfies Readonly<Record<string, CanonicalRequest>>;

export type Asked = keyof typeof REQUESTS;
