import { EXIT_CODES } from '../../contract/exit-code.ts';
import { describeAccounts } from '../../reports/words/describe-shadow.ts';
import { escapeJson, escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import type { SealedShadow } from '../../runs/shadow/seal-shadow.ts';
import { shadowSink } from '../../runs/shadow/shadow-sink.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';
import type { ShadowFlags } from '../verbs/shadow-verb.ts';
import { stopSignals } from '../machine/stop-signals.ts';

/** Takes live requests until a signal stops it, or as many were asked as may; what is being asked then is ended. */
export async function runShadowSink(flags: ShadowFlags): Promise<void> {
  const print = (line: object, text: string): void => {
    const json = escapeJson(JSON.stringify({ schemaVersion: 1, ...line }));
    process.stdout.write(flags.json === true ? `${json}\n` : `${escapeTerminalLine(text)}\n`);
  };
  const sink = await shadowSink(
    {
      config: flags.config,
      out: flags.out,
      migration: flags.migration ?? null,
      source: flags.source ?? null,
      seed: flags.seed,
      faults: await givenFaults(flags.faults),
      most: flags.requests ?? null,
      host: flags.host,
      port: flags.port,
    },
    { ...nodeWorld(), argv: ['llama-contract', ...process.argv.slice(2)] },
    (sealed) => print(sealedJson(sealed), sealedText(sealed)),
  );
  // Whoever reads what is printed may send a signal at once.
  const { signal } = stopSignals();
  const stopped = new Promise<void>((resolve) => {
    for (const each of [signal, sink.over]) each.addEventListener('abort', () => resolve(), { once: true });
    if (sink.over.aborted) resolve();
  });
  printProblems(sink.warnings);
  const { url, migration, source } = sink;
  const synthetic = source === 'simulate' ? '  SYNTHETIC: a simulator answers' : '';
  print(
    { what: 'listening', url, migration: migration.id, source },
    `live requests of ${migration.id} may be mirrored to ${url}${synthetic}`,
  );
  await stopped;
  const accounts = await sink.close();
  const failure = sink.failure();
  const exitCode = failure === null ? EXIT_CODES.pass : EXIT_CODES.inconclusive;
  if (failure !== null) printProblems(failure.problems);
  print({ what: 'ended', exitCode, accounts }, describeAccounts(accounts));
  process.exitCode = exitCode;
}

function sealedJson({ folder, report, accounts }: SealedShadow): object {
  return { what: 'run', run: report.identity.run, folder, accounts };
}

function sealedText({ folder, accounts }: SealedShadow): string {
  return `run ${folder}: ${describeAccounts(accounts)}`;
}
