/** Design, section 7: a disk that ran out is inconclusive. */
const EXIT_LOST = 3;

/** What ends a pipe or a terminal whose reader has gone. */
const GONE: ReadonlySet<string> = new Set(['EPIPE', 'EIO', 'ECONNRESET']);

/**
 * What becomes of output that is lost, for every verb. A reader that goes away (`| head -1`, a terminal that is closed)
 * has seen enough, and takes neither the verdict nor the evidence: the exit code stays. A full disk under a redirection
 * takes what nobody has seen yet: that is told, and never ends with 0.
 */
export function outlastReaders(): void {
  const { stdout, stderr } = process;
  if (stdout.listenerCount('error') > 0) return;
  let isLost = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (GONE.has(error.code ?? '') || isLost) return;
    isLost = true;
    stderr.write(`the output could not be written: ${error.message}\n`);
  });
  stderr.on('error', () => {});
  process.on('exit', (code) => {
    if (isLost && code === 0) process.exitCode = EXIT_LOST;
  });
}
