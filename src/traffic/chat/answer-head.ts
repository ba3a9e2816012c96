/** What every object of one answer says of it. */
export interface AnswerHead {
  /** Of the request, as the client or the proxy named it. */
  readonly requestId: string;
  /** The model that is said to have answered where the provider names none. */
  readonly model: string;
  /** By the wall clock. */
  readonly createdMs: number;
}

export function answerId({ requestId }: Pick<AnswerHead, 'requestId'>): string {
  return `chatcmpl-${requestId}`;
}

/** Clients send a tool's result back under the id of its call, and not every wire gives one. */
export function callId(
  given: string | null,
  { requestId }: Pick<AnswerHead, 'requestId'>,
  index: number,
): string {
  return given === null || given === '' ? `call_${requestId}_${index}` : given;
}
