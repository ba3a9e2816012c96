import type { Carriage } from '../wires/carriage.ts';
import type { CanonicalError } from '../errors/error.ts';
import type { FinishReason } from './finish-reason.ts';
import type { Mode } from './mode.ts';
import type { Usage, Warning } from './response.ts';

/** A field of the request that this target cannot carry, and what became of it. */
export interface Loss {
  readonly field: string;
  readonly action: Extract<Carriage, 'dropped' | 'downgraded'>;
  readonly reason: string;
}

/** What the decoder found in the wire's own proof of completeness (design, law 5). */
export interface WireProof {
  readonly frames: number;
  readonly terminalMarker: boolean;
  readonly usageRecords: number;
}

/**
 * What every adapter emits, in both modes. A call without an `error` part is proven complete.
 * Tool-call deltas of one call share `index`; their `name` and `arguments` pieces are joined in order.
 */
export type StreamPart =
  | { readonly type: 'start'; readonly servedAs: Mode; readonly losses: readonly Loss[] }
  | {
      readonly type: 'meta';
      readonly model: string | null;
      readonly providerRequestId: string | null;
      readonly systemFingerprint: string | null;
      readonly warnings: readonly Warning[];
    }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | {
      readonly type: 'tool-call-delta';
      readonly index: number;
      readonly id: string | null;
      readonly name: string | null;
      readonly arguments: string;
    }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly finishReason: FinishReason }
  | { readonly type: 'proof'; readonly proof: WireProof }
  | { readonly type: 'error'; readonly error: CanonicalError };
