/**
 * A reader that goes away (`| head -1`) or a full disk under a redirection takes our output, and neither the verdict nor
 * the evidence: the exit code stays what it is. Only a loss that nobody asked for is told.
 */
export function outlastReaders(): void {
  const { stdout, stderr } = process;
  if (stdout.listenerCount('error') > 0) return;
  let isTold = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isTold) return;
    isTold = true;
    stderr.write(`the output could not be written: ${error.message}\n`);
  });
  stderr.on('error', () => {});
}
