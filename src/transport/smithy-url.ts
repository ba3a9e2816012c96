/** The fields of the AWS SDK's HTTP request that reach the wire. */
export interface SmithyHttpRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * The URL that the SDK signed. The path is taken as it stands: it is encoded already, and any change
 * breaks the signature. Query as in @smithy/core's buildQueryString.
 */
export function smithyUrl(request: SmithyHttpRequest): string {
  const port = request.port === undefined ? '' : `:${request.port}`;
  const query = request.query === undefined ? '' : queryString(request.query);
  return `${request.protocol}//${request.hostname}${port}${request.path}${query === '' ? '' : `?${query}`}`;
}

function queryString(query: NonNullable<SmithyHttpRequest['query']>): string {
  return Object.keys(query)
    .sort()
    .flatMap((key) => pairs(escapeUri(key), query[key] ?? null))
    .join('&');
}

function pairs(key: string, value: string | readonly string[] | null): readonly string[] {
  if (value === null) return [key];
  if (typeof value === 'string') return [`${key}=${escapeUri(value)}`];
  return value.map((item) => `${key}=${escapeUri(item)}`);
}

/** AWS reserves more characters than encodeURIComponent escapes. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
