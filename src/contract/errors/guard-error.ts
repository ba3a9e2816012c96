/** The timers and ceilings that may end a call. */
export const GUARDS = [
  'headers-timeout',
  'first-output-timeout',
  'idle-timeout',
  'total-timeout',
  'exchange-deadline',
  'response-bytes',
  'response-characters',
  'event-count',
  'event-bytes',
] as const;

export type GuardName = (typeof GUARDS)[number];

/** Thrown, or used as an abort reason, when one of our own limits ended a call. It names the limit. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
  readonly guard: GuardName;
  readonly limit: number;

  constructor(guard: GuardName, limit: number) {
    super(
      `${guard} reached: limit ${limit}${guard.endsWith('timeout') || guard.endsWith('deadline') ? ' ms' : ''}`,
    );
    this.guard = guard;
    this.limit = limit;
  }
}

/** SDKs wrap what the transport threw; deeper than this nobody does. */
const MAX_CAUSES = 8;

/** The limit of ours behind an error, however often it was wrapped. */
export function guardBehind(thrown: unknown): GuardError | null {
  let error = thrown;
  for (let depth = 0; depth < MAX_CAUSES && error instanceof Error; depth += 1) {
    if (error instanceof GuardError) return error;
    error = error.cause;
  }
  return null;
}

/** Why our own signal ended a call: one of our time limits, or somebody's wish. Null while it has not. */
export function abortedBy(signal: AbortSignal): 'cancelled' | 'timeout' | null {
  if (!signal.aborted) return null;
  const reason: unknown = signal.reason;
  return reason instanceof GuardError && TIME_GUARDS.has(reason.guard) ? 'timeout' : 'cancelled';
}

export const TIME_GUARDS: ReadonlySet<GuardName> = new Set([
  'headers-timeout',
  'first-output-timeout',
  'idle-timeout',
  'total-timeout',
  'exchange-deadline',
]);
