/** What a shell reads of a process that a signal ended (design, section 7). */
const EXIT = { interrupted: 130, terminated: 143 } as const;

/** Turns the first SIGINT or SIGTERM into an abort; a second one ends the process at once. */
export function stopSignals(): { readonly signal: AbortSignal; readonly exitCode: () => number | null } {
  const controller = new AbortController();
  let exitCode: number | null = null;
  const on = (code: number): void => {
    if (exitCode !== null) process.exit(code);
    exitCode = code;
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', () => on(EXIT.interrupted));
  process.on('SIGTERM', () => on(EXIT.terminated));
  return { signal: controller.signal, exitCode: () => exitCode };
}
