/** Lines that wait to be read. A pipe that nobody reads would fill the memory. */
const MOST_BYTES = 1024 * 1024;
/** Lines of so many milliseconds are written at once: each write is a call of the kernel while somebody is served. */
const TOGETHER_MS = 20;
/** For the last of them to be read, so that nobody waits for who reads nothing. */
const LAST_MS = 1_000;

/** Lines of a process that goes on for days: whoever does not read them loses some, and is told how many. */
export function boundedLog(stream: Pick<NodeJS.WriteStream, 'write' | 'writableLength'>): {
  write(line: string): void;
  /** Nothing more is to come. */
  end(): void;
} {
  let lost = 0;
  let together = '';
  const tellLost = (): void => {
    if (lost > 0) together += `${JSON.stringify({ what: 'lines-lost', lines: lost })}\n`;
    lost = 0;
  };
  const flush = (): void => {
    if (together !== '') stream.write(together);
    together = '';
  };
  // A crash, or a second signal, ends the process before the timer does.
  process.once('exit', flush);
  return {
    write(line) {
      if (stream.writableLength + together.length > MOST_BYTES) {
        lost += 1;
        return;
      }
      if (together === '') setTimeout(flush, TOGETHER_MS);
      tellLost();
      together += `${line}\n`;
    },
    end() {
      tellLost();
      flush();
      setTimeout(() => process.exit(), LAST_MS).unref();
    },
  };
}
