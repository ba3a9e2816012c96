import { createRedact } from '../config/secrets/create-redact.ts';
import { readHeaders } from '../providers/errors/read-headers.ts';
import { explainError } from '../providers/errors/normalize-error.ts';
import type { Candidate } from '../providers/errors/rank-candidates.ts';
import { suggestPhrase } from '../providers/errors/suggest-phrase.ts';
import { readPostedError } from './read-posted-error.ts';

interface ClassifyOptions {
  /** Milliseconds since the epoch, for `retry-after` dates. */
  nowMs(): number;
  /** Adds which rule decided, and what stood second. */
  readonly explain: boolean;
  /** Adds the phrase to add, where no rule knew the words. */
  readonly suggest: boolean;
}

const SAID_CHARS = 200;

/** Answers one JSON line for one JSON line, by the same normaliser that the adapters use. Never throws. */
export function createClassifier({ nowMs, explain, suggest }: ClassifyOptions): (line: string) => string {
  const redact = createRedact([]);
  const shown = ({ rule, kind, retryable, place, text, source }: Candidate): object => ({
    rule,
    kind,
    retryable,
    place,
    said: redact(text).slice(0, SAID_CHARS),
    ...(source === null ? {} : { source }),
  });
  return (line) => {
    const read = readPostedError(line);
    if ('invalid' in read) return JSON.stringify(read);
    const { headers, sdkError, ...post } = read.post;
    const explanation = explainError(sdkError, {
      ...post,
      headers: readHeaders(headers),
      redact,
      aborted: null,
      nowMs: nowMs(),
    });
    const { error, decided, second } = explanation;
    const suggestion = suggest ? suggestPhrase(explanation, post.provider) : null;
    return JSON.stringify({
      id: read.id,
      kind: error.kind,
      retryable: error.retryable,
      retryAfterMs: error.retryAfterMs,
      status: error.status,
      providerCode: error.providerCode,
      providerRequestId: error.providerRequestId,
      message: error.message,
      ...(explain ? { decided: shown(decided), second: shown(second) } : {}),
      ...(suggestion === null ? {} : { suggest: suggestion }),
    });
  };
}
