import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, NODE, ROOT, start, type Ended } from '../e2e/run-cli.ts';

const PARTS = ['llama-contract.config.yaml', 'suites', 'goldens', 'fixtures/documents', 'fixtures/images'];

/** What a page of docs/ is written for, in a folder of its own: its files may be changed, and the newest run is of nobody else. */
export async function bundledCopy(): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'bundled-'));
  for (const part of PARTS) await cp(join(ROOT, part), join(cwd, part), { recursive: true });
  return cwd;
}

/** Lines as a person types them, up to the first that fails. */
export function typeLines(lines: string, cwd: string): Promise<Ended> {
  // npx itself is not what is tested.
  const shell = `set -e\nnpx() { shift; "${NODE}" "${CLI}" "$@"; }\n${lines}`;
  return start('bash', ['-c', shell], { cwd }).ended;
}
