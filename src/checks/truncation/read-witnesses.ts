import type { Exchange } from '../../contract/exchange.ts';
import type { UnifiedFinishReason } from '../../contract/finish-reason.ts';
import type { CanonicalResponse } from '../../contract/response.ts';
import type { CheckCase } from '../../contract/verdict.ts';
import { responseOf } from '../response-of.ts';
import { missingSentinels } from './find-sentinels.ts';
import { isLeftOpen } from './is-left-open.ts';
import { isBelowText, promptFloor } from './token-floor.ts';

/** Everything that an exchange says of its own length, each witness by itself. */
export interface Witnesses {
  /** A whole response; one of our limits; an interruption; a filter's error; any other error. */
  readonly ended: 'whole' | 'guard' | 'cut' | 'filtered' | 'refused';
  readonly finish: UnifiedFinishReason | null;
  /** The server says that it ran out of time: watsonx's `time_limit`. */
  readonly timeLimit: boolean;
  /** The window is full by the counts, or the server says `truncated: true`. */
  readonly windowFull: boolean;
  /** Output tokens against the requested cap and the provider's known one. `near` is less than a rounding away. */
  readonly tokens: 'at-requested' | 'near-requested' | 'at-provider' | 'below' | 'uncapped' | 'uncounted';
  readonly capRequested: boolean;
  /** Input tokens against the fewest that the prompt can have, the golden's count and the sibling's. */
  readonly input: 'short' | 'plausible' | 'uncounted';
  readonly sentinels: 'none' | 'held' | 'some-missing' | 'all-missing';
  /** JSON or a call's arguments, begun and not ended. */
  readonly open: boolean;
}

/** A cap may be reached a few tokens early: servers differ in counting the end marker. */
const NEAR_SHARE = 0.98;
const NEAR_TOKENS = 2;
/** Servers count templates, tools and caches differently, but not by so much. */
const SHORT_SHARE = 0.6;
const DECLARED = 'truncation/declared';

function endOf({ outcome, servedAs, proof }: Exchange): Witnesses['ended'] {
  if (outcome.type === 'error') {
    const { kind, guard, partial } = outcome.error;
    if (guard !== null) return 'guard';
    if (kind === 'content_filtered') return 'filtered';
    return kind === 'stream_interrupted' || wasUnderWay(partial) ? 'cut' : 'refused';
  }
  return servedAs === 'stream' && proof?.terminalMarker !== true ? 'cut' : 'whole';
}

/** Any error cuts an answer that had begun, but one that the model itself finished with. */
function wasUnderWay(partial: CanonicalResponse | null): boolean {
  if (partial === null || partial.finishReason?.unified === 'error') return false;
  const { text, reasoning, toolCalls, finishReason } = partial;
  return text !== '' || reasoning !== null || toolCalls.length > 0 || finishReason !== null;
}

function readTokens({ prompt, model }: CheckCase, { text, usage }: CanonicalResponse): Witnesses['tokens'] {
  const tokens = usage.outputTokens;
  const requested = prompt.maxOutputTokens;
  const known = model.maxOutputTokens;
  if (tokens === null || isBelowText(tokens, text)) return 'uncounted';
  if (requested !== null && tokens >= requested) return 'at-requested';
  if (known !== null && tokens >= known) return 'at-provider';
  if (requested === null) return known === null ? 'uncapped' : 'below';
  return tokens >= Math.min(requested * NEAR_SHARE, requested - NEAR_TOKENS) ? 'near-requested' : 'below';
}

function isWindowFull({ model }: CheckCase, { usage, warnings }: CanonicalResponse): boolean {
  const { inputTokens, outputTokens } = usage;
  if (warnings.some(({ code }) => code === DECLARED)) return true;
  if (model.contextTokens === null || inputTokens === null || outputTokens === null) return false;
  return inputTokens + outputTokens >= model.contextTokens;
}

function hasImages({ prompt }: CheckCase): boolean {
  return prompt.messages.some(({ content }) => content.some(({ type }) => type === 'image'));
}

function readInput(subject: CheckCase, { usage }: CanonicalResponse): Witnesses['input'] {
  const tokens = usage.inputTokens;
  if (tokens === null) return 'uncounted';
  const other = responseOf(subject.sibling)?.usage.inputTokens ?? 0;
  // Providers count images by rules of their own.
  const approved = hasImages(subject) ? 0 : (subject.golden?.usage?.inputTokens ?? 0);
  const short = tokens < promptFloor(subject.prompt) || tokens < SHORT_SHARE * Math.max(other, approved);
  return short ? 'short' : 'plausible';
}

function readSentinels({ prompt }: CheckCase, response: CanonicalResponse): Witnesses['sentinels'] {
  if (prompt.sentinels.length === 0) return 'none';
  const missing = missingSentinels(prompt, response).length;
  if (missing === 0) return 'held';
  return missing === prompt.sentinels.length ? 'all-missing' : 'some-missing';
}

/** What was read last: the check of truncation and the ledger ask for the same exchange, one after the other. */
let latest: { readonly subject: CheckCase; readonly witnesses: Witnesses } | null = null;

/** The witnesses of one exchange; of a failed one, what its partial response tells. */
export function readWitnesses(subject: CheckCase): Witnesses {
  if (latest?.subject !== subject) latest = { subject, witnesses: gatherWitnesses(subject) };
  return latest.witnesses;
}

function gatherWitnesses(subject: CheckCase): Witnesses {
  const { prompt, exchange } = subject;
  const { outcome } = exchange;
  const ended = endOf(exchange);
  const capRequested = prompt.maxOutputTokens !== null;
  const response = outcome.type === 'response' ? outcome.response : outcome.error.partial;
  if (response === null) {
    return {
      ended,
      finish: null,
      timeLimit: false,
      windowFull: false,
      tokens: 'uncounted',
      capRequested,
      input: 'uncounted',
      sentinels: 'none',
      open: false,
    };
  }
  return {
    ended,
    finish: response.finishReason?.unified ?? null,
    timeLimit: response.finishReason?.raw === 'time_limit',
    windowFull: isWindowFull(subject, response),
    tokens: readTokens(subject, response),
    capRequested,
    input: readInput(subject, response),
    sentinels: readSentinels(subject, response),
    open: isLeftOpen(prompt, response),
  };
}
