import type { RowOddity } from './server-row.ts';

/**
 * An error in a stream is read as an answer that says nothing, of a model without a name and at the zero of time:
 * streamResponse in https://github.com/ollama/ollama/blob/fb30760/server/routes.go, ChatWriter in middleware/openai.go.
 */
export const OLLAMA_LOST_ERROR =
  'data: {"id":"chatcmpl-0","object":"chat.completion.chunk","created":-62135596800,"model":"","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"content":""},"finish_reason":null}]}\n\n';

export const OLLAMA_ODDITIES: Readonly<Record<string, RowOddity>> = {
  'role-everywhere': {
    says: 'builds before 0.32.6 say the role in every chunk, the last with the finish reason too',
    source: 'https://github.com/ollama/ollama/issues/17485',
    asOf: '2026-08-04',
    mode: 'stream',
    row: {
      everyDelta: { role: 'assistant', content: '' },
      finishDelta: { role: 'assistant', content: '' },
    },
  },
  'not-done': {
    says: 'an answer that is not done has status 200 and no finish reason',
    source: 'https://github.com/ollama/ollama/issues/17836',
    asOf: '2026-08-21',
    mode: 'send',
    play: { finish: null },
  },
  'error-line': {
    says: 'the native line of an error stands in the stream, which is no event',
    source: 'https://github.com/ollama/ollama/blob/main/middleware/openai.go',
    asOf: '2025-10',
    mode: 'stream',
    row: { streamErrorTemplate: '{body}\n' },
    error: { status: 500, form: 'bare-string', type: '', message: 'an internal error was encountered' },
  },
};
