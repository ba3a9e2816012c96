import { z } from 'zod';

/** How an endpoint answers, whatever it says: what was seen there, by what it is of, both sorted. */
export const fingerprintSchema = z.record(z.string(), z.array(z.string()).readonly()).readonly();

export type Fingerprint = z.infer<typeof fingerprintSchema>;
