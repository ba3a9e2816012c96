import { BARE_PROMPT, type GoldenPrompt } from '../contract/suites/prompt.ts';
import type { CanonicalRequest } from '../contract/exchanges/request.ts';
import type { Redact } from '../contract/world.ts';

/** The suite that the live requests of a run are. */
export const LIVE_SUITE = 'live-requests';
export const LIVE_ARCHETYPE = 'live';

/** What can be said on a command line, and in a report, as it is. */
const PLAIN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The id of a live request as it may be kept; null where it is none that can, or holds a secret. */
export function keptId(id: string, redact: Redact): string | null {
  return PLAIN_ID.test(id) && redact(id) === id ? id : null;
}

/** The id of one that has none that may be kept: no client's begins so. */
export function spareId(arrival: number): string {
  return `_${arrival}`;
}

/** By which a live request is asked again: never the live one's own id, by which the live side knows it. */
export function shadowId(id: string): string {
  return `${id}:shadow`;
}

/** A live request as a prompt of which nobody approved an answer. */
export function livePrompt(id: string, request: Omit<CanonicalRequest, 'requestId'>): GoldenPrompt {
  const { messages, maxOutputTokens, temperature, topP, seed, stop, tools, toolChoice, output } = request;
  return {
    ...BARE_PROMPT,
    id,
    suite: LIVE_SUITE,
    archetype: LIVE_ARCHETYPE,
    messages,
    output: output.type === 'text' ? null : { name: output.name, schema: output.schema },
    tools,
    toolChoice,
    maxOutputTokens,
    temperature,
    topP,
    seed,
    stop,
  };
}

/** Whether the history of a request holds what tools answered: what a side would do with its own calls is not asked. */
export function holdsToolResults({ messages }: Pick<CanonicalRequest, 'messages'>): boolean {
  return messages.some(({ role }) => role === 'tool');
}
