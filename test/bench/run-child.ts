import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { HEAP_ENV, HEAP_OPTIONS } from '../../src/cli/machine/limit-heap.ts';
import type { Measured } from './measure.ts';
import { TOKEN } from './wires.ts';

export const ENV = {
  ...process.env,
  BENCH_TOKEN: TOKEN,
  BENCH_KEY_ID: 'AKIABENCH',
  BENCH_SECRET: 'bench-secret',
};

/** What is measured runs compiled: Node's own stripping of types would count as its memory and its start. */
export function compiled(script: string): string {
  return join(import.meta.dirname, '../../build/bench', script);
}

function start(script: string, args: readonly string[], execArgv: string[], env = ENV): ChildProcess {
  return fork(compiled(script), args, { env, execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

const LIMITED: ReadonlyMap<string, readonly string[]> = new Map([
  ['own-run.js', HEAP_OPTIONS.short],
  ['compare-loop.js', HEAP_OPTIONS.any],
]);

/** One measurement in a process of its own: what is ours under the limits that the command line sets for itself. */
export function runChild(script: string, args: readonly string[]): Promise<Measured> {
  return runUnder(LIMITED.get(script) ?? [], script, args);
}

/** One measurement in a process of its own, with these options of Node. */
export function runUnder(
  options: readonly string[],
  script: string,
  args: readonly string[],
): Promise<Measured> {
  return new Promise((resolve, reject) => {
    let measured: Measured | null = null;
    const child = start(script, args, [...options], options.length === 0 ? ENV : { ...HEAP_ENV, ...ENV });
    child.on('message', (message: Measured) => {
      measured = message;
    });
    child.on('exit', (code) =>
      measured === null ? reject(new Error(`${script} ended with ${code}`)) : resolve(measured),
    );
  });
}

export interface Mock extends Disposable {
  readonly url: string;
}

export async function startMock(): Promise<Mock> {
  const child = start('mock-server.js', [], []);
  const url = await new Promise<string>((resolve) => {
    child.once('message', (message: { port: number }) => resolve(`http://127.0.0.1:${message.port}`));
  });
  return {
    url,
    [Symbol.dispose]() {
      child.kill();
    },
  };
}
