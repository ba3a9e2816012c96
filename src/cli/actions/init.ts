import { createInterface } from 'node:readline/promises';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderBegun } from '../../reports/verbs/render-begun.ts';
import { init, type Ci } from '../../runs/init.ts';
import { CI_CHOICES, type InitFlags } from '../verbs/init-verb.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import { isInteractive } from '../output/terminal.ts';

type Choice = (typeof CI_CHOICES)[number];

const CIS: Readonly<Record<Choice, readonly Ci[]>> = {
  github: ['github'],
  gitlab: ['gitlab'],
  both: ['github', 'gitlab'],
  none: [],
};

export async function runInit(folder: string, { ci, yes, json }: InitFlags): Promise<void> {
  const asks = yes !== true && json !== true && process.stdin.isTTY && isInteractive(process.stderr);
  const choice = ci ?? (asks ? await askCi() : 'both');
  // Whoever leaves the question wants nothing written.
  if (choice === null) return;
  const begun = await init({ folder, cis: CIS[choice] });
  process.stdout.write(
    json === true ? `${escapeJson(JSON.stringify({ schemaVersion: 1, ...begun }))}\n` : renderBegun(begun),
  );
}

/** Asks until it is answered; null, and the exit code set, where a person leaves instead. */
async function askCi(): Promise<Choice | null> {
  const stop = stopSignals();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const left = new Promise<null>((resolve) => void terminal.once('close', () => resolve(null)));
  try {
    for (;;) {
      const question = terminal.question(`Which CI is to run it? ${CI_CHOICES.join(', ')} [both] `, {
        signal: stop.signal,
      });
      const answer = await Promise.race([question.catch(() => null), left]);
      if (answer === null) {
        process.stderr.write('\nnothing was written\n');
        process.exitCode = stop.exitCode() ?? 130;
        return null;
      }
      const word = answer.trim().toLowerCase();
      const choice = word === '' ? 'both' : CI_CHOICES.find((each) => each === word);
      if (choice !== undefined) return choice;
    }
  } finally {
    terminal.close();
  }
}
