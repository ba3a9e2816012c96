import type { WireRequest } from '../../../src/contract/wires/wire.ts';
import type { JsonObject, JsonValue } from '../../../src/contract/json-value.ts';
import {
  Refusal,
  type Face,
  type Heard,
  type Moment,
  type Play,
  type Reply,
  type Seat,
} from '../../../src/simulator/face.ts';

export const MOMENT: Moment = {
  requestId: '5d8c131d-ecbb-4978-8ba5-df10267aa3ff',
  createdMs: Date.UTC(2025, 5, 12, 13, 47, 35, 541),
};

export const HEX = '5d8c131decbb49788ba5df10267aa3ff';

export function seatFor(face: string, changes: Partial<Seat> = {}): Seat {
  return {
    id: `${face}-scout`,
    face,
    dialect: null,
    modelId: 'llama-4-scout',
    contextTokens: 8192,
    maxOutputTokens: null,
    maxImages: 2,
    filters: false,
    credentials: { kind: 'bearer', token: 'test-key' },
    region: null,
    settings: {},
    ...changes,
  };
}

export function playOf(changes: Partial<Play> = {}): Play {
  return {
    ...MOMENT,
    text: 'Hi',
    toolCalls: [],
    finish: 'stop',
    finishWord: null,
    stopString: null,
    usage: { inputTokens: 9, outputTokens: 3 },
    modelId: 'llama-4-scout',
    random: () => 0.5,
    omit: new Set(),
    ...changes,
  };
}

export const BODY: JsonObject = {
  model: 'llama-4-scout',
  messages: [{ role: 'user', content: 'Say hi' }],
};

export const TOOL: JsonObject = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};

export function post(body: JsonValue | string, changes: Partial<WireRequest> = {}): WireRequest {
  return {
    method: 'POST',
    url: '/v1/chat/completions',
    headers: { authorization: 'Bearer test-key', 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...changes,
  };
}

export function hear(
  face: Face,
  seat: Seat,
  changes: Readonly<Record<string, JsonValue | undefined>> = {},
): Heard {
  return face.hear(post(JSON.stringify({ ...BODY, ...changes })), seat, MOMENT);
}

/** The reply with which a request was refused. Throws when it was not. */
export function refusal(ask: () => unknown): Reply {
  try {
    ask();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
  throw new Error('the request was not refused');
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function jsonOf(reply: Pick<Reply, 'body'>): JsonValue {
  return JSON.parse(textOf(reply.body));
}

/** The face of a name, or a failed test. */
export function faceNamed(faces: Readonly<Record<string, Face>>, name: string): Face {
  const face = faces[name];
  if (face === undefined) throw new Error(`no face ${name}`);
  return face;
}
