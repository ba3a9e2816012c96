/** The two ways a client can ask: one body, or a stream of parts. */
export const MODES = ['send', 'stream'] as const;
export type Mode = (typeof MODES)[number];
