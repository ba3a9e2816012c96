/** The two ways a client can ask: one body, or a stream of parts. */
export const MODES = ['send', 'stream'] as const;
export type Mode = (typeof MODES)[number];

/** The modes of what flags and configurations call one or both. */
export function modesOf(mode: Mode | 'both'): readonly Mode[] {
  return mode === 'both' ? MODES : [mode];
}
