// Runs command lines one after another in one process: what is slow about a command is to load it. A line of stdin is a
// list of them, and a line of stdout what they came to.
import { stdin } from 'node:process';
import { createInterface } from 'node:readline';
import { main } from '../../src/cli/main.ts';
import type { CommandLine } from './run-many.ts';

const write = process.stdout.write.bind(process.stdout);
// Each command installs its handlers for a life of its own.
process.setMaxListeners(0);

async function runCommand({ cwd, args }: CommandLine): Promise<object> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: string | Uint8Array) => {
      printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      return true;
    };
  }
  process.chdir(cwd);
  process.exitCode = 0;
  process.argv = ['node', 'llama-contract', ...args];
  await main(process.argv);
  return { code: process.exitCode, ...printed };
}

for await (const text of createInterface({ input: stdin })) {
  const lines: readonly CommandLine[] = JSON.parse(text);
  const results: object[] = [];
  for (const line of lines) results.push(await runCommand(line));
  write(`${JSON.stringify(results)}\n`);
}
process.exitCode = 0;
