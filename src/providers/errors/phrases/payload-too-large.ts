import { phrase, type PhraseGroup } from './phrase.ts';

export const TOO_LARGE: PhraseGroup = {
  kind: 'payload_too_large',
  phrases: [
    phrase(
      /(?:payload|entity|body|request|header|headers|cookie|fields?|file|image) (?:is |was )?too large(?!.{0,160}per minute)/i,
      {
        seen: 'Request Header Or Cookie Too Large',
        who: 'nginx',
        source: 'https://github.com/open-webui/open-webui/issues/3273',
      },
    ),
    phrase(/request too long(?!.{0,24} tokens)/i, {
      seen: 'Bad Request - Request Too Long',
      who: 'iis',
      source:
        'https://learn.microsoft.com/troubleshoot/developer/webapps/iis/health-diagnostic-performance/httpsys-registry-windows',
      unread: true,
    }),
    phrase(
      /(?<!(?:context|input|prompt|sequence|token)[ _-])length (?:limit )?exceeded|(?<!(?:context|prompt|sequence|token)[ _-])size (?:limit )?exceeded/i,
      {
        seen: 'Failed to buffer the request body: length limit exceeded',
        who: 'axum',
        source: 'https://github.com/tokio-rs/axum/blob/3d78036/axum-core/src/extract/rejection.rs',
      },
    ),
    phrase(/exceeds (?:the )?max(?:imum)? (?:allowed )?(?:size|content length)/i, {
      seen: 'Request exceeds the maximum size',
      who: 'anthropic',
      source: 'https://github.com/anthropics/anthropic-sdk-python/issues/938',
    }),
    phrase(/maximum request body size/i, {
      seen: 'Maximum request body size 1048576 exceeded, actual body size 1055712',
      who: 'aiohttp',
      source: 'https://pypi.org/project/aiohttp/3.14.3/',
    }),
    phrase(/message larger than max/i, {
      seen: 'grpc: received message larger than max (5242880 vs. 4194304)',
      who: 'grpc-go',
      source: 'https://github.com/grpc/grpc-go/blob/4793ad0/rpc_util.go',
    }),
    phrase(/payload size exceeds/i, {
      seen: 'Request payload size exceeds the limit: 20971520 bytes.',
      who: 'gemini',
      source: 'https://github.com/google-gemini/deprecated-generative-ai-android/issues/26',
    }),
    phrase(/too large body/i, {
      seen: 'client intended to send too large body: 2097152 bytes',
      who: 'nginx',
      source: 'https://github.com/nginx/nginx/blob/3f6f782/src/http/ngx_http_core_module.c',
    }),
    phrase(/exceeds? (?:the )?(?:(?:size )?limit of )?\d{1,6} ?[KMG]i?B\b/i, {
      seen: 'image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes',
      who: 'anthropic',
      source: 'https://github.com/anthropics/claude-code/issues/13381',
    }),
  ],
};
