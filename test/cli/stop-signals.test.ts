import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NODE, ROOT, start } from '../e2e/run-cli.ts';

/** Says when it listens and when it was asked to stop, and goes on until it is ended. */
const LISTENER = `
  import { stopSignals } from ${JSON.stringify(join(ROOT, 'src/cli/machine/stop-signals.ts'))};
  const { signal, exitCode } = stopSignals();
  signal.addEventListener('abort', () => console.log('asked to stop, to end with ' + exitCode()));
  setInterval(() => {}, 60_000);
  console.log('listening');
`;

it.each([
  ['SIGINT', 130, 'SIGTERM', 143],
  ['SIGTERM', 143, 'SIGINT', 130],
  ['SIGHUP', 129, 'SIGINT', 130],
  ['SIGINT', 130, 'SIGINT', 130],
] as const)(
  '%s asks to stop with %d, and a %s after it ends at once with %d',
  async (first, asked, second, code) => {
    const running = start(NODE, ['--input-type=module', '--eval', LISTENER], { cwd: ROOT });
    const heard = async (): Promise<unknown> =>
      running.child.stdout === null ? null : once(running.child.stdout, 'data');
    await heard();
    running.child.kill(first);
    await heard();
    running.child.kill(second);
    expect(await running.ended).toEqual({
      code,
      signal: null,
      stdout: `listening\nasked to stop, to end with ${asked}\n`,
      stderr: '',
    });
  },
);
