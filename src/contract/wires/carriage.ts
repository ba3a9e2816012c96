/**
 * What becomes of something that a request may ask for: it reaches the server as asked (lossless), the request leaves it
 * open and the server's own default decides (defaulted), it is left out (dropped), or something weaker is asked for in its
 * place (downgraded).
 */
export const CARRIAGES = ['lossless', 'defaulted', 'dropped', 'downgraded'] as const;
export type Carriage = (typeof CARRIAGES)[number];

/** How often what became of a feature; nothing where it was not asked. */
export type CarriageCounts = Readonly<Record<Carriage, number>>;
export const UNASKED: CarriageCounts = { lossless: 0, defaulted: 0, dropped: 0, downgraded: 0 };

/** What becomes of one feature of one request. */
export interface Carried {
  readonly feature: string;
  readonly action: Carriage;
}
