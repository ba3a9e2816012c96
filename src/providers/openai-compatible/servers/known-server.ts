import { ALL_CAPABILITIES, type Capabilities } from '../../../contract/wires/capabilities.ts';
import type { Dialect } from '../../../contract/wires/dialect.ts';

/** Something that sets a server apart, where it is said, and when that was so. */
export interface Fact {
  readonly says: string;
  readonly source: string;
  /** YYYY-MM-DD or YYYY-MM. */
  readonly asOf: string;
}

/** A field of a row that no source settles: it promises nothing, and configuration sets it. */
type OpenField = keyof Dialect | `capabilities.${keyof Capabilities}`;

/** An OpenAI-compatible server: its row, and what people should know of it (docs/hosts.md). */
export interface KnownServer {
  readonly title: string;
  readonly dialect: Dialect;
  readonly facts: readonly Fact[];
  /** By field: why it is open, or what was said of it. */
  readonly open: Readonly<Partial<Record<OpenField, string>>>;
}

/** What the servers here have in common. OpenAI's wire has a word for what was filtered; whoever puts a filter there says so. */
export const CHAT_CAPABILITIES: Capabilities = {
  ...ALL_CAPABILITIES,
  requestId: 'optional',
  contentFilter: false,
};

export const FAMILY: Dialect = {
  auth: 'bearer',
  basePath: '/v1',
  maxTokensField: 'max_tokens',
  jsonSchemaField: 'response_format',
  textContent: 'string',
  streamOptions: true,
  requestIdHeaders: ['x-request-id'],
  errorBody: 'nested',
  asyncPolling: null,
  capabilities: CHAT_CAPABILITIES,
};
