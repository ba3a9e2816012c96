import type { Random } from '../../contract/world.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The padding that hides the length of a token from whoever watches the line: the alphabet up to somewhere. */
export function padding(random: Random): string {
  return LETTERS.slice(0, 1 + Math.floor(random() * LETTERS.length));
}

/** A tool call's id as Bedrock spells it. */
export function toolUseId(random: Random): string {
  const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  return `tooluse_${Buffer.from(bytes).toString('base64url')}`;
}
