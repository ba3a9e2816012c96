import type { CanonicalError } from '../contract/errors/error.ts';
import type { FinishReason } from '../contract/exchanges/finish-reason.ts';
import type { JsonValue } from '../contract/json-value.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import {
  NO_USAGE,
  type CanonicalResponse,
  type ResponseToolCall,
  type Usage,
  type Warning,
} from '../contract/exchanges/response.ts';
import type { Loss, StreamPart, WireProof } from '../contract/exchanges/stream-part.ts';
import { isTooDeep } from '../json/is-too-deep.ts';
import { parseStrict } from '../json/parse-strict.ts';

/** Parts of one attempt, folded as they come. Reading it never changes it. */
export interface PartFold {
  add(part: StreamPart): void;
  response(): CanonicalResponse;
  /** The first error part's; what comes after an error cannot mend it. */
  error(): CanonicalError | null;
  start(): { readonly servedAs: Mode; readonly losses: readonly Loss[] } | null;
  proof(): WireProof | null;
  usage(): Usage;
  /** Text, reasoning or a tool call has come. */
  hasOutput(): boolean;
  /** The error with what had come before it, and with the request id of the head, where it lacks them. */
  completeError(error: CanonicalError): CanonicalError;
}

interface OpenCall {
  id: string | null;
  name: string;
  pieces: string;
}

type Handlers = { [T in StreamPart['type']]: (part: Extract<StreamPart, { type: T }>) => void };

/** Of `meta` the last non-null value counts, of `usage` each count's last number; warnings add up. */
export function createPartFold(): PartFold {
  let text = '';
  let reasoning: string | null = null;
  let finishReason: FinishReason | null = null;
  let usage: Usage = NO_USAGE;
  let model: string | null = null;
  let providerRequestId: string | null = null;
  let systemFingerprint: string | null = null;
  let warnings: readonly Warning[] = [];
  let error: CanonicalError | null = null;
  let start: ReturnType<PartFold['start']> = null;
  let proof: WireProof | null = null;
  let hasOutput = false;
  const calls = new Map<number, OpenCall>();

  const handlers: Handlers = {
    start(part) {
      start = part;
    },
    meta(part) {
      model = part.model ?? model;
      providerRequestId = part.providerRequestId ?? providerRequestId;
      systemFingerprint = part.systemFingerprint ?? systemFingerprint;
      if (part.warnings.length > 0) warnings = [...warnings, ...part.warnings];
    },
    'text-delta'(part) {
      text += part.text;
      hasOutput ||= part.text !== '';
    },
    'reasoning-delta'(part) {
      reasoning = (reasoning ?? '') + part.text;
      hasOutput ||= part.text !== '';
    },
    'tool-call-delta'(part) {
      const call = calls.get(part.index) ?? { id: null, name: '', pieces: '' };
      call.id ??= part.id;
      call.name += part.name ?? '';
      call.pieces += part.arguments;
      calls.set(part.index, call);
      hasOutput = true;
    },
    usage(part) {
      usage = {
        inputTokens: part.usage.inputTokens ?? usage.inputTokens,
        outputTokens: part.usage.outputTokens ?? usage.outputTokens,
        cachedTokens: part.usage.cachedTokens ?? usage.cachedTokens,
        reasoningTokens: part.usage.reasoningTokens ?? usage.reasoningTokens,
      };
    },
    finish(part) {
      finishReason = part.finishReason;
    },
    proof(part) {
      proof = part.proof;
    },
    error(part) {
      error ??= part.error;
    },
  };

  /** What the decoder saw amiss counts, and what was counted, which is paid for: both would be lost with the partial. */
  const hasArrived = (): boolean =>
    hasOutput || finishReason !== null || warnings.length > 0 || isCounted(usage);
  const response = (): CanonicalResponse => ({
    text,
    reasoning,
    toolCalls: closeCalls(calls),
    finishReason,
    usage,
    model,
    providerRequestId,
    systemFingerprint,
    warnings,
  });
  return {
    add: (part) => dispatch(handlers, part),
    response,
    error: () => error,
    start: () => start,
    proof: () => proof,
    usage: () => usage,
    hasOutput: () => hasOutput,
    completeError: (error) => ({
      ...error,
      partial: error.partial ?? (hasArrived() ? response() : null),
      providerRequestId: error.providerRequestId ?? providerRequestId,
    }),
  };
}

function dispatch<T extends StreamPart['type']>(
  handlers: { [K in T]: (part: Extract<StreamPart, { type: K }>) => void },
  part: Extract<StreamPart, { type: T }>,
): void {
  handlers[part.type](part);
}

function closeCalls(calls: ReadonlyMap<number, OpenCall>): ResponseToolCall[] {
  return [...calls]
    .sort(([a], [b]) => a - b)
    .map(([, call]) => ({
      id: call.id,
      name: call.name,
      arguments: parseArguments(call.pieces),
      rawArguments: call.pieces,
    }));
}

/** Models write arguments that are no JSON, and JSON that is no arguments; both keep only their raw text. */
function parseArguments(raw: string): JsonValue {
  if (isTooDeep(raw)) return null;
  const parsed = parseStrict(raw);
  return parsed.ok && typeof parsed.value === 'object' ? parsed.value : null;
}

function isCounted({ inputTokens, outputTokens }: Usage): boolean {
  return inputTokens !== null || outputTokens !== null;
}
