/**
 * What becomes of something that a request may ask for: it reaches the server as asked (lossless), the request leaves it
 * open and the server's own default decides (defaulted), it is left out (dropped), or something weaker is asked for in its
 * place (downgraded).
 */
export const CARRIAGES = ['lossless', 'defaulted', 'dropped', 'downgraded'] as const;
export type Carriage = (typeof CARRIAGES)[number];

/** What becomes of one feature of one request. */
export interface Carried {
  readonly feature: string;
  readonly action: Carriage;
}
