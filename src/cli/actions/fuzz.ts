import { whyNoHeaderValue } from '../../config/header-text.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { plain, renderFuzz, type FuzzReport } from '../../fuzz/render-fuzz.ts';
import { fuzzAgainst } from '../../runs/fuzz/fuzz-against.ts';
import { fuzz } from '../../runs/fuzz/fuzz.ts';
import { readGivenHeaders } from '../../runs/fuzz/read-given-headers.ts';
import type { RunWorld } from '../../runs/run-world.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printNote } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import type { FuzzFlags } from '../verbs/short-verbs.ts';

/** Counterexamples of our own wires lie with our fixtures, those of a gateway with the project of whoever judges it. */
const FOLDERS = { memory: 'fixtures/counterexamples', gateway: 'counterexamples' } as const;
const RUNS = { memory: 300, gateway: 60 } as const;
/** How long a person has to point the gateway at the simulator. */
const GATEWAY_PATIENCE_MS = 60_000;
/** What each stall of the upstream costs: it is waited for in real time. */
const STALL_MS = 1_000;

export async function runFuzz(flags: FuzzFlags): Promise<void> {
  checkFlags(flags);
  const world = nodeWorld();
  const { signal, exitCode } = stopSignals();
  const seed = flags.seed ?? Math.floor(world.random() * 2 ** 31);
  const shared = {
    seed,
    signal,
    timeBudgetMs: flags.timeBudget === undefined ? null : flags.timeBudget * 1000,
    ...(process.stderr.isTTY && { onBatch: (runs: number) => process.stderr.write(`\r${runs} runs `) }),
  };
  const report =
    flags.against === undefined
      ? await fuzz(
          {
            ...shared,
            wires: flags.wire ?? null,
            runs: flags.runs ?? RUNS.memory,
            path: flags.path ?? null,
            folder: FOLDERS.memory,
          },
          world,
        )
      : await against(flags.against, flags, shared, world);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  print(report, flags);
  process.exitCode = exitCode() ?? EXIT_CODES[report.verdict];
}

function print(report: FuzzReport, { json }: FuzzFlags): void {
  process.stdout.write(
    json === true ? `${JSON.stringify({ schemaVersion: 1, ...report })}\n` : renderFuzz(report),
  );
}

async function against(
  url: string,
  flags: FuzzFlags,
  shared: Pick<Parameters<typeof fuzzAgainst>[0], 'seed' | 'signal' | 'timeBudgetMs'>,
  world: RunWorld,
): Promise<FuzzReport> {
  return fuzzAgainst(
    {
      ...shared,
      url,
      upstreamPort: flags.upstreamPort,
      model: flags.model ?? null,
      apiKey: readKey(flags.apiKeyEnv, world.env),
      apiKeyEnv: flags.apiKeyEnv ?? null,
      headers: readGivenHeaders(flags.header, world.env),
      runs: flags.runs ?? RUNS.gateway,
      path: flags.path ?? null,
      folder: FOLDERS.gateway,
      patienceMs: GATEWAY_PATIENCE_MS,
      stallMs: STALL_MS,
      announce: (upstream) =>
        printNote(`the simulator listens on ${upstream}: make it the upstream of ${url}`),
      onWaiting: (answer) =>
        printNote(`waiting: nothing came up yet, and ${url} answered ${plain(answer).slice(0, 200)}`),
    },
    world.clock,
  );
}

function readKey(name: string | undefined, env: RunWorld['env']): string | null {
  if (name === undefined) return null;
  const key = env[name];
  const why = key === undefined ? null : whyNoHeaderValue(key);
  if (why !== null) {
    throw new InputError([
      problem(`the environment variable ${name} ${why}: no header can carry it`, 'copy the key once more'),
    ]);
  }
  if (key !== undefined && key !== '') return key;
  throw new InputError([
    problem(`the environment variable ${name} is not set`, 'set it, or leave --api-key-env out'),
  ]);
}

/** Flags that mean nothing together. */
function checkFlags(flags: FuzzFlags): void {
  const problems = [
    ...(flags.path !== undefined && flags.seed === undefined
      ? [problem('--path needs the seed that was printed with it', 'add --seed N')]
      : []),
    ...(flags.path !== undefined && (flags.runs !== undefined || flags.timeBudget !== undefined)
      ? [problem('--path is one case: --runs and --time-budget do not go with it', 'leave them out')]
      : []),
    ...(flags.against !== undefined && flags.wire !== undefined
      ? [problem('--against judges one gateway: --wire does not go with it', 'leave one of them out')]
      : []),
    ...(flags.against === undefined &&
    (flags.model !== undefined ||
      flags.apiKeyEnv !== undefined ||
      flags.upstreamPort !== 0 ||
      flags.header.length > 0)
      ? [
          problem(
            '--model, --api-key-env, --header and --upstream-port are for --against',
            'add --against URL, or leave them out',
          ),
        ]
      : []),
  ];
  if (problems.length > 0) throw new InputError(problems);
}
