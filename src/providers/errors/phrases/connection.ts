import { phrase, type PhraseGroup } from './phrase.ts';

const GO = 'https://pkg.go.dev/net#OpError';
const AIOHTTP = 'https://docs.aiohttp.org/en/stable/client_reference.html#client-exceptions';
const REQUESTS = 'https://docs.python-requests.org/en/latest/api/#exceptions';
const APPLE = 'https://developer.apple.com/documentation/foundation/urlerror/code';
const DART = 'https://api.dart.dev/stable/dart-io/SocketException-class.html';
const MINT = 'https://hexdocs.pm/mint/Mint.TransportError.html';

/** A server that did not reach what lies behind it. */
export const BEHIND_SERVER: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(/dial tcp/i, {
      seen: 'Post "http://127.0.0.1:41111/completion": dial tcp 127.0.0.1:41111: connect: connection refused',
      status: 500,
      who: 'go',
      source: GO,
    }),
    phrase(/": (?:read|write) tcp/i, {
      seen: 'Post "http://127.0.0.1:41111/completion": read tcp 127.0.0.1:5->127.0.0.1:41111: wsarecv: An existing connection was forcibly closed by the remote host.',
      status: 500,
      who: 'go',
      source: GO,
    }),
    phrase(/actively refused/i, {
      seen: 'connectex: No connection could be made because the target machine actively refused it.',
      status: 500,
      who: 'windows',
      source: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
    }),
    phrase(/cannot connect to host(?!.{0,300}certificate)/i, {
      seen: 'Cannot connect to host localhost:8000 ssl:default [Could not contact DNS servers]',
      status: 503,
      who: 'aiohttp',
      source: AIOHTTP,
    }),
  ],
};

export const NOT_REACHED: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(
      /connection (?:error|refused|could be made|was refused|failed|failure|attempts failed|could not be)/i,
      {
        seen: 'Connection error.',
        who: 'openai',
        source: 'https://platform.openai.com/docs/guides/error-codes',
      },
    ),
    phrase(
      /(?:cannot|can['’]t|could not|couldn['’]t|unable to|failed to|error) (?:establish|connect|open|reach)/i,
      {
        seen: 'Could not connect to the endpoint URL: "https://bedrock-runtime.us-east-9.amazonaws.com/"',
        who: 'botocore',
        source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/guide/error-handling.html',
      },
    ),
    phrase(/error trying to connect/i, {
      seen: 'error trying to connect: tcp open error',
      who: 'hyper',
      source: 'https://docs.rs/hyper-util/latest/hyper_util/client/legacy/struct.Error.html',
    }),
    phrase(/hyper(?:_util)?::\w/i, {
      seen: 'source: hyper_util::client::legacy::Error(SendRequest, hyper::Error(IncompleteMessage))',
      who: 'reqwest',
      source: 'https://docs.rs/hyper-util/latest/hyper_util/client/legacy/struct.Error.html',
    }),
    phrase(/route to host/i, {
      seen: 'no route to host',
      who: 'posix',
      source: 'https://docs.python.org/3/library/errno.html#errno.EHOSTUNREACH',
    }),
    phrase(
      /(?:name|host|dns) (?:or service not known|resolution|lookup|not found|does not resolve|could not be resolved)/i,
      {
        seen: "Failed host lookup: 'api.example.app'",
        who: 'dart',
        source: DART,
      },
    ),
    phrase(/lookup address information/i, {
      seen: 'failed to lookup address information: Try again',
      who: 'rust',
      source: 'https://doc.rust-lang.org/std/net/trait.ToSocketAddrs.html',
    }),
    phrase(/hostname could not be found/i, {
      seen: 'A server with the specified hostname could not be found.',
      who: 'swift',
      source: APPLE,
    }),
    phrase(/could not resolve (?:host|proxy)/i, {
      seen: 'curl: (6) Could not resolve host: api.example.com',
      who: 'curl',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
    }),
    phrase(/no such host/i, {
      seen: 'lookup api.example.com: no such host',
      who: 'go',
      source: 'https://pkg.go.dev/net#DNSError',
    }),
    phrase(/:nxdomain\b|non-existing domain/i, {
      seen: '%Mint.TransportError{reason: :nxdomain}',
      who: 'elixir',
      source: MINT,
    }),
    phrase(/:econnrefused\b/i, {
      seen: '%Mint.TransportError{reason: :econnrefused}',
      who: 'elixir',
      source: MINT,
    }),
    phrase(/getaddrinfo/i, {
      seen: 'getaddrinfo failed',
      who: 'python',
      source: 'https://docs.python.org/3/library/socket.html#socket.gaierror',
    }),
    phrase(/nodename nor servname/i, {
      seen: '[Errno 8] nodename nor servname provided, or not known',
      who: 'python',
      source: 'https://docs.python.org/3/library/socket.html#socket.gaierror',
    }),
    phrase(/(?:host|network|server|endpoint|upstream) (?:is )?(?:unreachable|down)\b/i, {
      seen: '[Errno 101] Network is unreachable',
      who: 'posix',
      source: 'https://docs.python.org/3/library/errno.html#errno.ENETUNREACH',
    }),
    phrase(/network error/i, {
      seen: 'Network Error',
      who: 'axios',
      source: 'https://axios-http.com/docs/handling_errors',
    }),
    phrase(/network request failed/i, {
      seen: 'Network request failed',
      who: 'react-native',
      source: 'https://reactnative.dev/docs/network',
    }),
    phrase(/appears to be offline/i, {
      seen: 'The Internet connection appears to be offline.',
      who: 'swift',
      source: APPLE,
    }),
    phrase(/NSURLErrorDomain\W{0,3}(?:Code=)?-100[3459]/i, {
      seen: 'Error Domain=NSURLErrorDomain Code=-1004 "(null)"',
      who: 'swift',
      source: APPLE,
    }),
    phrase(/fetch failed/i, {
      seen: 'fetch failed',
      who: 'undici',
      source: 'https://github.com/nodejs/undici/blob/main/docs/docs/api/Errors.md',
    }),
    phrase(/failed to fetch/i, {
      seen: 'Failed to fetch',
      who: 'chrome',
      source: 'https://fetch.spec.whatwg.org/#concept-network-error',
    }),
    phrase(/load failed/i, {
      seen: 'Load failed',
      who: 'safari',
      source: 'https://fetch.spec.whatwg.org/#concept-network-error',
    }),
    phrase(/max retries exceeded/i, {
      seen: "HTTPConnectionPool(host='localhost', port=8000): Max retries exceeded with url: /v1/chat/completions",
      who: 'requests',
      source: REQUESTS,
    }),
    phrase(/request to proxy/i, {
      seen: 'Unable to send CONNECT request to proxy',
      who: 'aws-sdk-java',
      source: 'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration.html',
    }),
    phrase(/error sending request/i, {
      seen: 'error sending request for url (https://openrouter.ai/)',
      who: 'reqwest',
      source: 'https://docs.rs/reqwest/latest/reqwest/struct.Error.html',
    }),
    phrase(/unable to execute HTTP request/i, {
      seen: 'Unable to execute HTTP request',
      who: 'aws-sdk-java',
      source: 'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/handling-exceptions.html',
    }),
    phrase(/usage of each socket/i, {
      seen: 'Only one usage of each socket address (protocol/network address/port) is normally permitted',
      who: 'windows',
      source: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
    }),
    phrase(/address associated with hostname/i, {
      seen: '[Errno -5] No address associated with hostname',
      who: 'python',
      source: 'https://github.com/dsphper/lanhu-mcp/issues/106',
    }),
  ],
};
