import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';

const DEBIANS = '/usr/bin/redis-server';

/** Debian's, which CI installs; on another machine tests that need it say that they did not run. */
export const HAS_REDIS = existsSync(DEBIANS);

export interface RealRedis {
  readonly url: string;
  readonly port: number;
  /** One command, with what it answers as Redis spells it. */
  ask(...words: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A Redis of its own that keeps nothing on disk. */
export async function startRedis(...settings: readonly string[]): Promise<RealRedis> {
  return startRedisAt(await freePort(), ...settings);
}

/** Where one was before. */
export async function startRedisAt(port: number, ...settings: readonly string[]): Promise<RealRedis> {
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...settings];
  const child = spawn(DEBIANS, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((ready, failed) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Ready to accept connections')) ready();
    });
    child.on('exit', () => failed(new Error(printed)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    ask: (...words) => askRedis(port, words),
    async stop() {
      const ended = new Promise((over) => child.on('exit', over));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** https://redis.io/docs/latest/develop/reference/protocol-spec/, as far as QUIT ends what was said. */
function askRedis(port: number, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    for (const command of [words, ['QUIT']]) {
      const parts = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('');
      socket.write(`*${command.length}\r\n${parts}`);
    }
  });
}
