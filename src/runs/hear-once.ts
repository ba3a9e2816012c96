import { callExchange } from '../calls/call-exchange.ts';
import { createQuotaGate } from '../calls/create-quota-gate.ts';
import type { Adapter } from '../contract/adapter.ts';
import type { Mode } from '../contract/mode.ts';
import type { CanonicalRequest } from '../contract/request.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Target } from '../contract/target.ts';
import type { Transport } from '../contract/wire.ts';
import type { Clock } from '../contract/world.ts';
import type { Seen } from '../fuzz/stage.ts';
import type { Masks } from '../store/masks.ts';
import { openTap } from '../transport/open-tap.ts';
import { traceExchange } from './trace-exchange.ts';

/** What is asked does not matter: the answer is the fuzzer's. */
export const FUZZ_REQUEST: CanonicalRequest = {
  requestId: 'fuzz',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Say something.' }] }],
  maxOutputTokens: null,
  temperature: null,
  topP: null,
  seed: null,
  stop: [],
  tools: [],
  toolChoice: null,
  output: { type: 'text' },
};

const NOTHING: CanonicalResponse = {
  text: '',
  reasoning: null,
  toolCalls: [],
  finishReason: null,
  usage: { inputTokens: null, outputTokens: null },
  model: null,
  providerRequestId: null,
  warnings: [],
};

/** One call with one attempt, as a caller sees it. */
export async function hearOnce(call: {
  readonly target: Target;
  readonly adapter: Adapter;
  readonly transport: Transport;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly masks: Masks;
}): Promise<Seen> {
  const { clock, masks, ...rest } = call;
  const exchange = await callExchange(
    {
      ...rest,
      suite: 'fuzz',
      promptId: 'fuzz',
      repetition: 1,
      source: 'simulate',
      request: FUZZ_REQUEST,
      requestHash: '',
      tokens: 0,
      signal: new AbortController().signal,
    },
    {
      clock,
      random: () => 0,
      openTap: (transport) => openTap(transport, clock),
      // A gate remembers what earlier calls were told to wait, so each has its own.
      gate: createQuotaGate(clock),
    },
  );
  const { outcome } = exchange;
  const error = outcome.type === 'error' ? outcome.error : null;
  const response = outcome.type === 'response' ? outcome.response : (outcome.error.partial ?? NOTHING);
  return { response, error, traces: () => traceExchange(exchange, masks) };
}
