import { phrase, type PhraseGroup } from './phrase.ts';

const HTTPCORE = 'https://github.com/encode/httpcore/blob/master/httpcore/_exceptions.py';
const HYPER = 'https://docs.rs/hyper/latest/hyper/struct.Error.html';

/** Wrappers that say no more than this, and mean it. */
export const FALLBACK: PhraseGroup = {
  kind: 'stream_interrupted',
  phrases: [
    phrase(/MidStreamFallbackError/i, {
      seen: 'litellm.ServiceUnavailableError: litellm.MidStreamFallbackError',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/exception_mapping',
    }),
    phrase(/reading a body from connection/i, {
      seen: 'Upstream error from Together: Stream error: h2 protocol error: error reading a body from connection',
      who: 'reqwest',
      source: HYPER,
    }),
  ],
};

export const CUT: PhraseGroup = {
  kind: 'stream_interrupted',
  phrases: [
    phrase(/truncated event message/i, {
      seen: 'Truncated event message received.',
      who: 'aws-sdk-js',
      source: 'https://github.com/smithy-lang/smithy-typescript',
    }),
    phrase(/premature close/i, {
      seen: 'Premature close',
      who: 'node',
      source: 'https://nodejs.org/api/errors.html#err_stream_premature_close',
    }),
    phrase(/prematurely closed/i, {
      seen: 'upstream prematurely closed connection while reading upstream',
      who: 'nginx',
      source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html',
    }),
    phrase(/incomplete (?:chunked|read|envelope|response|message)/i, {
      seen: 'incomplete chunked read',
      who: 'httpcore',
      source: HTTPCORE,
    }),
    phrase(/unexpected EOF/i, {
      seen: 'unexpected EOF',
      who: 'go',
      source: 'https://pkg.go.dev/io#pkg-variables',
    }),
    phrase(/unexpected end of (?:\S{1,12} )?(?:stream|file)/i, {
      seen: 'unexpected end of stream on http://localhost:8000/...',
      who: 'okhttp',
      source: 'https://square.github.io/okhttp/',
    }),
    phrase(/EOF reached while reading/i, {
      seen: 'java.io.EOFException: EOF reached while reading',
      who: 'java',
      source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.net.http/module-summary.html',
    }),
    phrase(/(?:^|: )\W{0,3}terminated\W{0,3}$/i, {
      seen: 'TypeError: terminated',
      who: 'undici',
      source: 'https://github.com/nodejs/undici/blob/main/docs/docs/api/Errors.md',
    }),
    phrase(
      /(?:provider|upstream|server|peer|client) (?:has )?(?:disconnected|closed (?:the )?(?:connection|stream))(?! without)/i,
      {
        seen: 'Server disconnected',
        who: 'aiohttp',
        source: 'https://docs.aiohttp.org/en/stable/client_reference.html#client-exceptions',
      },
    ),
    phrase(/stream (?:\S{1,16} ){0,3}?(?:interrupted|disconnected|closed|ended|reset|broken|cut|aborted)/i, {
      seen: 'stream was reset: INTERNAL_ERROR',
      who: 'okhttp',
      source: 'https://square.github.io/okhttp/',
    }),
    phrase(/payload is not completed/i, {
      seen: 'Response payload is not completed',
      who: 'aiohttp',
      source: 'https://docs.aiohttp.org/en/stable/client_reference.html#client-exceptions',
    }),
    phrase(/without (?:sending |a )?(?:complete|finish)/i, {
      seen: 'peer closed connection without sending complete message body',
      who: 'httpx',
      source: HTTPCORE,
    }),
    phrase(/not enough data for satisfy/i, {
      seen: 'Not enough data for satisfy transfer length header.',
      who: 'aiohttp',
      source: 'https://docs.aiohttp.org/en/stable/client_reference.html#client-exceptions',
    }),
    phrase(/connection broken/i, {
      seen: "('Connection broken: InvalidChunkLength(got length b'', 0 bytes read)', InvalidChunkLength(got length b'', 0 bytes read))",
      who: 'urllib3',
      source: 'https://urllib3.readthedocs.io/en/stable/reference/urllib3.exceptions.html',
    }),
    phrase(/transfer closed with/i, {
      seen: 'curl: (18) transfer closed with outstanding read data remaining',
      who: 'curl',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
    }),
    phrase(/chunked transfer encoding, state/i, {
      seen: 'java.io.IOException: chunked transfer encoding, state: READING_DATA',
      who: 'java',
      source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.net.http/module-summary.html',
    }),
    phrase(/stream error:? stream id/i, {
      seen: 'stream error: stream ID 7; INTERNAL_ERROR; received from peer',
      who: 'go',
      source: 'https://pkg.go.dev/golang.org/x/net/http2#StreamError',
    }),
    phrase(/pending stream has been cancell?ed/i, {
      seen: 'The pending stream has been canceled (caused by: )',
      who: 'node',
      source: 'https://nodejs.org/api/errors.html#err_http2_stream_cancel',
    }),
    phrase(/"\s?: EOF\b/i, {
      seen: 'Post "http://127.0.0.1:41111/completion": EOF',
      who: 'go',
      source: 'https://pkg.go.dev/net/url#Error',
    }),
    phrase(/response ended/i, {
      seen: 'The response ended prematurely.',
      who: 'dotnet',
      source: 'https://learn.microsoft.com/dotnet/api/system.net.http.httprequesterror',
    }),
    phrase(/ended (?:before|without)/i, {
      seen: 'request ended without sending any chunks',
      who: 'anthropic-sdk',
      source: 'https://github.com/anthropics/anthropic-sdk-typescript',
    }),
  ],
};
