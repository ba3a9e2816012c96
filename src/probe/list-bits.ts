import type { Bit } from './bit.ts';
import { imageBits } from './bits/image-bits.ts';
import { PLAIN_BITS } from './bits/plain-bits.ts';
import { SCHEMA_BITS } from './bits/schema-bits.ts';
import { TOOL_BITS } from './bits/tool-bits.ts';

/** Every bit, each after those that it rests on. Made anew, for its pictures are large. */
export function listBits(): readonly Bit[] {
  return [...PLAIN_BITS, ...SCHEMA_BITS, ...TOOL_BITS, ...imageBits()];
}
