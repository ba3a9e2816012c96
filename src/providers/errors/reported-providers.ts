import { SERVERS } from '../openai-compatible/dialects.ts';
import { WIRES } from '../registry.ts';

/** Whom a posted error may come from: a wire's provider, a server with a row, a proxy before one, or the client itself. */
export const REPORTED_PROVIDERS: readonly string[] = [
  ...new Set(Object.values(WIRES).map(({ provider }) => provider)),
  ...Object.keys(SERVERS),
  'proxy',
  'client',
];
