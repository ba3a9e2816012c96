import type { WireRequest } from '../../contract/wires/wire.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html */
const OPERATIONS = ['converse', 'converse-stream', 'invoke', 'invoke-with-response-stream'] as const;
type Operation = (typeof OPERATIONS)[number];

export interface Call {
  readonly operation: Operation;
  /** Percent-decoded: an id, or an ARN with its slashes. */
  readonly modelId: string;
}

const PATH = /^(?:[a-z][a-z+.-]*:\/\/[^/?#]*)?\/model\/([^/?#]+)\/([a-z-]+)\/?(?:[?#]|$)/i;

/** The operation that a request names, or null. */
export function readCall({ method, url }: Pick<WireRequest, 'method' | 'url'>): Call | null {
  const [, model = '', name = ''] = PATH.exec(url) ?? [];
  const operation = OPERATIONS.find((known) => known === name);
  if (method !== 'POST' || operation === undefined) return null;
  try {
    return { operation, modelId: decodeURIComponent(model) };
  } catch {
    return { operation, modelId: model };
  }
}
