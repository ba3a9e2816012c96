import { fileURLToPath } from 'node:url';
import { start, NODE, ROOT, type Ended } from './run-cli.ts';

export interface CommandLine {
  readonly cwd: string;
  readonly args: readonly string[];
}

/** Many command lines in one process, each in its own folder. The results are in the order of the lines. */
export async function runMany(
  lines: readonly CommandLine[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Pick<Ended, 'code' | 'stdout' | 'stderr'>[]> {
  const host = fileURLToPath(new URL('./command-host.ts', import.meta.url));
  const { code, stdout, stderr } = await start(NODE, [host], { cwd: ROOT, env, input: JSON.stringify(lines) })
    .ended;
  if (code !== 0) throw new Error(`the host ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}
