import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, waitForLines } from '../slow/slow-run.ts';
import { startCli } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { SMALL, writeProject, type Files } from '../e2e/small-project.ts';
import { readRecords } from '../e2e/verify-project.ts';

/** Forty letters and no end: 2 ** 40 ways to read them for an engine that tries one after the other. */
const STUCK = `${'a'.repeat(40)}!`;

/** The small project with a pattern on the note's title, and an answer that has `STUCK` for it. */
function projectWith(title: object, config: object = {}): Files {
  const note = SMALL['suites/schemas/note.json'];
  const known = SMALL['llama-contract.config.yaml'];
  if (!isObject(note) || !isObject(known)) throw new Error('the small project has changed');
  const properties = isObject(note['properties']) ? note['properties'] : {};
  return {
    ...SMALL,
    'llama-contract.config.yaml': { ...known, ...config },
    'suites/schemas/note.json': { ...note, properties: { ...properties, title } },
    'faults.yaml': {
      faults: [{ match: { prompt: 'json-note' }, answer: 'enum', pointer: '/title', value: STUCK }],
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const LINEAR = { type: 'string', pattern: '^(?:(?:a+)+|The door is stuck)$' };
/** Any text for an honest answer; for `STUCK` a search that does not end. */
const LOOKING = { type: 'string', pattern: '^(?!(a+)+$).*$' };
const HASTY = { defaults: { deadlines: { judgingMs: 100 } } };
const ARGS = ['verify', '--faults', 'faults.yaml', '--json'];

async function codesIn(cwd: string, run: string): Promise<ReadonlySet<string>> {
  const records = await readRecords(join(cwd, run));
  return new Set(records.map(({ state, reason }) => `${state}: ${reason}`));
}

describe('an answer that would hold up its own judgement', () => {
  it('is judged in place where its pattern can be read in linear time', async () => {
    const cwd = await writeProject(projectWith(LINEAR));
    const [ended] = await runMany([{ cwd, args: ARGS }]);
    expect(ended?.stderr).not.toContain('for ever');
    expect([ended?.code, JSON.parse(ended?.stdout ?? '').counts]).toMatchObject([
      1,
      { failed: 8, passed: 16 },
    ]);
  });

  it('is judged apart where it cannot, and one that takes too long proves nothing', async () => {
    const cwd = await writeProject(projectWith(LOOKING, HASTY));
    const { code, stdout, stderr } = await startCli(ARGS, { cwd }).ended;
    expect(stderr).toMatch(
      /^warning: suites\/schemas\/note\.json:19:18 .*: a hostile answer can make this pattern take for ever/m,
    );
    const { counts, paths, groups } = JSON.parse(stdout);
    expect([code, counts]).toMatchObject([3, { failed: 0, passed: 16 }]);
    expect(groups).toMatchObject([{ code: 'schema/too-slow', count: 8 }]);
    expect([...(await codesIn(cwd, paths.run))].toSorted()).toEqual([
      'errored: schema/too-slow',
      'passed: null',
    ]);
  });

  it('is judged apart as it would be in place when it ends', async () => {
    const cwd = await writeProject(projectWith(LOOKING));
    const [ended] = await runMany([{ cwd, args: ['verify', '--json'] }]);
    expect([ended?.code, JSON.parse(ended?.stdout ?? '').counts]).toMatchObject([0, { passed: 24 }]);
  });

  it('keeps neither the run nor a signal waiting', async () => {
    const patient = { defaults: { deadlines: { judgingMs: 600_000 } } };
    const cwd = await writeProject(projectWith(LOOKING, patient));
    const running = startCli([...ARGS, '--concurrency', '3'], { cwd });
    await waitForLines(join(cwd, await folderOf(running)), 16);
    running.child.kill('SIGTERM');
    const { code, stdout, stderr } = await running.ended;
    expect([code, JSON.parse(stdout).counts]).toMatchObject([143, { passed: 16, failed: 0, missing: 8 }]);
    expect(stderr).toContain('--resume');
  });
});
