import { createPartFold } from '../../src/calls/fold-parts.ts';
import type { Adapter, CreateAdapter } from '../../src/contract/wires/adapter.ts';
import type { CanonicalError } from '../../src/contract/errors/error.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../../src/contract/exchanges/request.ts';
import type { CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import type { Loss, StreamPart, WireProof } from '../../src/contract/exchanges/stream-part.ts';
import type { Credentials } from '../../src/contract/wires/target.ts';
import type { Transport, WireRequest } from '../../src/contract/wires/wire.ts';
import type { Clock } from '../../src/contract/world.ts';
import { loadAdapter } from '../../src/providers/registry.ts';
import type { BookEntry } from '../../src/simulator/book.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import type { Seat } from '../../src/simulator/face.ts';
import { allFaces } from '../../src/simulator/faces.ts';
import { noLatency } from '../../src/simulator/latency.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';
import { ask as askAnything } from '../ask.ts';
import { seatOf, targetOf, type Row } from './rows.ts';

const FACES = await allFaces();

/** The SDK signs by the system clock, which the tests set to this: the simulator refuses signatures of another hour. */
export const WALL_MS = Date.UTC(2026, 0, 1);

/** Every sleep is over at once. */
const clock: Clock = {
  nowMs: () => 0,
  wallMs: () => WALL_MS,
  sleep: () => Promise.resolve(),
  timer: () => () => undefined,
};

export interface Play {
  readonly book?: readonly BookEntry[];
  readonly faults?: readonly Fault[];
  readonly seat?: Partial<Seat>;
  /** What the adapter is given, where it is not what the seat accepts. */
  readonly credentials?: Credentials;
  readonly modelId?: string;
  /** Called with each part; may abort the call. */
  readonly onPart?: (part: StreamPart, abort: () => void) => void;
  /** Stands between the adapter and the simulator. */
  readonly between?: (transport: Transport) => Transport;
}

/** Everything a caller sees of one call. */
export interface Seen {
  readonly response: CanonicalResponse;
  readonly error: CanonicalError | null;
  /** The call threw: no response head came. */
  readonly threw: boolean;
  readonly servedAs: Mode | null;
  readonly losses: readonly Loss[];
  readonly proof: WireProof | null;
  readonly requests: readonly WireRequest[];
}

export function ask(text: string, more: Partial<CanonicalRequest> = {}): CanonicalRequest {
  return askAnything({ messages: [{ role: 'user', content: [{ type: 'text', text }] }], ...more });
}

/** The page of the book on which a request finds its answer. */
export function page(request: CanonicalRequest, answer: Partial<BookEntry['answer']>): BookEntry {
  const toolCalls = answer.toolCalls ?? [];
  return {
    promptId: 'prompt-1',
    messages: request.messages,
    answer: {
      text: '',
      toolCalls,
      finish: toolCalls.length > 0 ? 'tool_calls' : 'stop',
      error: null,
      ...answer,
    },
    stop: request.stop,
    maxOutputTokens: request.maxOutputTokens,
  };
}

/** One call of a row's adapter against its simulated server. */
export async function call(row: Row, mode: Mode, request: CanonicalRequest, play: Play = {}): Promise<Seen> {
  const { handle } = createSimulator({
    seats: [seatOf(row, play.seat)],
    book: play.book ?? [],
    faults: play.faults ?? [],
    seed: 1,
    clock,
    faces: FACES,
    latency: noLatency,
  });
  const requests: WireRequest[] = [];
  const server: Transport = (wire, signal) => {
    requests.push(wire);
    return handle(wire, signal);
  };
  const transport = play.between?.(server) ?? server;
  const adapter = await openAdapter(row, play.credentials ?? row.credentials, transport);
  const { model } = targetOf(row);
  const offer = { ...model, providerModelId: play.modelId ?? model.providerModelId };

  const fold = createPartFold();
  const controller = new AbortController();
  const abort = (): void => controller.abort(new Error('the caller went away'));
  let thrown: CanonicalError | null = null;
  try {
    for await (const part of adapter.call(offer, request, mode, transport, controller.signal)) {
      fold.add(part);
      play.onPart?.(part, abort);
    }
  } catch (error) {
    thrown = adapter.normalizeError(error, {
      phase: 'transport',
      status: null,
      headers: {},
      body: null,
      aborted: null,
      nowMs: WALL_MS,
    });
  }
  const error = thrown ?? fold.error();
  return {
    response: fold.response(),
    error: error === null ? null : fold.completeError(error),
    threw: thrown !== null,
    servedAs: fold.start()?.servedAs ?? null,
    losses: fold.start()?.losses ?? [],
    proof: fold.proof(),
    requests,
  };
}

/** Thousands of cells ask for the same five, and Node looks for a module anew each time. */
const loaded = new Map<string, Promise<CreateAdapter>>();

async function openAdapter(row: Row, credentials: Credentials, transport: Transport): Promise<Adapter> {
  const loading = loaded.get(row.wire) ?? loadAdapter(row.wire);
  loaded.set(row.wire, loading);
  const createAdapter = await loading;
  return createAdapter(targetOf(row), credentials, {
    clock,
    redact: (text) => text,
    learnSecret: () => undefined,
    shims: SDK_SHIMS,
    headers: {},
    transport,
  });
}
