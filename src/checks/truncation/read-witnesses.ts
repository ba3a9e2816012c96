import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { FindingCode } from '../../contract/findings.ts';
import type { Sentinel } from '../../contract/suites/prompt.ts';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import type { ModelOffer } from '../../contract/wires/target.ts';
import type { PreparedPrompt } from '../prepare-prompt.ts';
import type { Answer } from '../read-answer.ts';
import { isLeftOpen } from './is-left-open.ts';
import { isBelowText } from './token-floor.ts';

/** Everything that an exchange says of its own length, each witness by itself. */
export interface Witnesses {
  /** A whole response; one of our limits; a stream without its end; an answer that had begun; a filter's error; any other. */
  readonly ended: 'whole' | 'guard' | 'cut' | 'broken' | 'filtered' | 'refused';
  readonly finish: UnifiedFinishReason | null;
  /** The server says that a time limit of its own ended the answer. */
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

function endOf({ outcome, servedAs, proof }: Exchange): Witnesses['ended'] {
  if (outcome.type === 'error') {
    const { kind, guard, partial } = outcome.error;
    if (guard !== null) return 'guard';
    if (kind === 'content_filtered') return 'filtered';
    const interrupted = kind === 'stream_interrupted';
    if (interrupted && servedAs === 'stream') return 'cut';
    return interrupted || wasUnderWay(partial) ? 'broken' : 'refused';
  }
  return servedAs === 'stream' && proof?.terminalMarker !== true ? 'cut' : 'whole';
}

/** Any error breaks off an answer that had begun, but one that the model itself finished with. */
function wasUnderWay(partial: CanonicalResponse | null): boolean {
  if (partial === null || partial.finishReason?.unified === 'error') return false;
  const { text, reasoning, toolCalls, finishReason } = partial;
  return text !== '' || reasoning !== null || toolCalls.length > 0 || finishReason !== null;
}

/** What witnesses are read from. */
interface Source {
  readonly prepared: PreparedPrompt;
  readonly answer: Answer;
  readonly sibling: Answer | null;
  readonly model: ModelOffer;
  readonly missing: readonly Sentinel[];
}

function readTokens({ prepared, model }: Source, { text, usage }: CanonicalResponse): Witnesses['tokens'] {
  const tokens = usage.outputTokens;
  const requested = prepared.prompt.maxOutputTokens;
  const known = model.maxOutputTokens;
  if (tokens === null || isBelowText(tokens, text)) return 'uncounted';
  if (requested !== null && tokens >= requested) return 'at-requested';
  if (known !== null && tokens >= known) return 'at-provider';
  if (requested === null) return known === null ? 'uncapped' : 'below';
  return tokens >= Math.min(requested * NEAR_SHARE, requested - NEAR_TOKENS) ? 'near-requested' : 'below';
}

/** Whether the server itself says so: a warning of the decoder that knows its words. */
function says(code: FindingCode, { warnings }: CanonicalResponse): boolean {
  return warnings.some((warning) => warning.code === code);
}

function isWindowFull({ model }: Source, response: CanonicalResponse): boolean {
  const { inputTokens, outputTokens } = response.usage;
  if (says('truncation/declared', response)) return true;
  if (model.contextTokens === null || inputTokens === null || outputTokens === null) return false;
  return inputTokens + outputTokens >= model.contextTokens;
}

function readInput({ prepared, sibling }: Source, { usage }: CanonicalResponse): Witnesses['input'] {
  const tokens = usage.inputTokens;
  if (tokens === null) return 'uncounted';
  const other = sibling?.response?.usage.inputTokens ?? 0;
  // Providers count images by rules of their own.
  const approved = prepared.hasImages ? 0 : (prepared.golden?.usage?.inputTokens ?? 0);
  const short = tokens < prepared.leastInputTokens || tokens < SHORT_SHARE * Math.max(other, approved);
  return short ? 'short' : 'plausible';
}

function readSentinels({ prepared: { sentinels }, missing }: Source): Witnesses['sentinels'] {
  if (sentinels.length === 0) return 'none';
  if (missing.length === 0) return 'held';
  return missing.length === sentinels.length ? 'all-missing' : 'some-missing';
}

/** The witnesses of one exchange; of a failed one, what its partial response tells. */
export function readWitnesses(source: Source): Witnesses {
  const { prepared, answer } = source;
  const { exchange, arrived, json } = answer;
  const ended = endOf(exchange);
  const capRequested = prepared.prompt.maxOutputTokens !== null;
  if (arrived === null) {
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
    finish: arrived.finishReason?.unified ?? null,
    timeLimit: says('truncation/time-limit', arrived),
    windowFull: isWindowFull(source, arrived),
    tokens: readTokens(source, arrived),
    capRequested,
    input: readInput(source, arrived),
    sentinels: readSentinels(source),
    open: isLeftOpen(prepared.outputSchema !== null, arrived, json),
  };
}
