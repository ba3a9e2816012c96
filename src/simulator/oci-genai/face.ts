import type { Face } from '../face.ts';
import { renderStreamError, sayError } from './errors.ts';
import { hearChat } from './hear-chat.ts';
import { renderChat } from './render-chat.ts';
import { renderStream } from './render-stream.ts';

/** OCI Generative AI in its GENERIC format. Its models are listed by a service at another host. */
export const ociFace: Face = {
  name: 'oci-genai',
  // There is no end marker, and a stream names no model.
  lacks: ['bad-crc', 'drop-done', 'wrong-model'],
  // One 500 for both.
  borrows: { http: ['model_error'], stream: ['model_error'] },
  answerAside: () => null,
  hear: hearChat,
  say: renderChat,
  stream: renderStream,
  sayError,
  streamError: renderStreamError,
};
