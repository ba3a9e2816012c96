import type { Clock } from '../../src/contract/world.ts';
import type { WireRequest, WireResponse } from '../../src/contract/wires/wire.ts';
import { bedrockFace } from '../../src/simulator/bedrock/bedrock-face.ts';
import type { BookEntry } from '../../src/simulator/book.ts';
import { createSimulator, type Cast, type Simulator } from '../../src/simulator/create-simulator.ts';
import type { Seat } from '../../src/simulator/face.ts';
import { noLatency } from '../../src/simulator/latency.ts';
import { readAll } from '../bodies.ts';

/** A clock that stands at the given wall time and on which every sleep is over at once. */
export function stillClock(wallMs: () => number = () => Date.UTC(2026, 5, 1)): Clock {
  return {
    nowMs: () => 0,
    wallMs,
    sleep: () => Promise.resolve(),
    timer: () => () => undefined,
  };
}

export const scout: Seat = {
  id: 'bedrock-scout',
  face: 'bedrock',
  dialect: null,
  modelId: 'us.meta.llama4-scout-17b-instruct-v1:0',
  contextTokens: 1000,
  maxOutputTokens: 8192,
  maxImages: 5,
  filters: false,
  credentials: { kind: 'none' },
  region: 'us-east-1',
  settings: {},
};

/** A model of another family, to which the limits of Llama do not apply. */
export const other: Seat = { ...scout, id: 'bedrock-other', modelId: 'us.other.model-v1:0' };

export function entry(
  promptId: string,
  question: string,
  answer: Partial<BookEntry['answer']> = {},
  rest: Partial<BookEntry> = {},
): BookEntry {
  return {
    promptId,
    messages: [{ role: 'user', content: [{ type: 'text', text: question }] }],
    answer: { text: `About ${question}`, toolCalls: [], finish: 'stop', error: null, ...answer },
    stop: [],
    maxOutputTokens: null,
    ...rest,
  };
}

export function stage(cast: Partial<Cast> = {}): Simulator {
  return createSimulator({
    seats: [scout, other],
    book: [],
    faults: [],
    seed: 1,
    clock: stillClock(),
    faces: { bedrock: bedrockFace },
    latency: noLatency,
    ...cast,
  });
}

/** A Converse request as a client without an SDK would write it. */
export function converse(
  body: unknown,
  { seat = scout, operation = 'converse', model }: { seat?: Seat; operation?: string; model?: string } = {},
): WireRequest {
  return {
    method: 'POST',
    url: `http://localhost/${seat.id}/model/${encodeURIComponent(model ?? seat.modelId)}/${operation}`,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

export function asking(text: string, more: object = {}): object {
  return { messages: [{ role: 'user', content: [{ text }] }], ...more };
}

export async function collect(response: WireResponse): Promise<Buffer> {
  return (await readAll(response)).bytes;
}

export const patience = (): AbortSignal => new AbortController().signal;
