/** As long as hosts keep the beginnings of requests, or sell their keeping. */
export const TTLS_MINUTES: readonly number[] = [30, 60, 90, 120];
/** To how many tokens inputs are cut. */
export const TRIM_TO: readonly number[] = [1_000, 4_000, 16_000, 64_000];
