import type { Capabilities } from './capabilities.ts';
import type { CredentialNames } from './target.ts';

/** What configuration must know of a wire to resolve a target. `{region}` in `baseUrl` is replaced. */
export interface WireTraits {
  readonly provider: string;
  /** The package whose client sends its requests; null where none does. */
  readonly sdk: string | null;
  /** The counts beside input and output tokens that its answers have a place for. */
  readonly usageDetails: readonly ('cachedTokens' | 'reasoningTokens')[];
  /** A stream's usage record comes to those alone who ask for it. Unset: to all, or as each server has it. */
  readonly usageIsAsked?: true;
  /** Null when each server brings its own row (its dialect). */
  readonly capabilities: Capabilities | null;
  /** Where a stream is proven complete (design, law 5): by its finish reason, or by the last event, which comes after. */
  readonly streamProof: 'finish' | 'last-event';
  readonly credentials: readonly CredentialNames['kind'][];
  /** The service in whose name AWS keys sign; absent where they do not. */
  readonly sigV4Service?: string;
  /** Null when the target must name it. */
  readonly baseUrl: string | null;
  /** What requests add to a base URL, where somebody wrote it at the end of one. */
  readonly addedPath: RegExp;
  readonly settings: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
    /** Sets of which exactly one must be given. */
    readonly exactlyOne: readonly (readonly string[])[];
  };
}

/** How gateways of others write down what speaks a wire: the words of their files. Null is a key that they do not have. */
export interface GatewayWords {
  readonly litellm: {
    /** Before the model's id. */
    readonly model: string;
    readonly baseUrl: string;
    readonly region: string | null;
    /** The provider settings that it takes, by our name. */
    readonly settings: Readonly<Record<string, string>>;
    /** What has to stand beside one of them, by our name. */
    readonly beside?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  /** Null where it has no provider for it. */
  readonly portkey: {
    readonly provider: string;
    readonly baseUrl: string | null;
    readonly region: string | null;
  } | null;
}
