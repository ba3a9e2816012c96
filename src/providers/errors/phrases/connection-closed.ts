import { phrase, type PhraseGroup } from './phrase.ts';

const APPLE = 'https://developer.apple.com/documentation/foundation/urlerror/code';

/** A certificate is as wrong at the next try. */
export const CERTIFICATE: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(/certificate/i, {
      seen: 'unable to verify the first certificate',
      who: 'node',
      source: 'https://nodejs.org/dist/v24.21.0/',
      retryable: false,
    }),
    phrase(/(?:tls[ _]alert|unknown[ _]ca)\b/i, {
      seen: '%Mint.TransportError{reason: {:tls_alert, {:unknown_ca, ~c"TLS client: In state wait_cert_cr generated CLIENT ALERT: Fatal - Unknown CA"}}}',
      who: 'elixir',
      source: 'https://hexdocs.pm/mint/Mint.TransportError.html',
      unread: true,
      retryable: false,
    }),
    phrase(/PKIX path/i, {
      seen: 'PKIX path building failed',
      who: 'java',
      source:
        'https://github.com/openjdk/jdk17u/blob/jdk-17.0.15-ga/src/java.base/share/classes/sun/security/validator/PKIXValidator.java',
      retryable: false,
    }),
    phrase(/HTTP response to HTTPS client/i, {
      seen: 'Head "https://localhost:11434/": http: server gave HTTP response to HTTPS client',
      who: 'go',
      source: 'https://github.com/ollama/ollama/issues/7708',
      retryable: false,
    }),
    phrase(/CORS policy|cleartext/i, {
      seen: "Access to fetch at 'http://127.0.0.1:11434/api/generate' from origin 'app://obsidian.md' has been blocked by CORS policy",
      who: 'chrome',
      source: 'https://github.com/nhaouari/obsidian-textgenerator-plugin/issues/230',
      retryable: false,
    }),
    phrase(/alert handshake failure/i, {
      seen: 'ssl3_read_bytes:sslv3 alert handshake failure',
      who: 'openssl',
      source: 'https://docs.openssl.org/master/man3/SSL_alert_type_string/',
      unread: true,
      retryable: false,
    }),
    phrase(/wrong version number/i, {
      seen: 'ssl3_get_record:wrong version number',
      who: 'openssl',
      source: 'https://openssl-library.org/source/',
      retryable: false,
    }),
    phrase(/unsupported protocol version\b/i, {
      seen: 'tls: server selected unsupported protocol version 301',
      who: 'go',
      source: 'https://github.com/golang/go/blob/master/src/crypto/tls/handshake_client.go',
      unread: true,
      retryable: false,
    }),
    phrase(/(?<!525: )ssl (?:handshake|routines(?!.{0,20}unexpected eof)|error has occurred)/i, {
      seen: 'An SSL error has occurred and a secure connection to the server cannot be made.',
      who: 'swift',
      source: APPLE,
      unread: true,
      retryable: false,
    }),
    phrase(/(?:create|establish) (?:an? )?(?:SSL\/TLS )?(?:secure channel|trust relationship)/i, {
      seen: 'The request was aborted: Could not create SSL/TLS secure channel.',
      who: 'dotnet',
      source: 'https://github.com/openai/openai-dotnet/issues/454',
      retryable: false,
    }),
    phrase(/authentication failed, see inner exception/i, {
      seen: 'System.Security.Authentication.AuthenticationException: Authentication failed, see inner exception.',
      who: 'dotnet',
      source: 'https://github.com/OkGoDoIt/OpenAI-API-dotnet/issues/134',
      retryable: false,
    }),
  ],
};

export const CLOSED: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(/(?:HTTP message from \w{1,10} is|kind:) incomplete\b/i, {
      seen: 'parsed HTTP message from remote is incomplete',
      who: 'hyper',
      source: 'https://github.com/hyperium/hyper/issues/1591',
    }),
    phrase(/closed before response/i, {
      seen: 'Connection prematurely closed BEFORE response',
      who: 'reactor-netty',
      source: 'https://projectreactor.io/docs/netty/release/reference/faq.html',
      unread: true,
    }),
    phrase(/socket hang ?up/i, {
      seen: 'socket hang up',
      who: 'node',
      source: 'https://github.com/danny-avila/LibreChat/issues/4348',
    }),
    phrase(/connection[ _](?:was )?(?:reset|abort(?:ed)?|closed|termination|terminated|dropped|lost)/i, {
      seen: 'connection closed before message completed',
      who: 'hyper',
      source: 'https://github.com/alibaba/spring-ai-alibaba/issues/1289',
    }),
    phrase(/closed network connection/i, {
      seen: 'use of closed network connection',
      who: 'go',
      source: 'https://pkg.go.dev/net#ErrClosed',
      unread: true,
    }),
    phrase(/other side closed/i, {
      seen: 'other side closed',
      who: 'undici',
      source: 'https://github.com/nodejs/undici/blob/7eb7c8e/lib/dispatcher/client-h1.js',
    }),
    phrase(/broken pipe/i, {
      seen: '[Errno 32] Broken pipe',
      who: 'posix',
      source: 'https://ftp.gnu.org/gnu/glibc/',
    }),
    phrase(/remote end closed/i, {
      seen: 'Remote end closed connection without response',
      who: 'python',
      source: 'https://github.com/python/cpython/blob/v3.11.2/Lib/http/client.py',
    }),
    phrase(/disconnected without/i, {
      seen: 'Server disconnected without sending a response.',
      who: 'httpcore',
      source: 'https://pypi.org/project/httpcore/1.0.9/',
    }),
    phrase(/disconnect\/reset/i, {
      seen: 'upstream connect error or disconnect/reset before headers.',
      who: 'envoy',
      source: 'https://github.com/envoyproxy/envoy/issues/4567',
    }),
    phrase(/forcibly closed/i, {
      seen: 'An existing connection was forcibly closed by the remote host',
      who: 'windows',
      source: 'https://github.com/ollama/ollama/issues/12334',
    }),
    phrase(/socket (?:closed|disconnected)/i, {
      seen: 'Client network socket disconnected before secure TLS connection was established',
      who: 'node',
      source: 'https://nodejs.org/dist/v24.21.0/',
    }),
    phrase(/(?:server|channel|session|transport) (?:\S{1,40} )?(?:is |was |has been )?closed\b/i, {
      seen: 'Remote server 0.0.0.0:44339 closed',
      who: 'xinference',
      source: 'https://github.com/xorbitsai/inference/issues/1896',
    }),
    phrase(/empty reply/i, {
      seen: 'Empty reply from server',
      who: 'curl',
      source: 'https://curl.se/download/',
    }),
    phrase(/parser received no bytes/i, {
      seen: 'HTTP/1.1 header parser received no bytes',
      who: 'java',
      source: 'https://github.com/SeleniumHQ/selenium/issues/13913',
    }),
    phrase(/\b(?:GOAWAY|RST_STREAM)\b/i, {
      seen: 'http2: server sent GOAWAY and closed the connection',
      who: 'go',
      source: 'https://github.com/anthropics/anthropic-sdk-go/issues/219',
    }),
    phrase(/end of file reached/i, {
      seen: 'end of file reached',
      who: 'ruby',
      source: 'https://docs.ruby-lang.org/en/master/EOFError.html',
      unread: true,
    }),
    phrase(/reason: :closed/i, {
      seen: '{:error, %{reason: :closed}}',
      who: 'elixir',
      source: 'https://github.com/brainlid/langchain/issues/42',
      unread: true,
    }),
    phrase(/transport connection/i, {
      seen: 'Unable to read data from the transport connection: net_io_readfailure.',
      who: 'dotnet',
      source: 'https://learn.microsoft.com/dotnet/api/system.net.sockets.networkstream.read',
      unread: true,
    }),
    phrase(/violation of protocol/i, {
      seen: 'EOF occurred in violation of protocol (_ssl.c:2427)',
      who: 'python',
      source: 'https://github.com/python/cpython/blob/v3.11.7/Modules/_ssl.c',
    }),
    phrase(/:\d{2,5} failed to respond/i, {
      seen: 'localhost:8000 failed to respond',
      who: 'apache-httpclient',
      source:
        'https://github.com/apache/httpcomponents-client/blob/86c313b/httpclient5/src/main/java/org/apache/hc/client5/http/impl/classic/HttpRequestRetryExec.java',
    }),
    phrase(/bad[ _]record[ _]mac/i, {
      seen: '[SSL: BAD_RECORD_MAC] sslv3 alert bad record mac (_ssl.c:2580)',
      who: 'openssl',
      source: 'https://docs.openssl.org/master/man3/SSL_alert_type_string/',
      unread: true,
    }),
    phrase(/due to (?:the )?connection clos/i, {
      seen: 'Command aborted due to connection close',
      who: 'ioredis',
      source: 'https://github.com/redis/ioredis',
      unread: true,
    }),
    phrase(/framing layer/i, {
      seen: 'curl: (16) Error in the HTTP2 framing layer',
      who: 'curl',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      unread: true,
    }),
    phrase(/(?:receiving data from|sending data to) the peer/i, {
      seen: 'Failed sending data to the peer',
      who: 'curl',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      unread: true,
    }),
    phrase(/server returned nothing/i, {
      seen: 'Server returned nothing (no headers, no data)',
      who: 'curl',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      unread: true,
    }),
    phrase(/dropped connection on reset/i, {
      seen: '[Errno 102] Network dropped connection on reset',
      who: 'posix',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
  ],
};
