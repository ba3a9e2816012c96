import { inputOutputProblem } from './input-output-problem.ts';
import { runFile } from './layout.ts';
import { readLines } from './read-lines.ts';

const HEAD = /^\{"kind":"(?:canonical|wire-body)","sha256":"([^"]+)"/;

/** The lines of requests.jsonl with the hashes they are kept under, unparsed: images make them long. */
export async function* readRequestLines(
  folder: string,
): AsyncGenerator<{ readonly sha256: string; readonly text: string }> {
  const file = runFile(folder, 'requests');
  try {
    for await (const { text } of readLines(file)) {
      const sha256 = HEAD.exec(text)?.[1];
      if (sha256 !== undefined) yield { sha256, text };
    }
  } catch (error) {
    throw inputOutputProblem(file, 'cannot be read', error);
  }
}

export async function readRequestHashes(folder: string): Promise<ReadonlySet<string>> {
  const hashes = new Set<string>();
  for await (const { sha256 } of readRequestLines(folder)) hashes.add(sha256);
  return hashes;
}
