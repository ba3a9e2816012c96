import type { WireRequest } from '../../contract/wires/wire.ts';
import type { Heard, Moment, Seat } from '../face.ts';
import { FieldError } from '../openai/read-fields.ts';
import { OCI_ERRORS, refuse } from './errors.ts';
import { parseChat, type ParsedChat } from './parse-chat.ts';
import { refuseChat } from './refuse-chat.ts';
import { isSigned } from './verify-signature.ts';

const PATH = '/20231130/actions/chat';

export function hearChat(request: WireRequest, seat: Seat, moment: Moment): Heard {
  const { pathname } = new URL(request.url, 'http://seat');
  if (pathname !== PATH || request.method !== 'POST') {
    const words = { status: 404, code: 'NotFound', message: 'There is no such resource.' };
    return refuse(words, {}, seat, moment);
  }
  authenticate(request, seat, moment);
  const chat = parse(request, seat, moment);
  const refused = refuseChat(chat, seat);
  if (refused !== null) return refuse(refused.words, refused.values, seat, moment);
  return {
    modelId: seat.modelId,
    messages: chat.messages,
    ...capOf(chat, seat),
    stop: chat.stop,
    tools: chat.tools,
    toolChoice: chat.toolChoice,
    jsonSchema: chat.jsonSchema,
    count: chat.count ?? 1,
    topLogprobs: chat.topLogprobs,
    stream: chat.stream,
    usageInStream: chat.includeUsage ?? false,
  };
}

/**
 * Without a cap the service sets a small one. Which, nobody vouches for, so the target's settings say it; without them no
 * answer is cut here.
 */
function capOf(
  { maxTokens }: ParsedChat,
  { settings }: Seat,
): Pick<Heard, 'maxOutputTokens' | 'capIsDefault'> {
  const cap = settings['default_max_tokens'] ?? '';
  if (maxTokens !== null || !/^[1-9]\d*$/.test(cap)) return { maxOutputTokens: maxTokens };
  return { maxOutputTokens: Number(cap), capIsDefault: true };
}

/** Throws Refusal unless the request is signed with the key of the seat. */
function authenticate(request: WireRequest, seat: Seat, moment: Moment): void {
  const { credentials, id } = seat;
  if (credentials.kind !== 'oci-key') return;
  const place = { prefix: `/${encodeURIComponent(id)}`, nowMs: moment.createdMs };
  if (!isSigned(request, credentials, place)) refuse(OCI_ERRORS.authentication, {}, seat, moment);
}

function parse(request: WireRequest, seat: Seat, moment: Moment): ParsedChat {
  try {
    return parseChat(request.body);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    const field = error.path.join('.');
    const words =
      error.type === 'json_invalid' && field === ''
        ? { status: 400, code: 'CannotParseRequest', message: 'The request is incorrectly formatted.' }
        : { ...OCI_ERRORS.invalid_request, message: `${field}: ${error.message}` };
    return refuse(words, {}, seat, moment);
  }
}
