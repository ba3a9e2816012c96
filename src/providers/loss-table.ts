import type { Capabilities } from '../contract/wires/capabilities.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { CanonicalRequest, Message } from '../contract/exchanges/request.ts';
import type { Loss } from '../contract/exchanges/stream-part.ts';

interface LossRule {
  readonly field: string;
  readonly action: Loss['action'];
  readonly reason: string;
  applies(request: CanonicalRequest, capabilities: Capabilities, mode: Mode): boolean;
}

/** Everything an adapter may leave out or weaken; whatever is not here is sent as asked (design, law 10). */
const LOSSES: readonly LossRule[] = [
  {
    field: 'seed',
    action: 'dropped',
    reason: 'the wire has no seed',
    applies: (request, can) => request.seed !== null && !can.seed,
  },
  {
    field: 'topP',
    action: 'dropped',
    reason: 'the server takes no top_p',
    applies: (request, can) => request.topP !== null && !can.topP,
  },
  {
    field: 'stop',
    action: 'dropped',
    reason: 'the server takes no stop sequences',
    applies: (request, can) => request.stop.length > 0 && !can.stop,
  },
  {
    field: 'output.schema',
    action: 'dropped',
    reason: 'the server enforces no JSON schema for this model',
    applies: (request, can) => request.output.type === 'json' && !can.jsonSchema,
  },
  {
    field: 'output.schema',
    action: 'dropped',
    reason: 'the server takes a schema or tools, not both',
    applies: (request, can) =>
      request.output.type === 'json' &&
      can.jsonSchema &&
      !can.schemaWithTools &&
      request.tools.length > 0 &&
      can.tools !== 'none',
  },
  {
    field: 'tools',
    action: 'dropped',
    reason: 'the wire has no tools',
    applies: (request, can) => request.tools.length > 0 && can.tools === 'none',
  },
  {
    field: 'messages.toolCalls',
    action: 'dropped',
    reason: 'the wire has no tool calls in messages',
    applies: (request, can) => can.tools === 'none' && request.messages.some(hasToolCalls),
  },
  {
    field: 'toolChoice',
    action: 'dropped',
    reason: 'the server does not honour this tool choice for this model',
    applies: (request, can) =>
      request.toolChoice !== null && !can.toolChoice.includes(toolChoiceWord(request.toolChoice)),
  },
  {
    field: 'mode',
    action: 'downgraded',
    reason: 'the model takes no tools in streaming mode; sent without streaming',
    applies: (request, can, mode) => mode === 'stream' && request.tools.length > 0 && can.tools === 'send',
  },
];

function withoutToolCalls(message: Message): Message {
  return message.role === 'assistant' ? { ...message, toolCalls: [] } : message;
}

function hasToolCalls(message: Message): boolean {
  return message.role === 'assistant' && message.toolCalls.length > 0;
}

/** The word of the capability row for a tool choice. */
function toolChoiceWord(
  choice: NonNullable<CanonicalRequest['toolChoice']>,
): Capabilities['toolChoice'][number] {
  return typeof choice === 'object' ? 'named' : choice;
}

export interface LossPlan {
  readonly servedAs: Mode;
  readonly losses: readonly Loss[];
  /** The request without what is dropped: what the encoder must encode whole. */
  readonly request: CanonicalRequest;
}

/** What of a request this target will not carry, and the request that remains. */
export function planLosses(request: CanonicalRequest, capabilities: Capabilities, mode: Mode): LossPlan {
  const losses = LOSSES.filter((rule) => rule.applies(request, capabilities, mode)).map(
    ({ field, action, reason }): Loss => ({ field, action, reason }),
  );
  if (losses.length === 0) return { servedAs: mode, losses, request };
  const lost = (field: string): boolean => losses.some((loss) => loss.field === field);
  return {
    servedAs: lost('mode') ? 'send' : mode,
    losses,
    request: {
      ...request,
      seed: lost('seed') ? null : request.seed,
      topP: lost('topP') ? null : request.topP,
      stop: lost('stop') ? [] : request.stop,
      tools: lost('tools') ? [] : request.tools,
      messages: lost('messages.toolCalls') ? request.messages.map(withoutToolCalls) : request.messages,
      toolChoice: lost('toolChoice') ? null : request.toolChoice,
      output: lost('output.schema') ? { type: 'text' } : request.output,
    },
  };
}
