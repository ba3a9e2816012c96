/** Lines that wait to be read. A pipe that nobody reads would fill the memory. */
const MOST_BYTES = 1024 * 1024;
/** For the last of them to be read, so that nobody waits for who reads nothing. */
const LAST_MS = 1_000;

/** Lines of a process that goes on for days: whoever does not read them loses some, and is told how many. */
export function boundedLog(stream: Pick<NodeJS.WriteStream, 'write' | 'writableLength'>): {
  write(line: string): void;
  /** Nothing more is to come. */
  end(): void;
} {
  let lost = 0;
  const tellLost = (): void => {
    if (lost > 0) stream.write(`${JSON.stringify({ what: 'lines-lost', lines: lost })}\n`);
    lost = 0;
  };
  return {
    write(line) {
      if (stream.writableLength > MOST_BYTES) {
        lost += 1;
        return;
      }
      tellLost();
      stream.write(`${line}\n`);
    },
    end() {
      tellLost();
      setTimeout(() => process.exit(), LAST_MS).unref();
    },
  };
}
