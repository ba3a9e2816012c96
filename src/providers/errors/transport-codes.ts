import type { ErrorKind } from '../../contract/errors/error-kind.ts';

/** Of each kind its codes, with spaces between them. */
export type Codes = Readonly<Partial<Record<ErrorKind, string>>>;

/**
 * Errors of sockets, name resolution and TLS, by the codes of Node, undici, libuv, libcurl and Chromium and by what clients of
 * Python, Java, .NET, Ruby, Rust and PHP call them.
 */
export const TRANSPORT: Codes = {
  connection:
    'ECONNREFUSED ECONNRESET EPIPE ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EHOSTDOWN ENETDOWN EADDRNOTAVAIL ' +
    'UND_ERR_SOCKET UND_ERR_CLOSED UND_ERR_DESTROYED ERR_HTTP2_ERROR ERR_HTTP2_STREAM_ERROR ' +
    'ERR_HTTP2_GOAWAY_SESSION ERR_SOCKET_CLOSED NewConnection MaxRetry EndpointConnection ' +
    'ClientConnector ServerDisconnected RemoteDisconnected ClosedChannel StacklessClosedChannel ConnectionRefused ConnectionReset ' +
    'ConnectionAborted ConnectionClosed SSLEOF UNEXPECTED_EOF_WHILE_READING NoHttpResponse ProxyError UnknownHost NoRouteToHost HttpHostConnect ConnectionShutdown ' +
    'EAFNOSUPPORT EAI_FAIL EAI_NODATA EAI_NONAME EALREADY EINPROGRESS ENETRESET ENOBUFS EPROTONOSUPPORT EREFUSED ESERVFAIL ' +
    'ESHUTDOWN AddrNotAvailable AnnotatedConnect BrokenPipe CannotSendRequest ClientConnectorDNS ClientConnectorSSL ' +
    'ClientProxyConnection ConnectionFailed FailedToOpenSocket HostUnreachable NameResolution NetworkDown NetworkUnreachable ' +
    'NotConnected UND_ERR_BPL_MISSING_UPSTREAM UND_ERR_PRX_TLS UnresolvedAddress',
  timeout:
    'ETIMEDOUT ESOCKETTIMEDOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT HeadersTimeout ' +
    'BodyTimeout ConnectTimeout ReadTimeout WriteTimeout PoolTimeout APIConnectionTimeout APITimeout ' +
    'ServerTimeout SocketTimeout HttpTimeout ConnectionTimeout ResponseTimeout OpenTimeout ERR_TIMED_OUT ' +
    'ERR_CONNECTION_TIMED_OUT ERR_SOCKET_CONNECTION_TIMEOUT ETIMEOUT ApiCallAttemptTimeout ApiCallTimeout ConnectionPoolTimeout ' +
    'CURLE_OPERATION_TIMEDOUT TimedOut',
  cancelled: 'UND_ERR_ABORTED ERR_CANCELED APIUserAbort CURLE_ABORTED_BY_CALLBACK',
  stream_interrupted:
    'ERR_STREAM_PREMATURE_CLOSE ChunkedEncoding IncompleteRead ClientPayload TransferEncoding ' +
    'ResponseStreaming ReadError StreamReset EOF ' +
    'CURLE_PARTIAL_FILE EndOfStream ERR_CONTENT_LENGTH_MISMATCH ERR_INCOMPLETE_CHUNKED_ENCODING ERR_STREAM_DESTROYED ' +
    'InvalidChunkLength MalformedChunkCoding PrematureClose StreamClosed TruncatedChunk UnexpectedEof ' +
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  malformed_response:
    'HPE_INVALID_CONSTANT HPE_INVALID_VERSION HPE_INVALID_HEADER_TOKEN HTTPParser Z_DATA_ERROR Z_BUF_ERROR ' +
    'ERR_CONTENT_DECODING_FAILED ERR_INVALID_RESPONSE ERR_RESPONSE_HEADERS_TOO_BIG BadStatusLine InvalidHeadersLength LineTooLong ' +
    'MalformedJson UND_ERR_HEADERS_OVERFLOW UND_ERR_RES_EXCEEDED_MAX_SIZE UnknownContentType UnserializableResponse ZipException ' +
    'CURLE_BAD_CONTENT_ENCODING CURLE_WEIRD_SERVER_REPLY',
};

/** A certificate is as wrong at the next try. */
export const TRANSPORT_FOR_GOOD: Codes = {
  connection:
    'ERR_TLS_CERT_ALTNAME_INVALID DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN ' +
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_GET_ISSUER_CERT CERT_HAS_EXPIRED ' +
    'EPROTO SSLCertVerification CertificateVerify ClientConnectorCertificate ERR_SSL_WRONG_VERSION_NUMBER CERTIFICATE_VERIFY_FAILED WRONG_VERSION_NUMBER SSLHandshake SunCertPathBuilder CertPathBuilder ' +
    'CURLE_PEER_FAILED_VERIFICATION CURLE_SSL_CACERT CURLE_SSL_CACERT_BADFILE CURLE_SSL_CERTPROBLEM CURLE_SSL_CIPHER ' +
    'CURLE_SSL_INVALIDCERTSTATUS CURLE_SSL_ISSUER_ERROR CURLE_SSL_PINNEDPUBKEYNOTMATCH',
  invalid_request:
    'ERR_INVALID_URL InvalidURL InvalidSchema MissingSchema ERR_INVALID_ARG_TYPE CURLE_URL_MALFORMAT CURLE_UNSUPPORTED_PROTOCOL ' +
    'ERR_INVALID_CHAR ERR_INVALID_PROTOCOL ERR_UNESCAPED_CHARACTERS ERR_UNSAFE_PORT InvalidHeader InvalidRegion ' +
    'LocationParse MalformedURL UND_ERR_REQ_CONTENT_LENGTH_MISMATCH UnknownService UnsupportedProtocol URISyntax UriFormat',
};
