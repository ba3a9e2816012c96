import { failsUnread } from '../../checks/output-schema.ts';
import type { PreparedPrompt } from '../../checks/prepare-prompt.ts';
import type { Answer } from '../../checks/read-answer.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import { DEFAULT_DEADLINES } from '../../config/defaults.ts';
import { NO_USAGE, type CanonicalResponse } from '../../contract/exchanges/response.ts';
import type { GivenAnswer } from '../../fuzz/alterations/given-answer.ts';
import { judgeResponse, passedBy, readResponse, type Judgement } from './judge-response.ts';

/** An answer that no target gave, judged as if one had. */
export async function judgeGiven(
  prepared: PreparedPrompt,
  answer: GivenAnswer,
  judgeApart: JudgeApart,
): Promise<Judgement> {
  return judgeResponse(prepared, await readGiven(prepared, answer, judgeApart), null);
}

/**
 * The checks that pass an answer which no target gave; null where it does not pass, of which no more is found out than that:
 * many answers are asked of, and most of them fail.
 */
export async function checksPassedBy(
  prepared: PreparedPrompt,
  answer: GivenAnswer,
  judgeApart: JudgeApart,
): Promise<readonly string[] | null> {
  if (failsUnread(prepared, answer.text)) return null;
  return passedBy(prepared, await readGiven(prepared, answer, judgeApart));
}

async function readGiven(
  prepared: PreparedPrompt,
  answer: GivenAnswer,
  judgeApart: JudgeApart,
): Promise<Answer> {
  const read = readResponse(prepared, responseOf(prepared, answer));
  if (!('slow' in read)) return read;
  const { signal } = new AbortController();
  return read.judged(await judgeApart(read.slow, DEFAULT_DEADLINES.judgingMs, signal));
}

const CHARACTERS_PER_TOKEN = 4;
/** Output tokens nearer to the cap than this tell of a cut by themselves. */
const FREE_OF_CAP = 0.9;

/** With counts that have nothing to say: what is judged is what the answer itself gives away. */
function responseOf(
  { prompt, golden, leastInputTokens }: PreparedPrompt,
  { text, calls, finish }: GivenAnswer,
): CanonicalResponse {
  const cap = prompt.maxOutputTokens;
  const length = text.length + calls.reduce((sum, { rawArguments }) => sum + rawArguments.length, 0);
  const estimate = Math.max(1, Math.ceil(length / CHARACTERS_PER_TOKEN));
  const below = cap === null ? estimate : Math.max(1, Math.min(estimate, Math.floor(cap * FREE_OF_CAP)));
  return {
    text,
    reasoning: null,
    toolCalls: calls.map((call) => ({ id: null, ...call })),
    finishReason: finish === null ? null : { unified: finish, raw: finish },
    usage: {
      ...NO_USAGE,
      inputTokens: golden?.usage?.inputTokens ?? Math.ceil(leastInputTokens) + 1,
      outputTokens: finish === 'length' && cap !== null ? cap : below,
    },
    model: null,
    providerRequestId: null,
    systemFingerprint: null,
    warnings: [],
  };
}
