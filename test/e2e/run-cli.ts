import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
/** The Node that the project pins. */
export const NODE = join(ROOT, 'node_modules/.bin/node');
/** What was built, where that is what the sources say; else the sources, which this Node runs as they are. */
export const CLI = join(ROOT, process.env['TESTED_CLI'] ?? 'src/cli.ts');
/** The bundled configuration, of eight targets; the suites and goldens are beside it. */
export const BUNDLED = join(ROOT, 'llama-contract.config.yaml');

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
}

interface Options {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What a command finds in its environment unless a test says otherwise: nothing that decides anything. */
export const PLAIN = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

/** Any program, its output collected. */
export function start(
  file: string,
  args: readonly string[],
  { cwd, env = {}, input = '' }: Options,
): Running {
  const child = spawn(file, args, { cwd, env: { ...PLAIN, ...env }, stdio: 'pipe' });
  // Who reads nothing may be gone before it is offered.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout: text(out), stderr: text(err) }));
  });
  return { child, ended, stdout: () => text(out), stderr: () => text(err) };
}

/** The command itself. */
export function startCli(args: readonly string[], options: Options): Running {
  return start(NODE, [CLI, ...args], options);
}

export function runCli(args: readonly string[], options: Options): Promise<Ended> {
  return startCli(args, options).ended;
}
