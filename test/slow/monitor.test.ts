import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { monitorOutputSchema } from '../../src/contract/outputs/monitor-output.ts';
import { runCli, startCli, type Ended } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';

const FAULTS = { faults: [{ match: { target: 'vllm' }, wire: 'html' }] };
const ONCE = ['monitor', '--once', '--target', 'vllm', 'nim', '--json'];

/** A receiver that says nothing to whoever posts, and keeps what was posted. */
const posted: string[] = [];
const receiver = createServer((request: IncomingMessage, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    posted.push(Buffer.concat(pieces).toString('utf8'));
    response.writeHead(204).end();
  });
});
let webhook: string;
let cwd: string;

beforeAll(async () => {
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const address = receiver.address();
  if (typeof address !== 'object' || address === null) throw new Error('nothing listens');
  webhook = `http://127.0.0.1:${address.port}/hook/s3cr3t-path`;
  cwd = await writeProject({ ...SMALL, 'faults.yaml': FAULTS });
});

afterAll(() => {
  receiver.close();
});

function stateOf(stdout: string) {
  return monitorOutputSchema.parse(JSON.parse(stdout));
}

/** Of a process that has loaded what it needs already: nothing here is about how a process begins or ends. */
async function runLoaded(args: readonly string[], where = cwd): Promise<Omit<Ended, 'signal'>> {
  const [ended] = await runMany([{ cwd: where, args }], { ALARMS_URL: webhook });
  if (ended === undefined) throw new Error('a command line comes to something');
  return ended;
}

/** One probe, by a process of its own. */
function probe(args: readonly string[], url = webhook): Promise<Ended> {
  return runCli([...ONCE, ...args], { cwd, env: { ALARMS_URL: url } });
}

describe('monitor', () => {
  it('is quiet, then pages, then is quiet again, posts what changed alone, and shows Prometheus how it stands', async () => {
    const where = ['--webhook-env', 'ALARMS_URL', '--prometheus', 'm.prom'];
    const faulty = [...where, '--faults', 'faults.yaml'];
    const quiet = await probe(where);
    expect([quiet.code, stateOf(quiet.stdout).verdict]).toEqual([0, 'quiet']);
    expect(posted).toEqual([]);

    const loud = await probe(faulty);
    const state = stateOf(loud.stdout);
    expect([loud.code, state.verdict, state.isSynthetic]).toEqual([1, 'alarm', true]);
    expect(state.raised.map(({ target, kind, indicator }) => [target, kind, indicator])).toEqual([
      ['vllm', 'burn', 'error'],
      ['vllm', 'burn', 'retry'],
    ]);
    const text = await readFile(join(cwd, 'm.prom'), 'utf8');
    expect(text).toMatch(
      /^llama_contract_monitor_alarm\{target="vllm",kind="burn",indicator="error",severity="page"\} 1$/m,
    );
    expect(text).toMatch(/^llama_contract_monitor_bad_requests\{target="nim",indicator="error"\} 0$/m);

    const again = await probe(faulty);
    expect([again.code, stateOf(again.stdout).raised]).toEqual([1, []]);
    const bodies = posted.map((body) =>
      z.looseObject({ raised: z.array(z.unknown()) }).parse(JSON.parse(body)),
    );
    expect(bodies.map(({ raised }) => raised.length)).toEqual([2]);
    // Whoever knows the address may post there.
    for (const { stdout, stderr } of [quiet, loud, again]) expect(stdout + stderr).not.toContain('s3cr3t');
  });

  it('tells an alarm that could not be posted with the next probe, and once', async () => {
    const taken = createServer();
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    const gone = taken.address();
    taken.close();
    if (typeof gone !== 'object' || gone === null) throw new Error('nothing listened');
    const args = ['--out', 'deaf', '--faults', 'faults.yaml', '--webhook-env', 'ALARMS_URL'];
    const before = posted.length;
    const unheard = await probe(args, `http://127.0.0.1:${gone.port}/s3cr3t-path`);
    expect([unheard.code, unheard.stderr]).toEqual([
      1,
      expect.stringContaining('the next probe tells it again'),
    ]);
    expect(unheard.stderr).not.toContain('s3cr3t');
    await probe(args);
    expect(posted.length).toBe(before + 1);
    await runLoaded(['monitor', '--status', '--out', 'deaf', '--webhook-env', 'ALARMS_URL']);
    expect(posted.length).toBe(before + 1);
  });

  it('says how it stands without asking, and that a probe is missing', async () => {
    const status = await runLoaded(['monitor', '--status', '--json']);
    expect(stateOf(status.stdout).targets.map(({ windows }) => windows)).toEqual([3, 3]);
    expect(status.code).toBe(1);
    const none = await runLoaded(['monitor', '--status', '--out', 'elsewhere']);
    expect([none.code, none.stdout.split('\n')[0]]).toEqual([3, 'ABSENT  nothing new is known']);
  });

  it('asks nothing that may go beyond the tokens of a day, and says so', async () => {
    const { code, stderr, stdout } = await runLoaded([...ONCE, '--max-tokens-per-day', '10']);
    expect(stderr).toMatch(
      /^nothing was asked: \d+ tokens are spent today and the next probe may take \d+, of 10 a day$/m,
    );
    expect(stateOf(stdout).targets.map(({ windows }) => windows)).toEqual([3, 3]);
    expect(code).toBe(1);
    const poor = ['--target', 'nim', '--json', '--max-tokens-per-day', '10'];
    const quiet = await runLoaded(['monitor', '--once', ...poor]);
    const { verdict, exitCode } = stateOf(quiet.stdout);
    expect([quiet.code, verdict, exitCode]).toEqual([3, 'quiet', 3]);
  });

  it('lets one of two that ask at once spend what a day has left for one', async () => {
    const args = ['--state', 'two.jsonl'];
    const spent = stateOf((await probe(args)).stdout).tokensToday ?? 0;
    const capped = [...args, '--max-tokens-per-day', String(2 * spent + 1)];
    const both = await Promise.all([probe(capped), probe(capped)]);
    expect(new Set(both.map(({ code }) => code))).toEqual(new Set([0, 3]));
    const status = await runLoaded(['monitor', '--status', ...args, '--target', 'nim', '--json']);
    expect(stateOf(status.stdout).tokensToday).toBe(2 * spent);
  });

  it('posts an alarm that comes once, also where Prometheus cannot be told, and prints one object', async () => {
    const before = posted.length;
    const lost = ['--state', 'lost.jsonl', '--prometheus', 'no/such/folder/m.prom'];
    const args = [...ONCE, ...lost, '--webhook-env', 'ALARMS_URL', '--faults', 'faults.yaml'];
    const { code, stdout, stderr } = await runLoaded(args);
    expect([code, posted.length - before]).toEqual([1, 1]);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 1, verdict: 'alarm' });
    expect(stderr).toContain('no/such/folder/m.prom');
    // What is quiet, and cannot be told, is not passed for well.
    const quiet = await runLoaded([
      ...ONCE,
      '--state',
      'calm.jsonl',
      '--prometheus',
      'no/such/folder/m.prom',
    ]);
    expect([quiet.code, stateOf(quiet.stdout).verdict]).toEqual([3, 'quiet']);
    for (const [state, exitCode] of [
      ['lost.jsonl', 1],
      ['calm.jsonl', 2],
    ] as const) {
      const where = ['--state', state, '--prometheus', 'no/such/folder/m.prom'];
      const status = await runLoaded(['monitor', '--status', '--json', ...where]);
      expect([status.code, JSON.parse(status.stdout)]).toMatchObject([exitCode, { exitCode }]);
    }
  });

  it('asks what a row of the configuration says, keeps what it saw apart, and does otherwise where a flag says so', async () => {
    const night = { id: 'night', targets: ['vllm', 'nim'], suites: ['small'], mode: 'send' };
    const monitors = [{ ...night, everyMinutes: 30, objective: 0.98, webhookEnv: 'ALARMS_URL' }];
    const own = await writeProject({
      ...SMALL,
      'llama-contract.config.yaml': { ...CONFIG, monitors },
      'llama-contract.two.yaml': { ...CONFIG, monitors: [...monitors, { id: 'day', tokensPerDay: 1 }] },
      'faults.yaml': FAULTS,
    });
    const ask = (...args: readonly string[]) => runLoaded(['monitor', ...args, '--json'], own);
    const before = posted.length;
    const named = await ask('night', '--once', '--faults', 'faults.yaml');
    const state = stateOf(named.stdout);
    expect([named.code, state.everyMinutes, state.objective]).toEqual([1, 30, 0.98]);
    expect(state.targets.map(({ target }) => target)).toEqual(['nim', 'vllm']);
    const planned = state.targets[0]?.newest.planned ?? 0;
    expect(posted.length).toBe(before + 1);
    // The only one need not be named.
    const other = await ask(
      '--once',
      '--target',
      'nim',
      '--mode',
      'both',
      '--every',
      '45',
      '--objective',
      '99',
    );
    const { everyMinutes, objective, targets } = stateOf(other.stdout);
    expect([everyMinutes, objective]).toEqual([45, 0.99]);
    expect(targets.map(({ newest }) => newest.planned)).toEqual([2 * planned]);
    expect((await readFile(join(own, 'reports/monitors/night.jsonl'), 'utf8')).split('\n').length).toBe(4);

    const which = await ask('--status', '--config', 'llama-contract.two.yaml');
    expect([which.code, which.stderr]).toEqual([
      2,
      expect.stringContaining('mend: name one: monitor night, monitor day'),
    ]);
    const typo = await ask('nihgt', '--status');
    expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('did you mean "night"?')]);
  });

  it.each([
    [['--objective', '80'], 'leaves no budget that could burn'],
    [['--webhook-env', 'NOT_SET'], 'the environment variable NOT_SET is not set'],
    [['--source', 'replay'], 'a recording is not watched'],
    [['--target', 'nobody'], 'unknown target "nobody"'],
  ])('refuses %j', async (args, why) => {
    const { code, stderr } = await runLoaded(['monitor', '--once', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
  });

  it('refuses a webhook that could never be posted to, without its password', async () => {
    const url = 'http://user:s3cr3t@127.0.0.1:9/';
    const { code, stderr } = await probe(['--webhook-env', 'ALARMS_URL'], url);
    expect([code, stderr]).toEqual([2, expect.stringContaining('has a user or a password')]);
    expect(stderr).not.toContain('s3cr3t');
  });

  it('refuses a state that somebody edited, with its line, and asks nothing', async () => {
    const file = join(cwd, 'reports/monitor.jsonl');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"bad":0', '"bad":1'));
    const before = await readdir(join(cwd, 'reports'));
    const { code, stderr } = await runLoaded(ONCE);
    expect(await readdir(join(cwd, 'reports'))).toEqual(before);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('line 1 of the state of the monitor is not what it was'),
    ]);
    const [first = ''] = text.split('\n');
    await writeFile(file, `${first}\n${text}`);
    const twice = await runLoaded(['monitor', '--status']);
    expect([twice.code, twice.stderr]).toEqual([
      2,
      expect.stringContaining('line 2 of the state of the monitor says'),
    ]);
    await writeFile(file, text);
  });

  it('never exits with 2 after it asked: a state that cannot be written is no verdict', async () => {
    // Where the new file is to be written beside the old one there is a folder.
    await mkdir(join(cwd, 'blocked/monitor.jsonl.tmp'), { recursive: true });
    const { code, stderr } = await runLoaded([...ONCE, '--state', 'blocked/monitor.jsonl']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('blocked/monitor.jsonl')]);
  });

  it('stays without --once, and ends when it is told to', async () => {
    const running = startCli(['monitor', '--every', '1', '--target', 'nim', '--out', 'stays'], { cwd });
    while (!running.stdout().includes('QUIET')) {
      if (running.child.exitCode !== null) throw new Error(running.stderr());
      await new Promise((over) => setTimeout(over, 50));
    }
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(143);
  });
});
