import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLI, NODE, start } from '../e2e/run-cli.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';

const LINE = '{"provider":"vllm","status":429}\n';
const LINES = LINE.repeat(5000);
const FAULTS = { faults: [{ match: { prompt: 'json-note' }, answer: 'drop-key', pointer: '/kind' }] };

const COMMANDS: Readonly<Record<string, string>> = {
  'verify that passes': 'verify --target vllm --out passing',
  'verify that fails': 'verify --target vllm --faults faults.yaml --json',
  'verify --dry-run': 'verify --dry-run',
  show: 'show vllm/json-note/send/1 --out passing --json',
  'config print': 'config print',
  'config schema': 'config schema',
  'config validate': 'config validate --json',
  'show --failed': 'show --failed --out passing --json',
  'runs list': 'runs list --out passing',
  classify: 'classify lines.jsonl',
  'classify of one line': 'classify line.jsonl',
  decode: 'decode lines.jsonl',
  fuzz: 'fuzz --wire vllm --runs 2 --seed 1 --json',
  'a verb that is not there': 'verfy',
  help: 'verify --help',
  version: '--version',
};

let cwd = '';
beforeAll(async () => {
  cwd = await writeProject({ ...SMALL, 'lines.jsonl': LINES, 'line.jsonl': LINE, 'faults.yaml': FAULTS });
  const { stderr } = await run('verify --target vllm --out passing', '>/dev/null');
  if (!stderr.endsWith('code 0\n')) throw new Error(stderr);
});

/** The exit code of a command whose output goes somewhere, and what it says beside it. */
async function run(
  args: string,
  output: string,
): Promise<{ readonly code: number; readonly stderr: string }> {
  const script = `{ '${NODE}' '${CLI}' ${args}; echo "code $?" >&2; } ${output}`;
  const { stderr } = await start('sh', ['-c', script], { cwd }).ended;
  return { code: Number(/code (\d+)\n/.exec(stderr)?.[1]), stderr };
}

describe.each(Object.entries(COMMANDS))('%s', (_name, args) => {
  it('ends with the same code whether its output is read or not, and never with 0 where it is lost', async () => {
    const { code } = await run(args, `>${join(cwd, 'output')}`);
    const unread = await run(args, '| true');
    const full = await run(args, '>/dev/full');
    const mute = await run(args, '>&-');
    expect([unread.code, full.code, mute.code]).toEqual([code, code === 0 ? 3 : code, code]);
    expect(code).toBeLessThan(4);
    for (const { stderr } of [unread, full, mute]) expect(stderr).not.toContain('defect');
    expect(unread.stderr).not.toContain('could not be written');
  });
});
