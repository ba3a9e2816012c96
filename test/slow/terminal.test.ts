import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI, NODE, start } from '../e2e/run-cli.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';
import { SLOWLY } from './slow-run.ts';

/** Runs a command on a terminal of its own, 100 columns wide, types an answer at each question, and prints what the terminal was sent. */
const ON_A_TERMINAL = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 100, 0, 0))
    os.execv(sys.argv[1], sys.argv[1:])
answers = sys.stdin.buffer.read().split(b'|')
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
    if b'? ' in data and answers:
        os.write(terminal, answers.pop(0))
sys.stdout.buffer.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`${ESCAPE}\\[\\d+m`);
const SHOW_CURSOR = `${ESCAPE}[?25h`;
const HIDE_CURSOR = `${ESCAPE}[?25l`;

const SLOW = ['verify', '--faults', 'slow.yaml', '--concurrency', '1'];

async function onTerminal(args: readonly string[], env: Readonly<Record<string, string>>, answers = '') {
  const cwd = await writeProject({ ...SMALL, 'slow.yaml': SLOWLY });
  const command = [NODE, CLI, ...args];
  const terminal = { TERM: 'xterm-256color', ...env };
  const ended = await start('python3', ['-c', ON_A_TERMINAL, ...command], {
    cwd,
    env: terminal,
    input: answers,
  }).ended;
  return { ...ended, cwd, screen: ended.stdout.replaceAll('\r', '') };
}

it('a person sees each target move, in colour, and gets the cursor back', async () => {
  const { code, screen } = await onTerminal(SLOW, {});
  expect(code).toBe(0);
  for (const target of ['bedrock', 'watsonx', 'nim    ', 'vllm   ']) {
    expect(screen).toMatch(new RegExp(`${target} [█░]{20} [1-5]/6 · [\\d.]+/s · 0 failed`));
  }
  expect(screen.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(screen.lastIndexOf(HIDE_CURSOR));
  const result = screen.slice(screen.lastIndexOf(SHOW_CURSOR));
  expect(result).toContain(`${ESCAPE}[1m${ESCAPE}[32mPASS`);
  expect(result).not.toContain('░');
});

it('a person who wants no colours gets none, and sees the targets move all the same', async () => {
  const { screen } = await onTerminal(SLOW, { NO_COLOR: '1' });
  expect(screen).toMatch(/vllm {4}[█░]{20} [1-5]\/6/);
  expect(screen).not.toMatch(COLOUR);
});

it('a CI log on a terminal gets lines alone', async () => {
  const { code, screen } = await onTerminal(SLOW, { CI: 'true' });
  expect(code).toBe(0);
  expect(screen).not.toContain(ESCAPE);
});

it('a run that cannot go on gives the cursor back too', async () => {
  const { code, screen } = await onTerminal(['verify', '--resume', 'nothing-of-that-name'], {});
  expect(code).toBe(2);
  expect(screen).toContain('error: no run is called nothing-of-that-name');
  expect(screen.lastIndexOf(HIDE_CURSOR)).toBeLessThanOrEqual(screen.lastIndexOf(SHOW_CURSOR));
});

it('a person who begins a project says which CI is to run it, and is asked again for what is none', async () => {
  const begun = await onTerminal(['init', 'new'], {}, 'jenkins\n|github\n');
  expect(begun.code).toBe(0);
  expect(begun.screen.match(/Which CI is to run it/g)).toHaveLength(2);
  expect(existsSync(join(begun.cwd, 'new/.github'))).toBe(true);
  expect(existsSync(join(begun.cwd, 'new/.gitlab-ci.yml'))).toBe(false);
});

it.each([
  ['the end of input', '\u0004'],
  ['an interrupt', '\u0003'],
])('a person who answers with %s has nothing written', async (_what, key) => {
  const { code, screen, cwd } = await onTerminal(['init', 'new'], {}, key);
  expect([code, existsSync(join(cwd, 'new'))]).toEqual([130, false]);
  expect(screen).toContain('nothing was written');
});
