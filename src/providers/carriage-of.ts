import type { Capabilities } from '../contract/wires/capabilities.ts';
import type { Carried } from '../contract/wires/carriage.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { CanonicalRequest, Message } from '../contract/exchanges/request.ts';
import type { WireTraits } from '../contract/wires/wire-traits.ts';
import { planLosses } from './loss-table.ts';

interface Feature {
  /** Named as the loss of it. */
  readonly feature: string;
  readonly isAsked: (request: CanonicalRequest, mode: Mode) => boolean;
  /** Whether the server decides by a default of its own where the request leaves it open. */
  readonly isOpen: (request: CanonicalRequest) => boolean;
}

const never = (): boolean => false;
const always = (): boolean => true;

/** Everything that a request may ask for. */
const FEATURES: readonly Feature[] = [
  { feature: 'system', isAsked: hasRole('system'), isOpen: never },
  { feature: 'images', isAsked: ({ messages }) => messages.some(hasImage), isOpen: never },
  { feature: 'messages.toolCalls', isAsked: ({ messages }) => messages.some(hasCalls), isOpen: never },
  { feature: 'maxOutputTokens', isAsked: ({ maxOutputTokens }) => maxOutputTokens !== null, isOpen: always },
  { feature: 'temperature', isAsked: ({ temperature }) => temperature !== null, isOpen: always },
  { feature: 'topP', isAsked: ({ topP }) => topP !== null, isOpen: always },
  { feature: 'seed', isAsked: ({ seed }) => seed !== null, isOpen: always },
  { feature: 'stop', isAsked: ({ stop }) => stop.length > 0, isOpen: never },
  { feature: 'tools', isAsked: ({ tools }) => tools.length > 0, isOpen: never },
  {
    feature: 'toolChoice',
    isAsked: ({ toolChoice }) => toolChoice !== null,
    isOpen: ({ tools }) => tools.length > 0,
  },
  { feature: 'output.schema', isAsked: ({ output }) => output.type === 'json', isOpen: never },
  { feature: 'mode', isAsked: (_request, mode) => mode === 'stream', isOpen: never },
];

/** Counts that every request asks for, beside those of its input and output. */
const USAGE_DETAILS: WireTraits['usageDetails'] = ['cachedTokens', 'reasoningTokens'];

/** How an adapter reads and sends. */
export interface Carrier {
  readonly capabilities: Capabilities;
  /** The counts that its wire has a place for. */
  readonly usageDetails: WireTraits['usageDetails'];
}

/** What becomes of each feature that a request asks for, or leaves to the server's own default. */
export function carriageOf(
  request: CanonicalRequest,
  { capabilities, usageDetails }: Carrier,
  mode: Mode,
): readonly Carried[] {
  const { losses } = planLosses(request, capabilities, mode);
  const asked = FEATURES.flatMap(({ feature, isAsked, isOpen }): readonly Carried[] => {
    if (!isAsked(request, mode)) return isOpen(request) ? [{ feature, action: 'defaulted' }] : [];
    const lost = losses.find(({ field }) => field === feature);
    return [{ feature, action: lost?.action ?? 'lossless' }];
  });
  const counted = USAGE_DETAILS.map((detail): Carried => ({
    feature: `usage.${detail}`,
    action: usageDetails.includes(detail) ? 'lossless' : 'dropped',
  }));
  return [...asked, ...counted];
}

function hasRole(role: Message['role']): Feature['isAsked'] {
  return ({ messages }) => messages.some((message) => message.role === role);
}

function hasImage(message: Message): boolean {
  return message.role === 'user' && message.content.some(({ type }) => type === 'image');
}

function hasCalls(message: Message): boolean {
  return message.role === 'assistant' && message.toolCalls.length > 0;
}
