import { EXIT_CODES } from '../../contract/exit-code.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderCapture } from '../../reports/verbs/render-capture.ts';
import { captureSuite } from '../../runs/shadow/capture-suite.ts';
import { nodeWorld } from '../machine/node-world.ts';
import type { ShadowFlags } from '../verbs/shadow-verb.ts';

/** Writes a draft of a suite, of live requests that are kept already: nothing is asked. */
export async function runCapture(flags: ShadowFlags, most: number): Promise<void> {
  const { config, out, migration = null, suite, seed } = flags;
  const captured = await captureSuite({ config, out, migration, most, suite, seed }, nodeWorld());
  const exitCode = EXIT_CODES.pass;
  process.stdout.write(
    flags.json === true
      ? `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, ...captured }))}\n`
      : renderCapture(captured),
  );
}
