import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listRuns } from '../../src/store/run/find-run.ts';
import type { Ended } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { readIds } from '../e2e/verify-project.ts';

type Result = Pick<Ended, 'code' | 'stdout' | 'stderr'>;

const HOME = 'conf/my config.yaml';
const OUT = ['--out', 'kept runs'];
const CONFIG_FLAG = ['--config', HOME];
const FAULTS = {
  faults: [
    { match: { target: 'vllm', prompt: 'plain-word', mode: 'send' }, answer: 'usage', value: 0 },
    { match: { target: 'nim', prompt: 'tool-call' }, wire: 'error-body', error: { kind: 'overloaded' } },
  ],
};

/** Of them, those that strike `vllm`: a run refuses faults for whom it does not ask. */
const OWN = { faults: FAULTS.faults.slice(0, 1) };

let cwd = '';

beforeAll(async () => {
  const config = { ...CONFIG, targets: [VLLM, NIM], defaults: { maxRetries: 0 } };
  const moved = Object.entries(SMALL).map(([path, content]) => [`conf/${path}`, content]);
  cwd = await writeProject({
    ...Object.fromEntries(moved),
    [HOME]: config,
    'faults.yaml': FAULTS,
    'own.yaml': OWN,
  });
});

async function run(...lines: readonly (readonly string[])[]): Promise<readonly Result[]> {
  return runMany(lines.map((args) => ({ cwd, args })));
}

const verify = (...flags: readonly string[]): readonly string[] => [
  'verify',
  ...CONFIG_FLAG,
  ...OUT,
  ...flags,
];
const BROKEN = verify('--faults', 'faults.yaml');
const GREEN = verify();

/** The words that a shell makes of a command. */
function words(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

const runOf = ({ stdout }: Result): string => JSON.parse(stdout).run;

/** The ids that the newest run recorded. */
async function newestIds(): Promise<readonly string[]> {
  return (await readIds(await newestRun())).toSorted();
}

describe('printed commands', () => {
  it('show what they were printed for, whatever ran since', async () => {
    const [broken] = await run([...BROKEN, '--reporter', 'markdown'], GREEN);
    const printed = [...(broken?.stdout ?? '').matchAll(/^ +(npx llama-contract show .*)$/gm)].map(
      ([, command = '']) => command,
    );
    expect(printed).toHaveLength(2);
    const shown = await run(...printed.map((command) => words(command).slice(2)));
    expect(shown.map(({ code, stdout }) => [code, stdout.split('  ')[0]])).toEqual([
      [0, 'ERRORED'],
      [0, 'FAILED'],
    ]);
    // The configuration is found too: a request can be repeated with its credentials by name.
    const [curl] = await run([...words(printed[1] ?? '').slice(2), '--curl']);
    expect(curl?.stdout).toContain('$TEST_VLLM_TOKEN');
    const folder = /run +(kept runs\/\S+)/.exec(broken?.stdout ?? '')?.[1] ?? '';
    const report = await readFile(join(cwd, folder, 'report.md'), 'utf8');
    expect(printed.filter((command) => !report.includes(command))).toEqual([]);
  });
});

/** The ids of the exchanges that were shown whole. */
const shownWhole = (result: Result | undefined): readonly (string | undefined)[] =>
  [...(result?.stdout ?? '').matchAll(/^(?:FAILED|ERRORED) {2}(\S+)/gm)].map(([, id]) => id);

describe('show --failed', () => {
  it('lists what failed or errored in a run, and shows the first of it', async () => {
    const [broken] = await run([...BROKEN, '--json']);
    const flags = [
      'show',
      '--failed',
      ...OUT,
      '--run',
      runOf(broken ?? { code: 0, stdout: '{}', stderr: '' }),
    ];
    const [all, first, json] = await run(flags, [...flags, '--limit', '1'], [...flags, '--json']);
    const ids = ['nim/tool-call/send/1', 'nim/tool-call/stream/1', 'vllm/plain-word/send/1'];
    expect(all?.stdout).toMatch(/^3 of 12 recorded exchanges failed or errored in run \S+\n/);
    const listed = [...(all?.stdout ?? '').matchAll(/^ {2}(\S+) +(failed|errored) /gm)].map(([, id]) => id);
    expect(listed).toEqual(ids);
    expect(shownWhole(all)).toEqual(ids);
    expect(shownWhole(first)).toEqual(ids.slice(0, 1));
    expect(first?.stdout).toContain('2 more are not shown whole: --limit 3');
    const { exchanges, shown: whole } = JSON.parse(json?.stdout ?? '');
    expect(exchanges.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([
      [ids[0], 'errored'],
      [ids[1], 'errored'],
      [ids[2], 'failed'],
    ]);
    expect(whole.map(({ record }: { record: { id: string } }) => record.id)).toEqual(ids);
  });

  it('has nothing to show of a green run, which is no error', async () => {
    const [, none] = await run(GREEN, ['show', '--failed', ...OUT]);
    expect([none?.code, none?.stdout]).toEqual([
      0,
      expect.stringMatching(/^0 of 12 recorded exchanges failed or errored in run \S+\n$/),
    ]);
  });

  it('refuses flags that mean nothing together, with their mend', async () => {
    const rows: readonly (readonly [readonly string[], string])[] = [
      [['show'], 'give its id, as reports name it, or --failed'],
      [['show', 'vllm/plain-word/send/1', '--failed'], 'leave one of them out'],
      [['show', '--failed', '--curl'], 'give the id of an exchange'],
      [['show', 'vllm/plain-word/send/1', '--limit', '2'], 'add --failed, or leave it out'],
      [['show', '--failed', '--limit', '0'], 'It must be 1 or more.'],
      [['show', '--failed', '--out', 'empty'], 'run `npx llama-contract verify` first'],
    ];
    const refused = await run(...rows.map(([args]) => args));
    expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual(rows.map(() => [2, '']));
    expect(rows.filter(([, mend], at) => refused[at]?.stderr.includes(mend) !== true)).toEqual([]);
  });
});

describe('verify --prompt', () => {
  it('asks these prompts alone, and goes on with no other', async () => {
    const chosen = verify('--prompt', 'plain-word', 'tool-call', '--target', 'vllm', '--json');
    const [asked] = await run([...chosen, '--bail', '--faults', 'own.yaml', '--concurrency', '1']);
    const resumed = ['--faults', 'own.yaml', '--concurrency', '1', '--resume', runOf(asked ?? never)];
    const other = verify('--prompt', 'plain-word', 'json-note', '--target', 'vllm', ...resumed);
    const [refused, gone] = await run(other, [...chosen, ...resumed]);
    expect([refused?.code, refused?.stderr]).toEqual([
      2,
      expect.stringContaining('the prompts named one by one changed since it began'),
    ]);
    expect(JSON.parse(gone?.stdout ?? '').counts).toMatchObject({ planned: 4, missing: 0 });
    expect(await newestIds()).toEqual([
      'vllm/plain-word/send/1',
      'vllm/plain-word/stream/1',
      'vllm/tool-call/send/1',
      'vllm/tool-call/stream/1',
    ]);
  });

  it('names what was probably meant', async () => {
    const [refused] = await run(verify('--prompt', 'plain-wrd'));
    expect([refused?.code, refused?.stderr]).toEqual([
      2,
      'error: unknown prompt "plain-wrd"\n  mend: did you mean "plain-word"?\n',
    ]);
  });
});

const never: Result = { code: 0, stdout: '{}', stderr: '' };

describe('verify --last-failed', () => {
  it('asks each prompt on the targets on which it failed or errored', async () => {
    await run(BROKEN);
    const [asked] = await run(verify('--last-failed', '--faults', 'faults.yaml', '--json'));
    expect(await newestIds()).toEqual([
      'nim/tool-call/send/1',
      'nim/tool-call/stream/1',
      'vllm/plain-word/send/1',
      'vllm/plain-word/stream/1',
    ]);
    expect(JSON.parse(asked?.stdout ?? '').counts).toMatchObject({ planned: 4, passed: 1, failed: 1 });
    expect(asked?.stderr).toMatch(
      /^--last-failed: what failed or errored in run \S+: 2 prompts, each on its target\n/,
    );
    // It was the newest run itself, and is asked anew; then nothing is left to ask.
    const [again, nothing] = await run(verify('--last-failed', '--json'), verify('--last-failed'));
    expect(JSON.parse(again?.stdout ?? '').counts).toMatchObject({ planned: 4, passed: 4 });
    expect([nothing?.code, nothing?.stderr]).toEqual([
      2,
      expect.stringContaining('leave --last-failed out to ask all, or name prompts with --prompt'),
    ]);
  });

  it('asks nothing in a mode in which nothing failed, and says what it leaves out', async () => {
    const streams = { match: { target: 'vllm', mode: 'stream' }, wire: 'drop-finish' };
    await writeFile(join(cwd, 'streams.yaml'), JSON.stringify({ faults: [streams] }));
    await run(verify('--faults', 'streams.yaml', '--target', 'vllm'));
    const [none] = await run(verify('--last-failed', '--mode', 'send'));
    expect([none?.code, none?.stdout, none?.stderr]).toEqual([
      2,
      '',
      expect.stringMatching(/nothing failed or errored in mode send in \S+; in another mode 3 prompts did/),
    ]);
    await run(BROKEN);
    const [some] = await run(verify('--last-failed', '--mode', 'stream', '--dry-run'));
    expect(some?.stderr).toMatch(
      /: 1 prompt, each on its target; 1 more in the other mode alone, not asked\n/,
    );
  });

  it('plans no more than it would ask', async () => {
    await run(BROKEN);
    const [dry] = await run(verify('--last-failed', '--dry-run', '--json'));
    const { calls, targets } = JSON.parse(dry?.stdout ?? '');
    expect([calls, targets.map(({ id, prompts }: { id: string; prompts: number }) => [id, prompts])]).toEqual(
      [
        4,
        [
          ['vllm', 1],
          ['nim', 1],
        ],
      ],
    );
  });

  it('takes what else selects, and says when nothing is left', async () => {
    await run(BROKEN);
    const [left, none] = await run(
      verify('--last-failed', '--dry-run', '--json', '--target', 'vllm'),
      verify('--last-failed', '--target', 'vllm', '--tag', 'tools'),
    );
    expect(JSON.parse(left?.stdout ?? '').calls).toBe(2);
    expect([none?.code, none?.stderr]).toEqual([
      2,
      expect.stringContaining('nothing that failed or errored is selected'),
    ]);
  });

  it('goes on as it began, by the line that it printed, and not otherwise', async () => {
    await run(BROKEN);
    const cut = verify('--last-failed', '--faults', 'faults.yaml', '--bail', '--concurrency', '1');
    const [stopped] = await run(cut);
    const [, line = ''] = /^ {2}(npx llama-contract verify .*)$/m.exec(stopped?.stderr ?? '') ?? [];
    const { plan, run: id } = JSON.parse(await readFile(join(await newestRun(), 'run.json'), 'utf8'));
    expect(plan.pairs).toEqual([
      { target: 'vllm', prompt: 'plain-word' },
      { target: 'nim', prompt: 'tool-call' },
    ]);
    // The newest run is this one, and has recorded less than it planned.
    const otherwise = verify('--faults', 'faults.yaml', '--resume', id);
    const [refused, ended] = await run(otherwise, [...words(line).slice(2), '--json']);
    expect([refused?.code, refused?.stderr]).toEqual([
      2,
      expect.stringContaining('what had failed before changed since it began'),
    ]);
    expect(JSON.parse(ended?.stdout ?? '')).toMatchObject({ run: id, counts: { planned: 4, missing: 0 } });
  });

  it('cannot be made of a run that was begun without', async () => {
    const [whole] = await run([...GREEN, '--json']);
    const [refused] = await run(verify('--last-failed', '--resume', runOf(whole ?? never)));
    expect([refused?.code, refused?.stderr]).toEqual([
      2,
      expect.stringContaining('was not begun with --last-failed'),
    ]);
  });
});

/** The folder of the newest run. */
async function newestRun(): Promise<string> {
  return (await listRuns(join(cwd, 'kept runs'))).at(-1) ?? '';
}
