/** Most scheduled requests of one stage; beyond it a stage says nothing that it did not say before. */
export const MOST_STAGE_REQUESTS = 100_000;

/** Requests a second. One process sends no faster, and a slower stage would take hours for a figure. */
export const RATE_BOUNDS = { least: 0.01, most: 1_000 } as const;
