import { renderFuzz } from '../fuzz/render-fuzz.ts';
import { fuzz } from '../runs/fuzz.ts';
import type { FuzzFlags } from './fuzz.ts';
import { realWorld } from './real-world.ts';
import { stopSignals } from './stop-signals.ts';

const FOLDER = 'fixtures/counterexamples';
const EXIT_OF = { pass: 0, fail: 1, inconclusive: 3 } as const;
const RUNS = 300;

export async function runFuzz(flags: FuzzFlags, version: string): Promise<void> {
  const world = realWorld(version);
  const { signal, exitCode } = stopSignals();
  const seed = flags.seed ?? Math.floor(world.random() * 2 ** 31);
  const report = await fuzz(
    {
      wires: flags.wire ?? null,
      runs: flags.runs ?? RUNS,
      seed,
      path: flags.path ?? null,
      timeBudgetMs: flags.timeBudget === undefined ? null : flags.timeBudget * 1000,
      folder: FOLDER,
      signal,
      ...(process.stderr.isTTY && {
        onBatch: (runs: number) => process.stderr.write(`\r${runs} runs `),
      }),
    },
    world,
  );
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(
    flags.json === true ? `${JSON.stringify({ schemaVersion: 1, ...report })}\n` : renderFuzz(report),
  );
  process.exitCode = exitCode() ?? EXIT_OF[report.verdict];
}
