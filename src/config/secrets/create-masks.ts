import type { Redact } from '../../contract/world.ts';
import { createRedact } from './create-redact.ts';
import { createSecretMask } from './create-secret-mask.ts';

/** How what is written or shown is kept free of secrets. */
export interface SecretMasks {
  /** Masks our own secrets and whatever looks like a credential. */
  readonly redact: Redact;
  /** Masks our own secrets alone. */
  readonly maskSecrets: Redact;
  /** How many of our own secrets a text holds. */
  readonly countSecrets: (text: string) => number;
  /** From here on masks this too. For what a run fetches: whoever fetches it tells of it before it is sent anywhere. */
  readonly learnSecret: (secret: string) => void;
}

/** A token lives for an hour; a service that refuses each one must not make the masks grow without end. */
const MAX_LEARNED = 64;

/**
 * The masks of a run. They know the given secrets, and those that are fetched while it goes on. As nobody can say a
 * secret back to us that was never sent, they are whole whenever something comes that could hold one.
 */
export function createMasks(secrets: readonly string[]): SecretMasks {
  let learned: readonly string[] = [];
  let redact = createRedact(secrets);
  let own = createSecretMask(secrets);
  return {
    redact: (text) => redact(text),
    maskSecrets: (text) => own.apply(text),
    countSecrets: (text) => own.apply(text).split(own.mask).length - text.split(own.mask).length,
    learnSecret(secret) {
      if (secrets.includes(secret) || learned.includes(secret)) return;
      learned = [...learned, secret].slice(-MAX_LEARNED);
      const known = [...secrets, ...learned];
      redact = createRedact(known);
      own = createSecretMask(known);
    },
  };
}
