import type { CanonicalError } from '../../contract/errors/error.ts';
import type { DecodeContext } from '../decode-context.ts';
import type { EventFrame } from '../reading/frame-codec.ts';

const utf8 = new TextDecoder();

/** The error that a frame says, or null for an event. Un-modelled errors carry code and message in headers. */
export function readException(frame: EventFrame, context: DecodeContext): CanonicalError | null {
  if (frame.messageType === 'exception') return context.errorFromEvent(utf8.decode(frame.body), frame.name);
  if (frame.messageType !== 'error') return null;
  return context.errorFromEvent(JSON.stringify({ message: frame.errorMessage }), frame.name);
}
