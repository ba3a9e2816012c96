import type { Adapter } from '../../../src/contract/wires/adapter.ts';
import type { CanonicalError, ErrorContext } from '../../../src/contract/errors/error.ts';
import type { StreamPart } from '../../../src/contract/exchanges/stream-part.ts';
import type { Transport, WirePiece } from '../../../src/contract/wires/wire.ts';
import type { StageOptions } from '../../../src/runs/fuzz/open-fuzz-stage.ts';

/** An adapter with one defect that real clients and gateways have had. */
export interface Mutant {
  readonly name: string;
  /** Where such a defect was seen, or what makes it likely. */
  readonly seenIn: string;
  readonly stage: StageOptions;
}

/** Changes the parts of every call. */
export function onParts(change: (parts: readonly StreamPart[]) => readonly StreamPart[]): StageOptions {
  return {
    dress: (adapter) => ({
      ...adapter,
      async *call(...args) {
        const parts: StreamPart[] = [];
        for await (const part of adapter.call(...args)) parts.push(part);
        yield* change(parts);
      },
    }),
  };
}

/** Changes every error: those that are thrown, and those in a response. */
export function onErrors(
  change: (error: CanonicalError, thrown: unknown, context: ErrorContext | null) => CanonicalError,
): StageOptions {
  return {
    dress: (adapter) => ({
      ...withParts(adapter, (part) =>
        part.type === 'error' ? { ...part, error: change(part.error, null, null) } : part,
      ),
      normalizeError: (thrown, context) => change(adapter.normalizeError(thrown, context), thrown, context),
    }),
  };
}

function withParts(adapter: Adapter, change: (part: StreamPart) => StreamPart): Adapter {
  return {
    ...adapter,
    async *call(...args) {
      for await (const part of adapter.call(...args)) yield change(part);
    },
  };
}

/** Changes what a normaliser is given. */
export function onContext(change: (context: ErrorContext) => ErrorContext): StageOptions {
  return {
    dress: (adapter) => ({
      ...adapter,
      normalizeError: (thrown, context) => adapter.normalizeError(thrown, change(context)),
    }),
  };
}

/** Changes the bytes and headers that the decoder sees. */
export function onBytes(
  change: (chunk: Uint8Array, all: readonly Uint8Array[]) => Uint8Array,
  headers: (given: Readonly<Record<string, string>>) => Readonly<Record<string, string>> = (given) => given,
): StageOptions {
  return {
    dress: (adapter) => ({
      ...adapter,
      call: (model, request, mode, transport, signal) =>
        adapter.call(model, request, mode, changed(transport, change, headers), signal),
    }),
  };
}

export function changed(
  transport: Transport,
  change: Parameters<typeof onBytes>[0],
  headers: NonNullable<Parameters<typeof onBytes>[1]> = (given) => given,
): Transport {
  return async (request, signal) => {
    const response = await transport(request, signal);
    async function* read(): AsyncGenerator<WirePiece> {
      const all: Uint8Array[] = [];
      for await (const piece of response.body) {
        if ('end' in piece) {
          yield piece;
          continue;
        }
        all.push(piece.bytes);
        yield { bytes: change(piece.bytes, all), atMs: piece.atMs };
      }
    }
    return { status: response.status, headers: headers(response.headers), body: read() };
  };
}

export const STOP: StreamPart = { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' } };

export const withoutErrors = (parts: readonly StreamPart[]): readonly StreamPart[] =>
  parts.filter(({ type }) => type !== 'error');
