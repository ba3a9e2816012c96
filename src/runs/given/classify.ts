import { createRedact } from '../../config/secrets/create-redact.ts';
import type { CanonicalError } from '../../contract/errors/error.ts';
import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { Retirement } from '../../contract/errors/retirement.ts';
import { readHeaders } from '../../providers/errors/read-headers.ts';
import { explainError } from '../../providers/errors/normalize-error.ts';
import type { Candidate } from '../../providers/errors/candidate.ts';
import { REPORTED_PROVIDERS } from '../../providers/errors/reported-providers.ts';
import { suggestPhrase } from '../../providers/errors/suggest-phrase.ts';
import { readPostedLine, type PostedError } from '../../recordings/read-posted-error.ts';

interface ClassifyOptions {
  /** Milliseconds since the epoch, for `retry-after` dates. */
  readonly nowMs: () => number;
  /** Adds which rule decided, and what stood second. */
  readonly explain: boolean;
  /** Adds the phrase to add, where no rule knew the words. */
  readonly suggest: boolean;
}

/** A kind that one piece of evidence speaks for: the rule that says so, and what it read where. */
export interface ExplainedKind {
  readonly rule: string;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly place: string;
  readonly said: string;
  /** Where a phrase that decided was seen. */
  readonly source?: string;
}

/** What a posted error is. The end of a model stands where its host speaks of one; what explains the kind, and the phrase that is missing, where they were asked for. */
export interface Classification extends Pick<
  CanonicalError,
  'kind' | 'retryable' | 'retryAfterMs' | 'status' | 'providerCode' | 'providerRequestId' | 'message'
> {
  /** The end of the model, where its host speaks of one. */
  readonly retirement?: Retirement;
  readonly decided?: ExplainedKind;
  readonly second?: ExplainedKind;
  readonly suggest?: string;
}

const SHOWN_CHARS = 200;

/** Says what a posted error is, by the same normaliser that the adapters use. Never throws. */
export function createClassify({
  nowMs,
  explain,
  suggest,
}: ClassifyOptions): (post: PostedError) => Classification {
  const redact = createRedact([]);
  const explained = ({ rule, kind, retryable, place, text, source }: Candidate): ExplainedKind => ({
    rule,
    kind,
    retryable,
    place,
    said: redact(text).slice(0, SHOWN_CHARS),
    ...(source === null ? {} : { source }),
  });
  return ({ headers, sdkError, ...post }) => {
    const explanation = explainError(sdkError, {
      ...post,
      headers: readHeaders(headers),
      redact,
      aborted: null,
      nowMs: nowMs(),
    });
    const { error, decided, second } = explanation;
    const suggestion = suggest ? suggestPhrase(explanation, post.provider) : null;
    return {
      kind: error.kind,
      retryable: error.retryable,
      retryAfterMs: error.retryAfterMs,
      status: error.status,
      providerCode: error.providerCode,
      providerRequestId: error.providerRequestId,
      message: error.message,
      ...(error.retirement === null ? {} : { retirement: error.retirement }),
      ...(explain ? { decided: explained(decided), second: explained(second) } : {}),
      ...(suggestion === null ? {} : { suggest: suggestion }),
    };
  };
}

/** Answers one JSON line for one JSON line. Never throws. */
export function createClassifier(options: ClassifyOptions): (line: string) => string {
  const classify = createClassify(options);
  return (line) => {
    const read = readPostedLine(line, REPORTED_PROVIDERS);
    const { id } = read;
    return JSON.stringify(
      'wrong' in read ? { id, invalid: read.wrong.join('; ') } : { id, ...classify(read.post) },
    );
  };
}
