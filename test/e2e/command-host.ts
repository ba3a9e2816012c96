// Runs command lines one after another in one process: what is slow about a command is to load it.
import { stdin } from 'node:process';
import { text } from 'node:stream/consumers';
import { main } from '../../src/cli/main.ts';
import type { CommandLine } from './run-many.ts';

const lines: readonly CommandLine[] = JSON.parse(await text(stdin));
const write = process.stdout.write.bind(process.stdout);
// Each command installs its handlers for a life of its own.
process.setMaxListeners(0);

const results: { code: unknown; stdout: string; stderr: string }[] = [];
for (const { cwd, args } of lines) {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: string | Uint8Array) => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      return true;
    };
  }
  process.chdir(cwd);
  process.exitCode = 0;
  process.argv = ['node', 'llama-contract', ...args];
  await main(process.argv);
  results.push({ code: process.exitCode, ...said });
}
process.exitCode = 0;
write(JSON.stringify(results));
