import { Refusal, type Reply } from '../face.ts';

/** An error in Bedrock's envelope. `name` null leaves out the header by which SDKs name errors. */
export interface BedrockError {
  readonly status: number;
  readonly name: string | null;
  readonly message: string;
  readonly extra?: Readonly<Record<string, string | number>>;
  /** `Message` is how the authenticating front spells it. */
  readonly messageKey?: 'message' | 'Message';
}

const CORAL_SUFFIX = ':http://internal.amazon.com/coral/com.amazon.bedrock/';

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
export function errorReply(
  error: BedrockError,
  requestId: string,
  retryAfterMs: number | null = null,
): Reply {
  const key = error.messageKey ?? 'message';
  return {
    status: error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      ...(error.name === null ? {} : { 'x-amzn-errortype': `${error.name}${CORAL_SUFFIX}` }),
      ...(retryAfterMs === null ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
    body: Buffer.from(JSON.stringify({ [key]: error.message, ...error.extra })),
  };
}

/** ValidationException, the name of everything that is wrong with a request. */
export function invalid(message: string): BedrockError {
  return { status: 400, name: 'ValidationException', message };
}

export function refuse(error: BedrockError, requestId: string): never {
  throw new Refusal(errorReply(error, requestId));
}
