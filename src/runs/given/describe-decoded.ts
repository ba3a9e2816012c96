import { buildCase } from '../../checks/case.ts';
import type { SchemaCompiler } from '../../checks/compile-schemas.ts';
import { judgeAlone } from '../../checks/judge-exchange.ts';
import { preparePrompt } from '../../checks/prepare-prompt.ts';
import { readAnswer } from '../../checks/read-answer.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import type { CanonicalError } from '../../contract/errors/error.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import { isTruncated, type UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import { BARE_PROMPT, type GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { CanonicalResponse, Usage, Warning } from '../../contract/exchanges/response.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import { arrivedOf } from '../connect/call-once.ts';
import type { Asked } from '../../recordings/read-asked.ts';

/** What holds values against schemas: in place, and where it can be ended. */
export interface Judges extends Pick<SchemaCompiler, 'compile'> {
  readonly judgeApart: JudgeApart;
}

/** What the adapter of a wire made of recorded bytes. Absence is null. */
export interface Decoded {
  readonly text: string;
  readonly reasoning: string | null;
  /** The unified word, null when the wire gave none. */
  readonly finish: UnifiedFinishReason | null;
  readonly finishRaw: string | null;
  /** `arguments` is the parsed value, or the text as it came where that is no JSON object or array. */
  readonly toolCalls: readonly { readonly name: string; readonly arguments: JsonValue }[];
  readonly usage: Pick<Usage, 'inputTokens' | 'outputTokens'>;
  /** Whether the wire proves that the answer is whole. */
  readonly complete: boolean;
  /** Whether a whole answer ended at a token limit. */
  readonly truncated: boolean;
  readonly error: CanonicalError | null;
  readonly findings: readonly (Finding | Warning)[];
}

/** What `decode` prints of one exchange: what came, whether it is proven complete, and what is odd about it. */
export async function describeDecoded(
  exchange: Exchange,
  target: Target,
  asked: Asked,
  judges: Judges,
): Promise<Decoded> {
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
    usage: { inputTokens: response.usage.inputTokens, outputTokens: response.usage.outputTokens },
    complete,
    // What was cut on its way, or ended in an error, did not end at a limit, whatever it said before.
    truncated: complete && isTruncated(finish),
    // What came before the error stands above already.
    error: error === null ? null : { ...error, partial: null },
    findings: await findingsOf(exchange, response, target, promptFor(response, asked), judges),
  };
}

/** An error that the provider said is the last word, whatever came before; one that we observed leaves the finish as it was said. */
function isSaid(error: CanonicalError | null): boolean {
  return error !== null && Object.values(error.raw).some((value) => typeof value === 'string');
}

async function findingsOf(
  exchange: Exchange,
  { warnings }: CanonicalResponse,
  target: Target,
  prompt: GoldenPrompt,
  { compile, judgeApart }: Judges,
): Promise<readonly (Finding | Warning)[]> {
  const seen = new Set(warnings.map(({ code }) => code));
  const prepared = preparePrompt(prompt, null, compile);
  const read = readAnswer(prepared, exchange);
  const { judgingMs } = target.deadlines;
  const { signal } = new AbortController();
  const answer = 'slow' in read ? read.judged(await judgeApart(read.slow, judgingMs, signal)) : read;
  const subject = buildCase({ prepared, answer, sibling: null, target, requestIdSeen: false });
  const judged = judgeAlone(subject).flatMap((verdict): readonly Finding[] =>
    'findings' in verdict ? verdict.findings : [],
  );
  return [...warnings, ...judged.filter(({ code }) => !seen.has(code))];
}

/**
 * Where nobody says which tools were declared, those that were called count as declared, with any arguments. Of those
 * that were not called no arguments will be judged, so their schemas need not be compiled.
 */
function promptFor(response: CanonicalResponse, asked: Asked): GoldenPrompt {
  const { toolChoice, maxOutputTokens } = asked;
  const called = new Set(response.toolCalls.map(({ name }) => name));
  const tools = asked.tools?.map((tool) => (called.has(tool.name) ? tool : { ...tool, parameters: {} }));
  return {
    ...BARE_PROMPT,
    id: 'decode',
    suite: 'decode',
    archetype: 'decode',
    tools:
      tools ??
      response.toolCalls.map(({ name }) => ({ name, description: '', parameters: { type: 'object' } })),
    toolChoice,
    maxOutputTokens,
  };
}
