import { escapeTerminalLine } from '../../reports/text/escape-terminal.ts';
import { checkGate } from '../../runs/gate/check-gate.ts';
import { gate, type GateOptions } from '../../runs/gate/gate.ts';
import { serveGate } from '../../runs/gate/serve-gate.ts';
import type { GateFlags } from '../verbs/gate-verb.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printNote } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';

/** Serves the gates until a signal stops it; what was asked before is answered. */
export async function runServeGate(options: Omit<GateOptions, 'stage'>, flags: GateFlags): Promise<void> {
  const stages = await checkGate(options);
  const world = nodeWorld();
  const { signal } = stopSignals();
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const judging = new AbortController();
  const server = await serveGate(
    {
      judge: (stage) => gate({ ...options, stage }, world, judging.signal),
      stage: flags.stage ?? null,
      onCrash: (error) => printNote(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    },
    { host: flags.host ?? '127.0.0.1', port: flags.port ?? 0, clock: world.clock },
  );
  const { url } = server;
  const gates = stages.map((stage) => `${url}/gate/${stage}`);
  const flagger = `${url}/flagger`;
  const lines = [...gates.map((gateUrl) => `GET  ${gateUrl}`), `POST ${flagger}`];
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ schemaVersion: 1, url, gates, flagger })}\n`
      : `${lines.map(escapeTerminalLine).join('\n')}\n`,
  );
  await stopped;
  await server.close();
  // Nobody waits for it any more.
  judging.abort(new Error('the server was stopped'));
}
