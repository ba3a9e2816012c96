import type { TextRule } from './text-rule.ts';

/** What clients and hops say of the bytes. A status of 400 or more knows better, so these are heard after it. */
export const BYTE_RULES: readonly TextRule[] = [
  {
    id: 'stream/cut',
    words:
      'premature prematurely incomplete truncated terminated eof stream disconnected peer payload ended unfinished other chunked transferencoding finish interrupted transfer broken unexpected received pending closed without complete enough',
    pattern:
      /truncated event message|premature|incomplete (?:chunked|read|envelope|response)|unexpected eof|unexpected end of (?:stream|file)|(?:^|: )\W{0,3}terminated\W{0,3}$|(?:provider|upstream|server|peer|client) (?:has )?(?:disconnected|closed (?:the )?(?:connection|stream))(?! without)|stream (?:\S{1,16} ){0,3}?(?:interrupted|disconnected|closed|ended|was reset|reset|broken|cut|aborted)|disconnected before completion|payload is not completed|response ended|ended (?:without|before)|without (?:sending )?(?:complete|a finish|finish)|missing finish_reason|not enough data for satisfy|unfinished (?:event|stream)|connection broken|transfer closed with|chunked transfer encoding, state|stream error:? stream id|received from peer|pending stream has been cancell?ed|"\s?: (?:unexpected )?EOF\b/i,
    kind: 'stream_interrupted',
    source: 'https://github.com/encode/httpcore/blob/master/httpcore/_exceptions.py',
  },
  {
    id: 'connection/certificate',
    words: 'certificate certificates cert ssl tls self altnames certification pkix version verify',
    pattern:
      /certificate|certification path|pkix path|self[- ]signed|wrong version number|altnames|ssl (?:handshake|routines)|tls handshake|unable to verify the first/i,
    kind: 'connection',
    retryable: false,
    source: 'https://nodejs.org/api/tls.html#x509-certificate-error-codes',
  },
  {
    id: 'connection/closed',
    words:
      'socket connection reset disconnect disconnected other remote upstream broken hang empty goaway closed',
    pattern:
      /socket hang ?up|connection (?:was )?(?:reset|aborted|closed|termination|terminated|dropped|lost)|reset by peer|reset reason|other side closed|broken pipe|remote end closed|disconnected without|disconnect\/reset|forcibly closed|socket (?:closed|connection was closed|disconnected)|server disconnected|empty reply|goaway|closed the connection/i,
    kind: 'connection',
    source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/debugging/why_is_envoy_sending_http_resets',
  },
  {
    id: 'connection/none',
    words:
      'connect connection connecting connected establish host dns network fetch failed refused sending resolve resolution name lookup dial route unreachable retries getaddrinfo no proxy tunneling reach open nodename',
    pattern:
      /connection (?:error|refused|could be made|was refused|failed|failure|attempts failed|could not be)|(?:cannot|can['’]t|could not|couldn['’]t|unable to|failed to|error) (?:establish|connect|open|reach)|failed to establish|error (?:trying to )?connect|no route to host|(?:name|host|dns) (?:or service not known|resolution|lookup|not found)|name resolution|could not resolve|no such host|getaddrinfo|dial tcp|(?:host|network|server|endpoint|upstream) (?:is )?unreachable|network (?:error|connection|request failed|failure)|fetch failed|failed to fetch|max retries exceeded|nodename nor servname|load failed|tunneling (?:socket|failed)|actively refused|error sending request|connect(?:ion)? to (?:proxy|host)/i,
    kind: 'connection',
    source: 'https://docs.python-requests.org/en/latest/api/#exceptions',
  },
  {
    id: 'cancelled/aborted',
    words: 'abort aborted aborting canceled cancelled cancel cancellation client interrupted',
    pattern: /\babort(?:ed)?\b|cancell?ed|client (?:closed|disconnected)|interrupted by (?:the )?user/i,
    kind: 'cancelled',
    source: 'https://fetch.spec.whatwg.org/#abort-fetch',
  },
  {
    id: 'answer/other-format',
    words: 'unexpected invalid json not expecting type content looking trailing extra completed',
    pattern:
      /unexpected (?:non-whitespace|token|character|number|string)|invalid character|expecting value|not valid json|invalid json|trailing (?:data|characters)|extra data: line|unexpected content[- ]type|expected (?:\S{1,20} )?content[- ]type|type validation failed|expected a completed response/i,
    kind: 'malformed_response',
    retryable: false,
    source: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Errors/JSON_bad_parse',
  },
  {
    id: 'answer/broken',
    words:
      'unexpected unterminated malformed checksum parse parsing decode json header decompress deserialize eof crc read reading decoded decoding parsed deserializing deserialized',
    pattern:
      /unexpected end|json at position|unterminated|malformed|checksum|(?:failed|unable|could not|cannot|error) (?:to )?(?:(?:pars|decod|deserializ)(?:e|ed|ing)|read(?:ing)?)\b|incorrect header check|parse error|crc/i,
    kind: 'malformed_response',
    source: 'https://github.com/smithy-lang/smithy-typescript',
  },
  {
    id: 'server/failed',
    words:
      'internal unexpected error cuda memory runner engine enginecore exception wrong failure crashed exit panic oom traceback gateway died dead invalid proxy insufficient enough allocate process server worker load loading tunnel unhandled backend exited terminated killed',
    pattern:
      /internal (?:server )?error|unexpected error|cuda|out of memory|oom|runner process|engine ?core|engine (?:is )?(?:dead|died|process)|something went wrong|crashed|panic|error (?:while|during) processing|unhandled|bad gateway|server error|temporary error|unknown error occurred|more system memory|insufficient memory|not enough memory|failed to allocate|(?:runner|server|process|worker|backend) (?:process )?(?:has |was )?(?:terminated|exited|killed)|(?:unable|failed) to load (?:the )?model|error loading model|tunnel error|invalid response was received|proxy server received/i,
    kind: 'server_error',
    source: 'https://github.com/vllm-project/vllm/issues/24495',
  },
];
