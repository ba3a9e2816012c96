/** Writes each line to stdout as it comes, no faster than it is read. A reader that went away has seen enough. */
export async function writeLines(lines: AsyncIterable<string>): Promise<void> {
  const { stdout } = process;
  let gone = false;
  let resume: (() => void) | null = null;
  const stir = (): void => {
    resume?.();
    resume = null;
  };
  stdout.on('drain', stir);
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
    stir();
  });
  for await (const line of lines) {
    if (gone) return;
    if (stdout.write(`${line}\n`)) continue;
    await new Promise<void>((resolve) => {
      resume = resolve;
    });
  }
}
