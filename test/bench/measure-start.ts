import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median.ts';
import type { Row } from './row.ts';
import { ENV } from './run-child.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const NOTHING = ['-e', '0'];
const SLOW_TO_LOAD = ['zod', 'yaml', 'ajv'];
const MOST_MS = 350;

function wallMs(args: readonly string[]): number {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env: ENV });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.toString()}`);
  return performance.now() - startedMs;
}

/** The packages that our own modules import when the command line is given these arguments. */
function packagesOf(args: readonly string[], folder: string): readonly string[] {
  const file = join(folder, 'packages');
  const hook = join(import.meta.dirname, 'list-packages.ts');
  const { status } = spawnSync(process.execPath, ['--import', hook, CLI, ...args], {
    env: { ...ENV, BENCH_PACKAGES: file },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((name) => name !== '');
}

function compareStarts(
  what: string,
  floor: readonly string[],
  own: readonly string[],
  most: number,
  pairs: number,
): Row {
  const [floors, owns]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair += 1) {
    floors.push(wallMs(floor));
    owns.push(wallMs(own));
  }
  const ratios = owns.map((ms, at) => ms / (floors[at] ?? 1));
  const ratio = median(ratios);
  return {
    what,
    bare: `${median(floors).toFixed(0)} ms`,
    own: `${median(owns).toFixed(0)} ms`,
    ratio,
    spread: `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
    goal: `<= ${most}x`,
    met: ratio <= most ? 'met' : 'NOT MET',
  };
}

function fact(what: string, own: string, goal: string, holds: boolean): Row {
  return { what, bare: '', own, ratio: null, spread: '', goal, met: holds ? 'met' : 'NOT MET' };
}

/** Starts of the command line: its version and help against bare Node, one case against its packages alone. */
export function measureStart(pairs: number, folder: string): readonly Row[] {
  const config = join(folder, 'llama-contract.config.yaml');
  const oneCase = [
    'verify',
    '--config',
    config,
    '--out',
    join(folder, 'start'),
    '--source',
    'simulate',
  ].concat(['--suite', 'one', '--target', 'openai', '--mode', 'send']);
  const helped = packagesOf(['verify', '--help'], folder);
  const used = packagesOf(oneCase, folder);
  const imports = used.map((name) => `import '${name}';`).join('');
  const script = ['--input-type=module', '-e', imports];
  const caseStart = compareStarts(
    'one case, offline; bare: its packages alone',
    script,
    [CLI, ...oneCase],
    1.5,
    pairs,
  );
  const oneMs = Number.parseFloat(caseStart.own);
  return [
    compareStarts('--version; bare: node -e 0', NOTHING, [CLI, '--version'], 1.6, pairs),
    compareStarts('verify --help; bare: node -e 0', NOTHING, [CLI, 'verify', '--help'], 2.5, pairs),
    caseStart,
    fact('one case, offline', caseStart.own, `<= ${MOST_MS} ms`, oneMs <= MOST_MS),
    fact(
      'packages that verify --help loads',
      helped.join(' '),
      `none of ${SLOW_TO_LOAD.join(', ')}`,
      !helped.some((name) => SLOW_TO_LOAD.includes(name.split('/', 1)[0] ?? '')),
    ),
    fact(
      'SDKs that one case on vLLM loads',
      used.filter((name) => name === 'openai' || name.startsWith('@aws-sdk/')).join(' '),
      'openai alone',
      used.includes('openai') && !used.some((name) => name.startsWith('@aws-sdk/')),
    ),
  ];
}
