import type { Redact } from '../../contract/world.ts';

/** How what is written is kept free of secrets. */
export interface Masks {
  /** Masks our own secrets and whatever looks like a credential. */
  readonly redact: Redact;
  /** Masks our own secrets alone. */
  readonly maskSecrets: Redact;
  /** How many of our own secrets a text holds. */
  readonly countSecrets: (text: string) => number;
}
