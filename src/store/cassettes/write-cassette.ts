import { dirname } from 'node:path';
import type { Mode } from '../../contract/exchanges/mode.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { writeAtomically } from '../disk/write-atomically.ts';
import { CASSETTE_VERSION, cassetteFile, type Cassette, type Played } from './cassette.ts';

const BY_MODE: Readonly<Record<Mode, number>> = { send: 0, stream: 1 };

function byPlay(a: Played, b: Played): number {
  if (a.prompt !== b.prompt) return a.prompt < b.prompt ? -1 : 1;
  return BY_MODE[a.mode] - BY_MODE[b.mode] || a.repetition - b.repetition;
}

/** A cassette as its file: runs by id, then exchanges by prompt, each distinct request before the first that sent it. */
function spellCassette({ target, suite, runs, requests, exchanges }: Cassette): string {
  const used = new Set(exchanges.map(({ run }) => run));
  const lines: object[] = [{ kind: 'cassette', schemaVersion: CASSETTE_VERSION, target, suite }];
  for (const run of runs.toSorted((a, b) => (a.run < b.run ? -1 : 1))) {
    if (used.has(run.run)) lines.push({ kind: 'run', ...run });
  }
  const written = new Set<string>();
  for (const exchange of exchanges.toSorted(byPlay)) {
    const sha256 = exchange.request.body?.sha256;
    const sent = sha256 === undefined ? undefined : requests.get(sha256);
    if (sha256 !== undefined && sent !== undefined && !written.has(sha256)) {
      written.add(sha256);
      lines.push({ kind: 'request', sha256, ...sent });
    }
    const { prompt, mode, repetition, run, ...rest } = exchange;
    lines.push({ kind: 'exchange', prompt, mode, repetition, run, ...rest });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Writes a cassette whole, in place of the one that stands. Gives its file and size. Throws InputError. */
export async function writeCassette(
  folder: string,
  cassette: Cassette,
): Promise<{ readonly file: string; readonly bytes: number }> {
  const file = cassetteFile(folder, cassette.target, cassette.suite);
  const content = spellCassette(cassette);
  await orProblem(dirname(file), 'cannot be made', makeFolder(dirname(file)));
  await orProblem(file, 'cannot be written', writeAtomically(file, content));
  return { file, bytes: Buffer.byteLength(content) };
}
