import { checkConversation } from './check-conversation.ts';
import { converseShape, type ConverseBody } from './converse-shape.ts';
import { describeViolation } from './describe-violation.ts';

/** A body that has the wire's shape, or what its provider says of it. */
export type Parsed<Body> =
  { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly message: string };

/** Parses the body of Converse or ConverseStream strictly, whatever the model can do with it. */
export function parseConverse(value: unknown): Parsed<ConverseBody> {
  const result = converseShape.safeParse(value, { reportInput: true });
  const [issue] = result.error?.issues ?? [];
  if (!result.success) {
    return { ok: false, message: issue === undefined ? 'Malformed input request' : describeViolation(issue) };
  }
  const message = checkConversation(result.data);
  return message === null ? { ok: true, body: result.data } : { ok: false, message };
}
