import type { Capabilities } from './capabilities.ts';
import type { Dialect } from './dialect.ts';
import type { ImageFormat } from '../exchanges/image-format.ts';

/** What a model can take and give at one provider. Tokens; null where nobody vouches for a number. */
export interface ModelOffer {
  /** The catalogue's id, such as llama-4-scout. */
  readonly id: string;
  /** The provider's id for it, as sent on the wire. */
  readonly providerModelId: string;
  /** Other names under which this provider may say it served the model. */
  readonly aliases: readonly string[];
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly images: {
    readonly maxCount: number;
    readonly maxBytes: number;
    readonly formats: readonly ImageFormat[];
  } | null;
}

/**
 * Most requests in flight to one target. Above some hundreds one process measures itself and no longer the provider: the
 * time to first token of 500 streams reads half as long again as it is. And each takes a socket, of which a process may
 * have a thousand.
 */
export const MAX_CONCURRENCY = 500;
export const CONCURRENCY_RANGE = `1 to ${MAX_CONCURRENCY}: above that, this process is measured and not the provider`;

/** One try may take `totalMs`; within it headers, first output and each gap have limits of their own. Milliseconds. */
export interface Deadlines {
  readonly headersMs: number;
  readonly firstOutputMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  /** All attempts and waits of one exchange together. */
  readonly exchangeMs: number;
  /** Holding one answer against schemas that are not plainly quick. */
  readonly judgingMs: number;
}

/** Ceilings on what one response may be, after decoding. */
export interface Guards {
  readonly maxResponseBytes: number;
  /** Of output: text, reasoning and arguments of tool calls together. */
  readonly maxResponseCharacters: number;
  readonly maxEvents: number;
  readonly maxEventBytes: number;
}

/** Limits that targets with the same `id` share. null is no limit. */
export interface QuotaPool {
  readonly id: string;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
}

/** What an account of each kind is made of. */
type Account =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly token: string }
  | {
      readonly kind: 'aws-keys';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string | null;
    }
  | { readonly kind: 'aws-default-chain' }
  | { readonly kind: 'ibm-api-key'; readonly apiKey: string }
  | {
      readonly kind: 'oci-key';
      readonly tenancy: string;
      readonly user: string;
      readonly fingerprint: string;
      readonly privateKey: string;
      readonly passphrase: string | null;
    };

/**
 * Which environment variables hold a target's credentials, or which profile of OCI's own configuration file: null is the
 * one that OCI_CLI_PROFILE names. Values never stand here.
 */
export type CredentialNames = Account | { readonly kind: 'oci-profile'; readonly profile: string | null };

/**
 * The same with the values read, of a profile an account or a session: a private key is an RSA key as PEM, with its line
 * breaks. Lives in memory alone.
 */
export type Credentials =
  | Account
  | {
      readonly kind: 'oci-session';
      readonly token: string;
      readonly privateKey: string;
      readonly passphrase: string | null;
    };

/** What a header says: its text, or the name of the environment variable that holds it where it is a secret. */
export type HeaderSource = string | { readonly env: string };

/** By name, in lower case. */
export type HeaderSources = Readonly<Record<string, HeaderSource>>;

/** Provider x model x region, resolved: everything an adapter and a caller need, secrets apart. */
export interface Target {
  readonly id: string;
  readonly provider: string;
  readonly wire: string;
  /** The dialect's name for an OpenAI-compatible server, else null. */
  readonly server: string | null;
  readonly dialect: Dialect | null;
  readonly region: string | null;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly model: ModelOffer;
  readonly capabilities: Capabilities;
  readonly credentials: CredentialNames;
  /** Sent with every request of a call, beside the wire's own. */
  readonly headers: HeaderSources;
  /** Provider settings with no place of their own: version, project_id, compartment_id, IAM URL. */
  readonly settings: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly quota: QuotaPool;
  readonly deadlines: Deadlines;
  readonly guards: Guards;
  readonly maxRetries: number;
}
