import type * as PromModule from 'prom-client';

/** What of prom-client is used; it is a peer that need not be there. */
export type PromClient = Pick<typeof PromModule, 'Counter' | 'Gauge' | 'Histogram' | 'Registry'>;

/** Null where it is not installed. */
export async function loadPromClient(): Promise<PromClient | null> {
  try {
    return await import('prom-client');
  } catch {
    return null;
  }
}
