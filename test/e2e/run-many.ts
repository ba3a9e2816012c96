import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NODE, PLAIN, ROOT, type Ended } from './run-cli.ts';

export interface CommandLine {
  readonly cwd: string;
  readonly args: readonly string[];
}

type Results = readonly Pick<Ended, 'code' | 'stdout' | 'stderr'>[];
type Host = (lines: readonly CommandLine[]) => Promise<Results>;

/** Loading what a command needs takes longer than most commands, so a process is kept for each environment. */
const hosts = new Map<string, Host>();

/**
 * Many command lines in a process of theirs, each in its own folder, one after another. The results are in the order of
 * the lines.
 */
export function runMany(
  lines: readonly CommandLine[],
  env: Readonly<Record<string, string>> = {},
): Promise<Results> {
  const key = JSON.stringify(env);
  const host = hosts.get(key) ?? openHost(env, () => hosts.delete(key));
  hosts.set(key, host);
  return host(lines);
}

/** It ends with the process that started it: then nothing more can come. */
function openHost(env: Readonly<Record<string, string>>, onEnd: () => void): Host {
  const script = fileURLToPath(new URL('./command-host.ts', import.meta.url));
  const child = spawn(NODE, [script], { cwd: ROOT, env: { ...PLAIN, ...env }, stdio: 'pipe' });
  const replies = createInterface({ input: child.stdout });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = once(child, 'close').then(([code]): never => {
    onEnd();
    throw new Error(`the host ended with ${code}: ${stderr}`);
  });
  // Whoever waits for a reply is told; nobody may wait when the tests are over.
  ended.catch(() => {});
  let last: Promise<unknown> = Promise.resolve();
  return (lines) => {
    const reply = last.then(async () => {
      const replied = once(replies, 'line');
      child.stdin.write(`${JSON.stringify(lines)}\n`);
      const [text]: unknown[] = await Promise.race([replied, ended]);
      return JSON.parse(String(text));
    });
    last = reply.catch(() => {});
    return reply;
  };
}
