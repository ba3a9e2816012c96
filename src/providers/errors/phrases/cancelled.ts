import { phrase, type PhraseGroup } from './phrase.ts';

export const BY_CLIENT: PhraseGroup = {
  kind: 'cancelled',
  phrases: [
    phrase(/(?:disconnected|cancell?ed|aborted|closed) (?:from|by) the client/i, {
      seen: 'Request is disconnected from the client side.',
      who: 'sglang',
      source: 'https://github.com/sgl-project/sglang/issues/13419',
    }),
    phrase(/client disconnected\W{1,3}stopping/i, {
      seen: 'Client disconnected. Stopping generation... (if the model is busy processing the prompt, it will finish first)',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/.github/issues/10',
    }),
    phrase(/client (?:has )?clos(?:ed|ing) (?:the )?(?:request|connection)/i, {
      seen: 'Client closed request',
      who: 'llama-cpp-python',
      source: 'https://github.com/abetlen/llama-cpp-python/blob/3691546/llama_cpp/server/app.py',
    }),
    phrase(/(?<!timed out.{0,200})context cancell?ed/i, {
      seen: 'InvokeModelWithResponseStream: operation error Bedrock Runtime: InvokeModelWithResponseStream, context canceled',
      status: 500,
      who: 'go',
      source: 'https://github.com/icereed/paperless-gpt/issues/454',
    }),
  ],
};

export const ABORTED: PhraseGroup = {
  kind: 'cancelled',
  phrases: [
    phrase(/\babort(?:ed)?\b/i, {
      seen: 'Request was aborted.',
      who: 'openai-node',
      source: 'https://github.com/continuedev/continue/issues/6588',
    }),
    phrase(/cancell?ed/i, {
      seen: 'The operation was canceled.',
      who: 'dotnet',
      source: 'https://github.com/microsoft/semantic-kernel/issues/4594',
    }),
    phrase(/interrupted by (?:the )?user/i, {
      seen: '[Request interrupted by user]',
      who: 'claude-code',
      source: 'https://github.com/anthropics/claude-code',
      unread: true,
    }),
    phrase(/NSURLErrorDomain\W{0,3}(?:error )?(?:Code=)?-999/i, {
      seen: 'The operation couldn’t be completed. (NSURLErrorDomain error -999.)',
      who: 'swift',
      source: 'https://github.com/dart-lang/http/blob/a0d49cb/pkgs/cupertino_http/test/web_socket_test.dart',
    }),
  ],
};
