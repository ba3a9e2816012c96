import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../../src/contract/errors/error-kind.ts';
import { normalize } from './normalizing.ts';

const kindOf = (body: string): string => normalize(null, { body }).kind;

/** What libraries of Python, Java, .NET, Ruby and PHP, Node, libcurl and Chromium call their errors in their documentation. */
const NAMED: Readonly<Partial<Record<ErrorKind, string>>> = {
  connection:
    'urllib3.exceptions.ProtocolError httpx.LocalProtocolError httpx.TransportError httpx.CloseError httpx.WriteError aiohttp.ClientConnectorDNSError ' +
    'http.client.CannotSendRequest botocore.exceptions.HTTPClientError java.nio.channels.UnresolvedAddressException ' +
    'io.netty.channel.AbstractChannel$AnnotatedConnectException org.springframework.web.client.ResourceAccessException ' +
    'System.Net.Http.HttpProtocolException Faraday::ConnectionFailed OpenAI\\Exceptions\\TransporterException ' +
    'CURLE_RECV_ERROR CURLE_COULDNT_CONNECT net::ERR_QUIC_PROTOCOL_ERROR net::ERR_FAILED EAI_NONAME UND_ERR_PRX_TLS',
  timeout:
    'asyncio.exceptions.TimeoutError software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException ' +
    'google.api_core.exceptions.DeadlineExceeded CURLE_OPERATION_TIMEDOUT UND_ERR_BODY_TIMEOUT',
  stream_interrupted:
    'urllib3.exceptions.InvalidChunkLength httpx.StreamClosed org.apache.http.TruncatedChunkException ' +
    'System.IO.EndOfStreamException CURLE_PARTIAL_FILE net::ERR_CONTENT_LENGTH_MISMATCH UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  malformed_response:
    'http.client.BadStatusLine http.client.LineTooLong org.springframework.web.client.UnknownContentTypeException ' +
    'java.util.zip.ZipException CURLE_BAD_CONTENT_ENCODING HPE_INVALID_CONSTANT UND_ERR_HEADERS_OVERFLOW',
  invalid_request:
    'requests.exceptions.InvalidHeader urllib3.exceptions.LocationParseError java.net.MalformedURLException ' +
    'java.net.URISyntaxException System.UriFormatException System.ArgumentNullException ERR_INVALID_PROTOCOL ' +
    'org.springframework.web.client.HttpClientErrorException$BadRequest google.api_core.exceptions.OutOfRange',
  authentication:
    'google.auth.exceptions.DefaultCredentialsError google.auth.exceptions.RefreshError Azure.Identity.CredentialUnavailableException ' +
    'org.springframework.web.client.HttpClientErrorException$Unauthorized google.api_core.exceptions.Unauthenticated CURLE_LOGIN_DENIED',
  permission: 'google.api_core.exceptions.PermissionDenied',
  rate_limited:
    'org.springframework.web.client.HttpClientErrorException$TooManyRequests google.api_core.exceptions.ResourceExhausted ' +
    'io.github.resilience4j.ratelimiter.RequestNotPermitted Polly.RateLimiting.RateLimiterRejectedException',
  overloaded:
    'org.springframework.web.client.HttpServerErrorException$ServiceUnavailable google.api_core.exceptions.ServiceUnavailable ' +
    'io.github.resilience4j.circuitbreaker.CallNotPermittedException io.github.resilience4j.bulkhead.BulkheadFullException ' +
    'Polly.CircuitBreaker.BrokenCircuitException',
  server_error: 'CreateContainerError java.lang.StackOverflowError EROFS EISDIR',
  cancelled:
    'java.nio.channels.ClosedByInterruptException java.lang.InterruptedException CURLE_ABORTED_BY_CALLBACK',
};

describe('the name of an error', () => {
  const cases = Object.entries(NAMED).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [name, kind] as const),
  );

  it.each(cases)('is heard alone, before its words and in a sentence: %s', (name, kind) => {
    expect([name, `${name}: x`, `It went badly (caused by ${name})`].map(kindOf)).toEqual([kind, kind, kind]);
  });

  it.each([
    ['CURLE_COULDNT_CONNECT', true],
    ['CURLE_PEER_FAILED_VERIFICATION', false],
    ['CURLE_SSL_CACERT', false],
    ['CURLE_SSL_CACERT_BADFILE', false],
    ['CURLE_SSL_CONNECT_ERROR', true],
  ])('says of a connection whether another may be had: %s', (name, retryable) => {
    const { kind, retryable: read } = normalize(null, { body: `It went badly (caused by ${name})` });
    expect([kind, read]).toEqual(['connection', retryable]);
  });

  it.each(['argument', 'import', 'interrupted', 'memory', 'protocol', 'refresh', 'transport', 'write'])(
    'is not the plain word that it is made of: %s',
    (type) => {
      expect(kindOf(JSON.stringify({ type, message: 'x y' }))).toBe('unknown');
    },
  );
});

const GRPC: readonly (readonly [string, ErrorKind])[] = [
  ['INVALID_ARGUMENT', 'invalid_request'],
  ['OUT_OF_RANGE', 'invalid_request'],
  ['DEADLINE_EXCEEDED', 'timeout'],
  ['NOT_FOUND', 'model_not_found'],
  ['PERMISSION_DENIED', 'permission'],
  ['UNAUTHENTICATED', 'authentication'],
  ['RESOURCE_EXHAUSTED', 'rate_limited'],
  ['UNAVAILABLE', 'overloaded'],
  ['UNIMPLEMENTED', 'unsupported_feature'],
  ['DATA_LOSS', 'server_error'],
];

/** `NOT_FOUND` as `NotFound`. */
const joined = (name: string): string =>
  name.replaceAll(/([A-Z])([A-Z]*)_?/g, (_, first: string, rest: string) => first + rest.toLowerCase());

describe('a status of gRPC', () => {
  it.each(GRPC)('is heard from its library for every language: %s', (name, kind) => {
    const texts = [
      `grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.${name}\n\tdetails = "x"\n>`,
      `io.grpc.StatusRuntimeException: ${name}: x`,
      `rpc error: code = ${joined(name)} desc = x`,
      `status: ${joined(name)}, message: "x", details: [], metadata: MetadataMap { headers: {} }`,
      `Grpc.Core.RpcException: Status(StatusCode="${joined(name)}", Detail="x")`,
      `13 ${name}: x y`,
    ];
    expect(texts.map(kindOf)).toEqual(texts.map(() => kind));
  });
});

describe('the number of an error of a socket', () => {
  it.each([
    ['[WinError 10061] No se puede establecer una conexión', 'connection'],
    [
      'System.Net.Sockets.SocketException (10054): Удалённый хост принудительно разорвал соединение',
      'connection',
    ],
    ['[WinError 10060] 由于连接方在一段时间后没有正确答复', 'timeout'],
    ['由于目标计算机积极拒绝，无法连接。', 'connection'],
    ['tcp open: Verbindungsaufbau abgelehnt (os error 111)', 'connection'],
    ['The operation couldn’t be completed. (NSURLErrorDomain error -1001.)', 'timeout'],
    ['The operation couldn’t be completed. (NSURLErrorDomain error -1004.)', 'connection'],
    ['NSURLErrorDomain error -1017.', 'malformed_response'],
    ['NSURLErrorDomain error -1002.', 'invalid_request'],
    ['custom error: Os { code: 111, kind: ConnectionRefused, message: "x" }', 'connection'],
    ['custom error: Custom { kind: TimedOut, error: "x" }', 'timeout'],
    ['custom error: Custom { kind: UnexpectedEof, error: "x" }', 'stream_interrupted'],
  ])('is heard in any language: %s', (body, kind) => {
    expect(kindOf(body)).toBe(kind);
  });
});

describe('a reason phrase of HTTP', () => {
  it.each([
    ['URI Too Long', 'payload_too_large'],
    ['Expectation Failed', 'invalid_request'],
    ['Precondition Required', 'invalid_request'],
    ['Insufficient Storage', 'server_error'],
    ['Loop Detected', 'server_error'],
  ])('is a status: %s', (phrase, kind) => {
    expect(kindOf(phrase)).toBe(kind);
    expect(kindOf(`Error: ${phrase}`)).toBe(kind);
  });

  it.each([
    [417, 'invalid_request'],
    [414, 'payload_too_large'],
    [505, 'server_error'],
    [520, 'server_error'],
  ])('is none that is needed where .NET quotes the number: %d', (status, kind) => {
    expect(kindOf(`Response status code does not indicate success: ${status} (x).`)).toBe(kind);
  });
});
