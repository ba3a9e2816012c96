import { phrase, type PhraseGroup } from './phrase.ts';

/** Wrappers that say no more than this, and mean it. */
export const FALLBACK: PhraseGroup = {
  kind: 'stream_interrupted',
  phrases: [
    phrase(/MidStreamFallbackError/i, {
      seen: 'litellm.ServiceUnavailableError: litellm.MidStreamFallbackError',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/16714',
    }),
    phrase(
      /stream (?:has |was |has been )?(?:ended|closed|terminated|stopped) (?:before|without|prematurely|unexpectedly)/i,
      {
        seen: 'channel error (status code: 502): Upstream stream ended without a terminal response event',
        who: 'new-api',
        source: 'https://github.com/QuantumNous/new-api/issues/5221',
      },
    ),
    phrase(/reading a body from connection/i, {
      seen: 'Upstream error from Together: Stream error: h2 protocol error: error reading a body from connection',
      who: 'reqwest',
      source: 'https://github.com/seanmonstar/reqwest/issues/1689',
    }),
  ],
};

export const CUT: PhraseGroup = {
  kind: 'stream_interrupted',
  phrases: [
    phrase(/truncated event message/i, {
      seen: 'Truncated event message received.',
      who: 'aws-sdk-js',
      source: 'https://www.npmjs.com/package/@smithy/core',
    }),
    phrase(/premature close/i, {
      seen: 'Premature close',
      who: 'node',
      source: 'https://nodejs.org/dist/v24.21.0/',
    }),
    phrase(/prematurely closed(?! before)/i, {
      seen: 'upstream prematurely closed connection while reading upstream',
      who: 'nginx',
      source: 'https://github.com/nginx/nginx/blob/3f6f782/src/http/ngx_http_upstream.c',
    }),
    phrase(/incomplete (?:chunked|read|envelope|response|message)/i, {
      seen: 'incomplete chunked read',
      who: 'httpcore',
      source: 'https://github.com/encode/httpx/issues/1927',
    }),
    phrase(/unexpected EOF/i, {
      seen: 'unexpected EOF',
      who: 'go',
      source: 'https://github.com/ollama/ollama/issues/8258',
    }),
    phrase(/unexpected end of (?:\S{1,12} )?(?:stream|file)/i, {
      seen: 'unexpected end of stream on http://localhost:8000/...',
      who: 'okhttp',
      source:
        'https://github.com/square/okhttp/blob/1682d9b/okhttp/src/commonJvmAndroid/kotlin/okhttp3/internal/http1/Http1ExchangeCodec.kt',
    }),
    phrase(/(?:^|: )\W{0,3}terminated\W{0,3}$/i, {
      seen: 'TypeError: terminated',
      who: 'undici',
      source: 'https://nodejs.org/dist/v24.21.0/',
    }),
    phrase(
      /(?:provider|upstream|server|peer|client) (?:has )?(?:disconnected|closed (?:the )?(?:connection|stream))(?! without)/i,
      {
        seen: 'Server disconnected',
        who: 'aiohttp',
        source: 'https://pypi.org/project/aiohttp/3.14.3/',
      },
    ),
    phrase(/stream (?:\S{1,16} ){0,3}?(?:interrupted|disconnected|closed|ended|reset|broken|cut|aborted)/i, {
      seen: 'stream was reset: INTERNAL_ERROR',
      who: 'okhttp',
      source: 'https://github.com/continuedev/continue/issues/6588',
    }),
    phrase(/payload is not completed/i, {
      seen: 'Response payload is not completed',
      who: 'aiohttp',
      source: 'https://github.com/continuedev/continue/issues/503',
    }),
    phrase(/without (?:sending |a )?(?:complete|finish)/i, {
      seen: 'peer closed connection without sending complete message body',
      who: 'httpx',
      source: 'https://github.com/encode/httpx/issues/1927',
    }),
    phrase(/not enough data for satisfy/i, {
      seen: 'Not enough data for satisfy transfer length header.',
      who: 'aiohttp',
      source: 'https://github.com/vllm-project/vllm/issues/6885',
    }),
    phrase(/connection broken/i, {
      seen: "('Connection broken: InvalidChunkLength(got length b'', 0 bytes read)', InvalidChunkLength(got length b'', 0 bytes read))",
      who: 'urllib3',
      source: 'https://pypi.org/project/urllib3/2.8.0/',
    }),
    phrase(/transfer closed with/i, {
      seen: 'curl: (18) transfer closed with outstanding read data remaining',
      who: 'curl',
      source: 'https://curl.se/download/',
    }),
    phrase(/chunked transfer encoding, state/i, {
      seen: 'java.io.IOException: chunked transfer encoding, state: READING_DATA',
      who: 'java',
      source:
        'https://github.com/openjdk/jdk17u/blob/jdk-17.0.15-ga/src/java.net.http/share/classes/jdk/internal/net/http/ResponseContent.java',
    }),
    phrase(/stream error:? stream id/i, {
      seen: 'stream error: stream ID 7; INTERNAL_ERROR; received from peer',
      who: 'go',
      source: 'https://github.com/coddy-project/coddy-agent/pull/298',
    }),
    phrase(/pending stream has been cancell?ed/i, {
      seen: 'The pending stream has been canceled (caused by: )',
      who: 'node',
      source: 'https://nodejs.org/dist/v24.21.0/',
    }),
    phrase(/["\w]\s?: EOF\b(?! reached| while parsing)/i, {
      seen: 'Post "http://127.0.0.1:41111/completion": EOF',
      who: 'go',
      source: 'https://github.com/ollama/ollama/issues/2945',
    }),
    phrase(/response ended/i, {
      seen: 'The response ended prematurely.',
      who: 'dotnet',
      source: 'https://learn.microsoft.com/dotnet/api/system.net.http.httprequesterror',
      unread: true,
    }),
    phrase(/ended (?:before|without)/i, {
      seen: 'request ended without sending any chunks',
      who: 'openai',
      source: 'https://www.npmjs.com/package/openai',
    }),
    phrase(/not receive (?:a )?(?:done|finish|stop)\b/i, {
      seen: 'Did not receive done or success response in stream.',
      who: 'ollama-js',
      source: 'https://github.com/ollama/ollama-js/blob/f23d7ee/src/utils.ts',
    }),
    phrase(/(?:missing|no) (?:a )?(?:finish[ _]reason|message_stop|terminal event)/i, {
      seen: 'missing finish_reason for choice 0',
      who: 'openai-node',
      source: 'https://github.com/openai/openai-node/blob/7b7d6ca/src/lib/ChatCompletionStream.ts',
    }),
    phrase(/too (?:little|much) data for declared/i, {
      seen: 'Too little data for declared Content-Length',
      who: 'h11',
      source: 'https://github.com/BerriAI/litellm/issues/9157',
    }),
    phrase(/transferred a partial file/i, {
      seen: 'Transferred a partial file',
      who: 'curl',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      unread: true,
    }),
    phrase(/(?:end of file|EOF) before (?:message|response)/i, {
      seen: 'end of file before message length reached',
      who: 'hyper',
      source: 'https://docs.rs/hyper/latest/hyper/struct.Error.html',
      unread: true,
    }),
    phrase(/body write aborted/i, {
      seen: 'user body write aborted',
      who: 'hyper',
      source: 'https://docs.rs/hyper/latest/hyper/struct.Error.html',
      unread: true,
    }),
  ],
};
