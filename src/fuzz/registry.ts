import { anyChunking } from './properties/any-chunking.ts';
import { completeness } from './properties/completeness.ts';
import { idempotent } from './properties/idempotent.ts';
import { irrelevantChange } from './properties/irrelevant-change.ts';
import { noSecret } from './properties/no-secret.ts';
import { precedence } from './properties/precedence.ts';
import { sameOnEveryWire } from './properties/same-on-every-wire.ts';
import { saysWhatWasSaid } from './properties/says-what-was-said.ts';
import { totalBytes } from './properties/total-bytes.ts';
import { total } from './properties/total.ts';
import type { Property } from './property.ts';

/** Every property, in the order in which they take turns: those that need no wire first, for they cost least. */
export const PROPERTIES: readonly Property[] = [
  irrelevantChange,
  precedence,
  idempotent,
  total,
  saysWhatWasSaid,
  sameOnEveryWire,
  completeness,
  noSecret,
  anyChunking,
  totalBytes,
];
