/**
 * What a shell reads of a process that a signal ended (design, section 7): 128 and the signal's number. A terminal that is
 * closed hangs up; Node takes no heed of `nohup`, which would have that ignored.
 */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Turns the first of these signals into an abort. A second one, of any kind, ends the process at once: a run that it was
 * writing keeps its lock, which whoever goes on with it finds dead and takes over.
 */
export function stopSignals(): { readonly signal: AbortSignal; readonly exitCode: () => number | null } {
  const controller = new AbortController();
  let exitCode: number | null = null;
  for (const [name, code] of Object.entries(EXIT_CODES)) {
    process.on(name, () => {
      if (exitCode !== null) process.exit(code);
      exitCode = code;
      controller.abort(new Error('interrupted'));
    });
  }
  return { signal: controller.signal, exitCode: () => exitCode };
}
