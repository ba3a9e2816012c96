import { phrase, type PhraseGroup } from './phrase.ts';

const APPLE = 'https://developer.apple.com/documentation/foundation/urlerror/code';
const MINT = 'https://hexdocs.pm/mint/Mint.TransportError.html';
const NODE_TLS = 'https://nodejs.org/api/tls.html#x509-certificate-error-codes';
const ENVOY = 'https://www.envoyproxy.io/docs/envoy/latest/faq/debugging/why_is_envoy_sending_http_resets';

/** A certificate is as wrong at the next try. */
export const CERTIFICATE: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(/certificate/i, {
      seen: 'unable to verify the first certificate',
      who: 'node',
      source: NODE_TLS,
      retryable: false,
    }),
    phrase(/PKIX path/i, {
      seen: 'PKIX path building failed',
      who: 'java',
      source:
        'https://docs.oracle.com/en/java/javase/21/security/java-secure-socket-extension-jsse-reference-guide.html',
      retryable: false,
    }),
    phrase(/wrong version number/i, {
      seen: 'ssl3_get_record:wrong version number',
      who: 'openssl',
      source: NODE_TLS,
      retryable: false,
    }),
    phrase(/ssl (?:handshake|routines|error has occurred)/i, {
      seen: 'An SSL error has occurred and a secure connection to the server cannot be made.',
      who: 'swift',
      source: APPLE,
      retryable: false,
    }),
  ],
};

export const CLOSED: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(/socket hang ?up/i, {
      seen: 'socket hang up',
      who: 'node',
      source: 'https://nodejs.org/api/http.html',
    }),
    phrase(/connection[ _](?:was )?(?:reset|abort(?:ed)?|closed|termination|terminated|dropped|lost)/i, {
      seen: 'connection closed before message completed',
      who: 'hyper',
      source: 'https://docs.rs/hyper/latest/hyper/struct.Error.html',
    }),
    phrase(/idle connection|closed network connection/i, {
      seen: 'http: server closed idle connection',
      who: 'go',
      source: 'https://pkg.go.dev/net/http#Transport',
    }),
    phrase(/other side closed/i, {
      seen: 'other side closed',
      who: 'undici',
      source: 'https://github.com/nodejs/undici/blob/main/docs/docs/api/Errors.md',
    }),
    phrase(/broken pipe/i, {
      seen: '[Errno 32] Broken pipe',
      who: 'posix',
      source: 'https://docs.python.org/3/library/exceptions.html#BrokenPipeError',
    }),
    phrase(/remote end closed/i, {
      seen: 'Remote end closed connection without response',
      who: 'python',
      source: 'https://docs.python.org/3/library/http.client.html#http.client.RemoteDisconnected',
    }),
    phrase(/disconnected without/i, {
      seen: 'Server disconnected without sending a response.',
      who: 'httpcore',
      source: 'https://github.com/encode/httpcore/blob/master/httpcore/_exceptions.py',
    }),
    phrase(/disconnect\/reset/i, {
      seen: 'upstream connect error or disconnect/reset before headers.',
      who: 'envoy',
      source: ENVOY,
    }),
    phrase(/forcibly closed/i, {
      seen: 'An existing connection was forcibly closed by the remote host',
      who: 'windows',
      source: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
    }),
    phrase(/socket (?:closed|disconnected)/i, {
      seen: 'Client network socket disconnected before secure TLS connection was established',
      who: 'node',
      source: 'https://nodejs.org/api/tls.html',
    }),
    phrase(/empty reply/i, {
      seen: 'curl: (52) Empty reply from server',
      who: 'curl',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
    }),
    phrase(/parser received no bytes/i, {
      seen: 'HTTP/1.1 header parser received no bytes',
      who: 'java',
      source: 'https://bugs.openjdk.org/browse/JDK-8257736',
    }),
    phrase(/\b(?:GOAWAY|RST_STREAM)\b/i, {
      seen: 'http2: server sent GOAWAY and closed the connection',
      who: 'go',
      source: 'https://www.rfc-editor.org/rfc/rfc9113#section-6.8',
    }),
    phrase(/end of file reached/i, {
      seen: 'end of file reached',
      who: 'ruby',
      source: 'https://docs.ruby-lang.org/en/master/EOFError.html',
    }),
    phrase(/reason: :closed/i, {
      seen: '%Mint.TransportError{reason: :closed}',
      who: 'elixir',
      source: MINT,
    }),
    phrase(/transport connection/i, {
      seen: 'Unable to read data from the transport connection: net_io_readfailure.',
      who: 'dotnet',
      source: 'https://learn.microsoft.com/dotnet/api/system.net.sockets.networkstream.read',
    }),
    phrase(/violation of protocol/i, {
      seen: 'EOF occurred in violation of protocol (_ssl.c:2427)',
      who: 'python',
      source: 'https://docs.python.org/3/library/ssl.html#ssl.SSLEOFError',
    }),
    phrase(/failed to respond/i, {
      seen: 'localhost:8000 failed to respond',
      who: 'apache-httpclient',
      source:
        'https://hc.apache.org/httpcomponents-client-4.5.x/current/httpclient/apidocs/org/apache/http/NoHttpResponseException.html',
    }),
  ],
};
