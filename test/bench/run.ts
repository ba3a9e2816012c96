// npm run bench [-- --wire openai --mode send --pairs 5 --send 20000 --stream 5000 --memory --start]
import { fork, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDecoding } from './decode.ts';
import type { Measured } from './measure.ts';
import { writeProject } from './write-project.ts';
import { CONCURRENCY, TOKEN, WIRES, type BenchWire } from './wires.ts';

const { values } = parseArgs({
  options: {
    wire: { type: 'string', multiple: true },
    mode: { type: 'string', multiple: true },
    pairs: { type: 'string', default: '5' },
    send: { type: 'string', default: '20000' },
    stream: { type: 'string', default: '5000' },
    memory: { type: 'boolean', default: false },
    start: { type: 'boolean', default: false },
    speed: { type: 'boolean', default: false },
    normalize: { type: 'boolean', default: false },
    fuzz: { type: 'boolean', default: false },
    decode: { type: 'boolean', default: false },
  },
});
const everything =
  !values.memory && !values.start && !values.speed && !values.normalize && !values.decode && !values.fuzz;
const here = import.meta.dirname;
const env = { ...process.env, BENCH_TOKEN: TOKEN, BENCH_KEY_ID: 'AKIABENCH', BENCH_SECRET: 'bench-secret' };

function child(script: string, args: readonly string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const process = fork(join(here, script), args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let measured: Measured | null = null;
    process.on('message', (message: Measured) => {
      measured = message;
    });
    process.on('exit', (code) =>
      measured === null ? reject(new Error(`${script} ended with ${code}`)) : resolve(measured),
    );
  });
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const mock = fork(join(here, 'mock-server.ts'), { env });
const url = await new Promise<string>((resolve) => {
  mock.once('message', (message: { port: number }) => resolve(`http://127.0.0.1:${message.port}`));
});
const folder = writeProject(url);

async function speed(): Promise<void> {
  const wires = WIRES.filter((wire) => values.wire === undefined || values.wire.includes(wire));
  console.log(`CPU a request of this process, medians of ${values.pairs} pairs, concurrency ${CONCURRENCY}`);
  for (const wire of wires) {
    for (const mode of ['send', 'stream'].filter(
      (one) => values.mode === undefined || values.mode.includes(one),
    )) {
      await compare(wire, mode, mode === 'send' ? values.send : values.stream);
    }
  }
}

async function compare(wire: BenchWire, mode: string, n: string): Promise<void> {
  const bare: Measured[] = [];
  const own: Measured[] = [];
  for (let pair = 0; pair < Number(values.pairs); pair += 1) {
    bare.push(await child('bare-loop.ts', [wire, mode, n, url]));
    own.push(await child('own-run.ts', [wire, mode, n, folder]));
  }
  const ratios = own.map((one, at) => one.cpuMsPerExchange / (bare[at]?.cpuMsPerExchange ?? 1));
  const cpu = (list: readonly Measured[]): string =>
    median(list.map((one) => one.cpuMsPerExchange)).toFixed(3);
  const mb = (list: readonly Measured[]): string => median(list.map((one) => one.peakMb)).toFixed(0);
  console.log(
    `${wire.padEnd(8)} ${mode.padEnd(6)} n ${n.padStart(6)}  bare ${cpu(bare)} ms ${mb(bare)} MB  ` +
      `verify ${cpu(own)} ms ${mb(own)} MB  ratio ${median(ratios).toFixed(2)} [${ratios.map((one) => one.toFixed(2)).join(' ')}]`,
  );
}

async function memory(): Promise<void> {
  const peaks = [];
  for (const n of ['20000', '50000']) {
    const { peakMb } = await child('own-run.ts', ['openai', 'send', n, folder]);
    peaks.push(peakMb);
    console.log(`peak memory of ${n} exchanges: ${peakMb.toFixed(0)} MB`);
  }
  console.log(`ratio ${((peaks[1] ?? 0) / (peaks[0] ?? 1)).toFixed(2)}`);
}

function start(): void {
  const cli = join(here, '../../dist/cli.js');
  const wall = (args: readonly string[]): number => {
    const startedMs = performance.now();
    const { status } = spawnSync(process.execPath, args, { env });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
    return performance.now() - startedMs;
  };
  const packages = [
    'zod',
    'ajv/dist/2020.js',
    'ajv-formats',
    'yaml',
    'undici',
    'openai',
    'commander',
    'eventsource-parser',
    'canonicalize',
  ];
  const imports = packages.map((name) => `import '${name}';`).join('');
  const suite = [
    'verify',
    '--config',
    join(here, '../../llama-contract.config.yaml'),
    '--target',
    'vllm-scout',
    '--suite',
    'extraction',
    '--tag',
    'core',
    '--out',
    join(folder, 'start'),
  ];
  const runs: Readonly<Record<string, readonly string[]>> = {
    'bare node': ['-e', '0'],
    '--version': [cli, '--version'],
    'verify --help': [cli, 'verify', '--help'],
    'the same packages': ['--input-type=module', '-e', imports],
    'one-case verify': [cli, ...suite],
  };
  const bare: number[] = [];
  for (const [name, args] of Object.entries(runs)) {
    const ratios: number[] = [];
    const times: number[] = [];
    for (let pair = 0; pair < 11; pair += 1) {
      const floor = wall(['-e', '0']);
      const time = wall(args);
      bare.push(floor);
      times.push(time);
      ratios.push(time / floor);
    }
    console.log(
      `${name.padEnd(18)} ${median(times).toFixed(0).padStart(5)} ms  ${median(ratios).toFixed(2)}x bare node (${median(bare).toFixed(0)} ms)`,
    );
  }
}

function fuzz(): void {
  spawnSync(process.execPath, [join(here, 'fuzz.ts')], { env, stdio: 'inherit' });
}

function normalize(): void {
  spawnSync(process.execPath, [join(here, 'normalize.ts')], { env, stdio: 'inherit' });
}

try {
  if (everything || values.speed) await speed();
  if (everything || values.memory) await memory();
  if (everything || values.start) start();
  if (everything || values.normalize) normalize();
  if (everything || values.fuzz) fuzz();
  if (everything || values.decode) await benchDecoding();
} finally {
  mock.kill();
  rmSync(folder, { recursive: true, force: true });
}
