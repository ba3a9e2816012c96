import type { Fingerprint } from '../wires/fingerprint.ts';

/** How much input a target takes, as a probe found it. Tokens by the provider's own count; null where nobody knows. */
export interface UsableContext {
  readonly target: string;
  /** What its server or, where that says nothing, the configuration claims. */
  readonly advertised: number | null;
  /** The longest input that was answered at all. */
  readonly accepted: number | null;
  /** The longest input of which it is proved that the model still reads it. */
  readonly usable: number | null;
  /** The shortest of which it is proved that it does not. */
  readonly unusable: number | null;
  /** When it was found, ISO 8601. */
  readonly at: string;
  /** How the endpoint answered then, by which a later look tells whether it is still the one. */
  readonly fingerprint: Fingerprint;
  /** A simulator answered. */
  readonly synthetic: boolean;
}
