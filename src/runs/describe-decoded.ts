import { finishReason } from '../checks/finish-reason.ts';
import { streamComplete } from '../checks/stream-complete.ts';
import { toolCalls } from '../checks/tool-calls.ts';
import { truncation } from '../checks/truncation.ts';
import { usage } from '../checks/usage.ts';
import type { CanonicalError } from '../contract/error.ts';
import type { Exchange } from '../contract/exchange.ts';
import { isTruncated, type UnifiedFinishReason } from '../contract/finish-reason.ts';
import type { JsonValue } from '../contract/json-value.ts';
import type { GoldenPrompt } from '../contract/prompt.ts';
import type { CanonicalResponse, Usage, Warning } from '../contract/response.ts';
import type { Target } from '../contract/target.ts';
import type { Check, Finding } from '../contract/verdict.ts';
import { arrivedOf } from './call-once.ts';
import type { Asked } from './read-asked.ts';

/** The checks that need no golden. */
const CHECKS: readonly Check[] = [finishReason, truncation, streamComplete, toolCalls, usage];

/** What the adapter of a wire made of recorded bytes. Absence is null. */
export interface Decoded {
  readonly text: string;
  readonly reasoning: string | null;
  /** The unified word, null when the wire gave none. */
  readonly finish: UnifiedFinishReason | null;
  readonly finishRaw: string | null;
  /** `arguments` is the parsed value, or the text as it came where that is no JSON object or array. */
  readonly toolCalls: readonly { readonly name: string; readonly arguments: JsonValue }[];
  readonly usage: Usage;
  /** Whether the wire proves that the answer is whole. */
  readonly complete: boolean;
  /** Whether a whole answer ended at a token limit. */
  readonly truncated: boolean;
  readonly error: CanonicalError | null;
  readonly findings: readonly (Finding | Warning)[];
}

/** What `decode` prints of one exchange: what came, whether it is proven complete, and what is odd about it. */
export function describeDecoded(exchange: Exchange, target: Target, asked: Asked): Decoded {
  const { outcome, proof } = exchange;
  const error = outcome.type === 'error' ? outcome.error : null;
  const response = arrivedOf(outcome);
  const { text, reasoning, finishReason: finish } = response;
  const complete = error === null && proof?.terminalMarker === true;
  return {
    text,
    reasoning,
    finish: isSaid(error) ? 'error' : (finish?.unified ?? null),
    finishRaw: finish?.raw ?? null,
    toolCalls: response.toolCalls.map((call) => ({
      name: call.name,
      arguments: call.arguments ?? call.rawArguments,
    })),
    usage: response.usage,
    complete,
    // What was cut on its way, or ended in an error, did not end at a limit, whatever it said before.
    truncated: complete && isTruncated(finish),
    // What came before the error stands above already.
    error: error === null ? null : { ...error, partial: null },
    findings: findingsOf(exchange, response, target, asked),
  };
}

/** An error that the provider said is the last word, whatever came before; one that we observed leaves the finish as it was said. */
function isSaid(error: CanonicalError | null): boolean {
  return error !== null && Object.values(error.raw).some((value) => typeof value === 'string');
}

function findingsOf(
  exchange: Exchange,
  response: CanonicalResponse,
  target: Target,
  asked: Asked,
): readonly (Finding | Warning)[] {
  const seen = new Set(response.warnings.map(({ code }) => code));
  const subject = {
    prompt: promptFor(response, asked),
    golden: null,
    exchange,
    sibling: null,
    capabilities: target.capabilities,
    model: target.model,
    requestIdSeen: false,
  };
  const judged = CHECKS.map((check) => check.judge(subject)).flatMap((verdict): readonly Finding[] =>
    verdict.status === 'fail' ? verdict.findings : [],
  );
  return [...response.warnings, ...judged.filter(({ code }) => !seen.has(code))];
}

/** Where nobody says which tools were declared, those that were called count as declared, with any arguments. */
function promptFor(response: CanonicalResponse, asked: Asked): GoldenPrompt {
  const { tools, toolChoice, maxOutputTokens } = asked;
  return {
    id: 'decode',
    suite: 'decode',
    archetype: 'decode',
    tags: [],
    messages: [],
    output: null,
    tools:
      tools ??
      response.toolCalls.map(({ name }) => ({ name, description: '', parameters: { type: 'object' } })),
    toolChoice,
    maxOutputTokens,
    temperature: null,
    topP: null,
    seed: null,
    stop: [],
    comparators: {},
    sentinels: [],
  };
}
