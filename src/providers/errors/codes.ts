import { ERROR_KINDS, type ErrorKind } from '../../contract/errors/error-kind.ts';
import { TRANSPORT, TRANSPORT_FOR_GOOD, type Codes } from './transport-codes.ts';

/** How much a code settles; `rankCandidates` says when each is heard. */
export type CodeWeight = 'decisive' | 'named' | 'transport' | 'vague';

export interface CodeRule {
  readonly code: string;
  readonly weight: CodeWeight;
  readonly kind: ErrorKind;
  /** Where reality differs from the kind's own retry rule. */
  readonly retryable: boolean | null;
}

/**
 * Settle the kind by themselves. Sources: the AWS API reference of Converse and its common errors, IBM watsonx.ai's and
 * IAM's API references, the error classes of vLLM, llama.cpp, TGI, OpenAI, LiteLLM
 * (https://docs.litellm.ai/docs/exception_mapping), botocore.
 */
const DECISIVE: Codes = {
  authentication:
    'ExpiredToken ExpiredTokenException UnrecognizedClient InvalidClientTokenId InvalidSignature SignatureDoesNotMatch ' +
    'IncompleteSignature MissingAuthenticationToken RequestExpired RequestTimeTooSkewed CredentialsProvider CredentialsNotLoaded TokenProvider NoCredentials ' +
    'PartialCredentials CredentialRetrieval TokenRetrieval UnauthorizedSSOToken SSOTokenLoad ProfileNotFound ' +
    'authentication_token_expired authentication_token_not_valid authentication_no_token invalid_api_key ' +
    'invalid_token invalid_authentication token_expired expired_key invalid_grant ACCESS_TOKEN_EXPIRED API_KEY_INVALID missing_api_key LoadAPIKey NotAuthenticated',
  permission:
    'NotAuthorized FTUFormNotFilled OptInRequired authorization_rejected user_authorization_failed ' +
    'no_associated_service_instance no_associated_service_instance_error key_model_access_denied ' +
    'team_model_access_denied NotAuthorizedOrNotFound RelatedResourceNotAuthorizedOrNotFound SignUpRequired ' +
    'model_terms_required unsupported_country_region_territory model_permission_blocked_org SERVICE_DISABLED ' +
    'CONSUMER_SUSPENDED API_KEY_SERVICE_BLOCKED',
  invalid_request:
    'InvalidAction InvalidParameter InvalidParameterValue json_type_error json_validation_error json_invalid ParamValidation SerializationException ' +
    'NoRegion invalid_messages missing_required_parameter UnknownOperation',
  context_overflow:
    'exceed_context_size context_length_exceeded context_window_exceeded ContextWindowExceeded CONTENT_LENGTH_EXCEEDS_THRESHOLD ' +
    // LMDeploy's types of responses: https://github.com/InternLM/lmdeploy/blob/main/lmdeploy/messages.py.
    'INPUT_LENGTH_ERROR',
  unsupported_feature:
    'model_no_support_for_function not_supported NotImplemented UnsupportedParams UnsupportedFunctionality ' +
    'unsupported_parameter unsupported_value unsupported_api_for_model UNIMPLEMENTED',
  content_filtered:
    'content_filter content_policy_violation ContentPolicyViolation ResponsibleAIPolicyViolation content_filtered ' +
    'GuardrailRaised GuardrailIntervention guardrail_intervened moderation_blocked ContentFilterFinishReason PROHIBITED_CONTENT SAFETY data_inspection_failed DataInspectionFailed SensitiveContentDetected sensitive_words_detected',
  model_not_found:
    'model_not_supported model_not_found model_decommissioned model_archived model_retired model_gone NoSuchModel ' +
    'ProviderModelNotFound DeploymentNotFound unknown_model unavailable_model ModelNotOpen ENDPOINT_NOT_FOUND',
  output_limit: 'LengthFinishReason',
  payload_too_large: 'request_too_large payload_too_large RequestEntityTooLarge',
  rate_limited: 'rate_limit_reached_requests',
  quota_exhausted:
    'token_quota_reached ServiceQuotaExceeded insufficient_quota insufficient_user_quota insufficient_credits insufficient_balance ' +
    'budget_exceeded ExceededBudget BudgetExceeded billing_error billing_not_active billing_hard_limit_reached quota_exceeded ' +
    'Arrearage AccountOverdue credits_exhausted payment_required daily_limit_exceeded daily-transaction-limit-exceeded usage_limit_reached ' +
    // Z.ai's own, said in Chinese too: https://github.com/zai-org/GLM-5/issues/148.
    '1113',
  overloaded:
    'ModelNotReady overloaded overloaded_error capacity_exceeded queue_full engine_overloaded no_valid_channel no_available_channel',
  // An answer of its own that a FastAPI server cannot send.
  server_error: 'ResponseValidation',
  // Of what a model wrote, by the libraries that read it.
  malformed_response: 'InstructorRetry OutputParser AdapterParse UnexpectedModelBehavior',
  timeout: 'ModelTimeout FUNCTION_INVOCATION_TIMEOUT',
  stream_interrupted:
    'provider_disconnected upstream_disconnect stream_truncated stream_incomplete stream_interrupted',
  model_error:
    'ModelErrorException ModelStream ModelStreamErrorException generation incomplete_generation tool_use_failed ' +
    'json_validate_failed',
};

/** Name a kind, but services use them loosely: what is said in words is closer. */
const NAMED: Codes = {
  authentication:
    'authentication authentication_error Unauthorized UNAUTHENTICATED auth_error AuthenticationFailed DefaultCredentials CredentialUnavailable RefreshError ' +
    'CURLE_AUTH_ERROR CURLE_LOGIN_DENIED',
  // Numbers are Cloudflare's: https://developers.cloudflare.com/workers-ai/platform/errors/; 4006 is said where 3036 is documented.
  permission:
    'AccessDenied permission_error PermissionDenied PERMISSION_DENIED forbidden access_terminated 5016 5018 3023 3041',
  invalid_request:
    'Validation validation_error Conflict template tool_error ParamValidationError INVALID_ARGUMENT OUT_OF_RANGE ALREADY_EXISTS',
  content_filtered: 'safety_error guardrail',
  model_not_found:
    '5007 3042 RESOURCE_DOES_NOT_EXIST MANIFEST_UNKNOWN ResourceNotFound NotFound not_found_error NOT_FOUND model_unavailable model_not_available',
  model_error:
    'NoSuchTool InvalidToolArguments InvalidToolInput NoTextGenerated NoObjectGenerated NoOutputGenerated NoContentGenerated',
  rate_limited:
    'Throttling ThrottledException throttling_error TooManyRequests RateLimit RateLimitExceeded rate_limit_exceeded ' +
    'rate_limit_error RESOURCE_EXHAUSTED RequestLimitExceeded SlowDown limitation RouterRateLimitErrorBasic ' +
    'RouterRateLimit local_rate_limited RateQuota RateLimitReached RequestThrottled ProvisionedThroughputExceeded ' +
    // Of guards in the caller's own process: resilience4j's and Polly's.
    'RequestNotPermitted RateLimiterRejected',
  overloaded:
    'consumption_limit_reached unavailable_error ServiceUnavailable service_unavailable_error queue_timeout server_overloaded server_busy provider_unavailable healthcheck 3040 UNAVAILABLE TEMPORARILY_UNAVAILABLE TEMPORARY_UNAVAILABLE ' +
    'CallNotPermitted BulkheadFull BrokenCircuit RejectedExecution',
  quota_exhausted: '3036 4006 LimitExceeded',
  timeout:
    '3007 timeout timeout_error litellm.Timeout RequestTimeout DEADLINE_EXCEEDED gateway_timeout request_timeout',
  payload_too_large: '3006 payload_error',
  stream_interrupted: 'MidStreamFallback',
};

/** Say no more than a status does, or less: SDKs and gateways put them on anything. */
const VAGUE: Codes = {
  invalid_request:
    'BadRequest BAD_REQUEST_BODY INVALID_REQUEST_BODY invalid_request invalid_request_error invalid_request_entity invalid_input_argument ' +
    // undici's own word for a proxy that wants a login: https://github.com/nodejs/undici/blob/main/lib/dispatcher/proxy-agent.js
    'UND_ERR_INVALID_ARG ' +
    'UnprocessableEntity FAILED_PRECONDITION ValueError Configuration NotConfigured ERR_BAD_REQUEST ' +
    'Argument ArgumentNull ArgumentOutOfRange IllegalArgument',
  server_error:
    'InternalServer internal_server_error InternalError InternalFailure server server_error api api_error INTERNAL ' +
    'upstream_error bad_response_status_code EngineDead AsyncEngineDead upstream_unreachable OutOfMemory OutOfResources Assertion Runtime OSError ' +
    'KeyError AttributeError IndexError TypeError RecursionError ZeroDivision NullPointer NullReference ' +
    'ResponseNotRead WebserverFailed INTERNAL_ENGINE_ERROR ENGINE_STOP_ERROR IllegalState ModuleNotFound IndexOutOfBounds ActorDied RayActor RayTask Safetensor ' +
    'BadGateway DATA_LOSS InvalidState ZMQ Memory Import StackOverflow ERR_BAD_RESPONSE ERR_INSUFFICIENT_RESOURCES ERR_HTTP_HEADERS_SENT ' +
    // Of an operating system and of containers: what nobody else can mend.
    'EBADF EINTR EISDIR EPERM EROFS CreateContainer RunContainer CannotStartContainer',
  // Java's; what Python 2 called so is an OSError by now.
  connection:
    'APIConnection Connection ConnectError network_error ECONNABORTED HttpRequest SocketError IOException ' +
    'Protocol Transport HTTPClient CloseError WriteError ClientOS ResourceAccess WebClientRequest HttpIO HttpProtocol LocalProtocol Transporter',
  timeout: 'TimeoutError',
  // What a timer does to a request has the same name.
  cancelled:
    'Cancellation KeyboardInterrupt ABORT_ERR AbortError Cancelled Canceled ClosedByInterrupt Interrupted',
  stream_interrupted: 'RemoteProtocol',
  malformed_response:
    'OpenAIInvalidData SyntaxError JSONDecode JSONParse TypeValidation APIResponseValidation InvalidResponseData ContentType ' +
    'JsonDecoding UnrecognizedProperty MismatchedInput JsonMapping UnexpectedContentType DecodingError JsonException JsonSyntax JsonProcessing JSONParser ParserError DecodeError',
};

/** Said of a wrong certificate, and of a connection that breaks. */
const VAGUE_FOR_GOOD: Codes = { connection: 'SSLError' };

/** What is not part of a code's own name: where it comes from, and what joins its words. */
const JOINTS = /[\s_\-#.:/\\$]/;

/** `com.amazon.coral#ThrottlingException:http://…`, `invalid_request_error`, `urn:…:bad-request` in one plain form. */
function plainCode(code: string): string {
  // The AI SDK's own: https://github.com/vercel/ai/tree/main/packages/ai/src/error.
  if (code.startsWith('AI_')) return plainCode(code.slice(3));
  const plain = (JOINTS.test(code) ? withoutJoints(code) : code).toLowerCase();
  if (plain.endsWith('exception')) return plain.slice(0, -9);
  return plain.endsWith('error') ? plain.slice(0, -5) : plain;
}

function withoutJoints(code: string): string {
  const address = code.indexOf(':http');
  const named = address < 0 ? code : code.slice(0, address);
  const start = Math.max(
    named.lastIndexOf('#'),
    named.lastIndexOf('.'),
    named.lastIndexOf(':'),
    named.lastIndexOf('/'),
    named.lastIndexOf('\\'),
    named.lastIndexOf('$'),
  );
  return named.slice(start + 1).replaceAll(/[\s_-]/g, '');
}

function addTo(
  rules: Map<string, CodeRule>,
  codes: Codes,
  weight: CodeWeight,
  retryable: boolean | null,
): void {
  for (const kind of ERROR_KINDS) {
    for (const code of codes[kind]?.split(' ') ?? []) {
      const plain = plainCode(code);
      if (rules.has(plain)) continue;
      const rule: CodeRule = { code, weight, kind, retryable };
      // The usual spellings, so that most codes are found as they are.
      for (const spelling of [plain, code, `${code}Exception`, `${code}Error`]) rules.set(spelling, rule);
    }
  }
}

/** SDKs call any 5xx an InternalServerError; the exception is AWS's own word, whatever status a gateway puts on it. */
const AWS_INTERNAL: CodeRule = {
  code: 'InternalServerException',
  weight: 'named',
  kind: 'server_error',
  retryable: null,
};

/** AWS calls a request so that it cannot read; its SDK for Go an answer. */
const AWS_GO_UNREAD: CodeRule = {
  code: 'SerializationError',
  weight: 'vague',
  kind: 'malformed_response',
  retryable: null,
};

const RULES: ReadonlyMap<string, CodeRule> = (() => {
  const rules = new Map<string, CodeRule>();
  addTo(rules, DECISIVE, 'decisive', null);
  addTo(rules, NAMED, 'named', null);
  addTo(rules, TRANSPORT, 'transport', null);
  addTo(rules, TRANSPORT_FOR_GOOD, 'transport', false);
  addTo(rules, VAGUE, 'vague', null);
  addTo(rules, VAGUE_FOR_GOOD, 'vague', false);
  for (const code of ['InternalServerException', 'internalServerException']) rules.set(code, AWS_INTERNAL);
  rules.set('SerializationError', AWS_GO_UNREAD);
  return rules;
})();

interface Family {
  readonly like: RegExp;
  readonly rule: CodeRule;
}

const family = (
  like: RegExp,
  code: string,
  weight: CodeWeight,
  kind: ErrorKind,
  retryable: boolean | null = null,
): Family => ({ like, rule: { code, weight, kind, retryable } });

/**
 * Codes with a common beginning. IBM IAM numbers its errors, and those of a token exchange are about the key
 * (https://cloud.ibm.com/apidocs/iam-identity-token-api); the others are Node's (https://nodejs.org/api/errors.html) and pydantic's.
 */
const FAMILIES: readonly Family[] = [
  family(/^BXNIM\d{4}E$/i, 'BXNIM', 'named', 'authentication'),
  family(/^AADSTS\d{5,7}$/, 'AADSTS', 'named', 'authentication'),
  family(/^(?:ERR_HTTP2_|NGHTTP2_)/, 'HTTP2', 'transport', 'connection'),
  family(/^(?:ERR_SSL_|ERR_TLS_|CERT_|ERR_OSSL_)/, 'TLS', 'transport', 'connection', false),
  // Chromium's (https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h).
  family(/^ERR_CERT_/, 'ERR_CERT', 'transport', 'connection', false),
  family(
    /^ERR_(?:CONNECTION|NAME|INTERNET|NETWORK|ADDRESS|PROXY|EMPTY|SOCKET|QUIC|FAILED)(?:_|$)/,
    'ERR_CONNECTION',
    'transport',
    'connection',
  ),
  family(/^HPE_/, 'HPE', 'transport', 'malformed_response'),
  // What libcurl names its exit codes (https://curl.se/libcurl/c/libcurl-errors.html).
  family(
    /^CURLE_(?:AGAIN|COULDNT_(?:CONNECT|RESOLVE)|GOT_NOTHING|HTTP[23]|NO_CONNECTION|PROXY|QUIC_|RECV_|SEND_|SSL_)/,
    'CURLE',
    'transport',
    'connection',
  ),
  // What pydantic 1 calls a field's fault: `value_error.number.not_le`.
  family(/^(?:value|type)_error(?:\.|$)/, 'value_error', 'named', 'invalid_request'),
];

/** Words that anybody uses: the name of an error only where they are called one, as in `InterruptedException`. */
const ORDINARY: ReadonlySet<string> = new Set(
  (
    'Argument CloseError HTTPClient Import Interrupted InvalidState Memory Protocol RefreshError ResourceAccess Transport ' +
    'Transporter WriteError'
  ).split(' '),
);
const CALLED_ERROR = /(?:error|exception)$/i;

export function findCodeRule(code: string): CodeRule | null {
  const rule = RULES.get(code) ?? RULES.get(plainCode(code)) ?? findFamily(code);
  return rule !== null && ORDINARY.has(rule.code) && !CALLED_ERROR.test(code) ? null : rule;
}

/** Few codes are of any family, and one look tells. */
const OF_A_FAMILY = /^(?:AADSTS|BXNIM|CURLE_|ERR_|NGHTTP2_|CERT_|HPE_|value_error|type_error)/i;

/** Who says of what it reads that it cannot: a server that cannot read a request has a status for it. */
const READS = /(?:Json|Decod|Deseriali[sz]|Unmarshal|Pars(?:e|er|ing))\w{0,20}(?:Error|Exception)$/;

const CANNOT_READ: CodeRule = { code: 'JSON', weight: 'vague', kind: 'malformed_response', retryable: null };

function findFamily(code: string): CodeRule | null {
  const named = code.startsWith('net::') ? code.slice(5) : code;
  if (!OF_A_FAMILY.test(named)) return isException(named) && READS.test(named) ? CANNOT_READ : null;
  for (const { like, rule } of FAMILIES) if (like.test(named)) return rule;
  return null;
}

function isException(code: string): boolean {
  return code.endsWith('Error') || code.endsWith('Exception');
}
