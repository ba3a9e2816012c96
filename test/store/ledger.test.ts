import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import type { Ledger, LedgerBody } from '../../src/contract/rollout/ledger.ts';
import { InputError } from '../../src/contract/problem.ts';
import { changeLedger, type LedgerWorld } from '../../src/store/ledger/change-ledger.ts';
import { extendLedger } from '../../src/store/ledger/extend-ledger.ts';
import { parseLedger, readLedger } from '../../src/store/ledger/read-ledger.ts';
import { stoppedClock, temporaryFolder } from './sample-run.ts';

const AT = '2026-11-26T07:00:00.000Z';
const FILE = 'rollouts/move.jsonl';

function worldAt(at = AT): LedgerWorld {
  return { processes: nodeProcesses, clock: stoppedClock(), moment: () => ({ at, boot: 'b', upMs: 1 }) };
}

const START: LedgerBody = {
  kind: 'start',
  migration: 'move',
  baseline: 'old',
  candidate: 'new',
  policy: 'default',
};
const hold = (reason: string): LedgerBody => ({ kind: 'hold', reason });

async function add(root: string, ...bodies: readonly LedgerBody[]): Promise<Ledger | null> {
  const place = { root, migration: 'move', by: 'the tests' };
  return (await changeLedger(place, worldAt(), () => ({ add: bodies, result: null }))).ledger;
}

function refusalOf(text: string): { readonly line: number | null; readonly message: string } | null {
  try {
    parseLedger(FILE, text);
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [problem] = error.problems;
    if (problem === undefined || problem.mend === null || problem.file !== FILE) throw error;
    return problem;
  }
}

const joined = (some: readonly (string | undefined)[]): string => some.map((line) => `${line}\n`).join('');

describe('a ledger', () => {
  it('that was not begun is none', async () => {
    await using dir = await temporaryFolder();
    expect(await readLedger(dir.path, 'move')).toBeNull();
  });

  it('is refused under the name of another migration, whose traffic stands elsewhere', async () => {
    await using dir = await temporaryFolder();
    await add(dir.path, START);
    await copyFile(join(dir.path, FILE), join(dir.path, 'rollouts/other.jsonl'));
    await expect(readLedger(dir.path, 'other')).rejects.toThrow(
      'line 1 of the ledger is of the migration move, and not of other',
    );
  });

  it('has what was added, in order, each entry on the one before', async () => {
    await using dir = await temporaryFolder();
    await add(dir.path, START);
    const added = await add(dir.path, hold('wait'), hold('still'));
    const read = await readLedger(dir.path, 'move');
    expect(read).toEqual(added);
    expect(read?.entries.map(({ seq, by, at, body }) => [seq, by, at, body])).toEqual([
      [1, 'the tests', AT, START],
      [2, 'the tests', AT, hold('wait')],
      [3, 'the tests', AT, hold('still')],
    ]);
    expect(await readdir(join(dir.path, 'rollouts'))).toEqual(['move.jsonl']);
  });

  it('never loses a line to an addition: the old text stands as it was', async () => {
    await using dir = await temporaryFolder();
    await add(dir.path, START);
    const before = await readFile(join(dir.path, FILE), 'utf8');
    await add(dir.path, hold('wait'));
    expect((await readFile(join(dir.path, FILE), 'utf8')).startsWith(before)).toBe(true);
  });

  it('is decided on anew when somebody added to it meanwhile', async () => {
    await using dir = await temporaryFolder();
    await add(dir.path, START);
    const seen: number[] = [];
    const place = { root: dir.path, migration: 'move', by: 'the tests' };
    const { ledger } = await changeLedger(place, worldAt(), async (now) => {
      seen.push(now?.entries.length ?? 0);
      if (seen.length === 1) await add(dir.path, hold('in between'));
      return { add: [hold(`after ${seen.at(-1)}`)], result: null };
    });
    expect(seen).toEqual([1, 2]);
    expect(ledger?.entries.map(({ body }) => (body.kind === 'hold' ? body.reason : body.kind))).toEqual([
      'start',
      'in between',
      'after 2',
    ]);
  });

  it('is not written at all where nothing is added, or what is added cannot be read back', async () => {
    await using dir = await temporaryFolder();
    expect(await add(dir.path)).toBeNull();
    await add(dir.path, START);
    const before = await readFile(join(dir.path, FILE), 'utf8');
    await expect(add(dir.path, hold(''))).rejects.toThrow(InputError);
    expect(await readFile(join(dir.path, FILE), 'utf8')).toBe(before);
  });
});

describe('a ledger that is not what it was', () => {
  let text = '';
  let lines: readonly string[] = [];

  beforeAll(async () => {
    await using dir = await temporaryFolder();
    await add(dir.path, START);
    await add(dir.path, hold('one'), { kind: 'release', reason: 'done' });
    await add(dir.path, hold('two'));
    text = await readFile(join(dir.path, FILE), 'utf8');
    lines = text.split('\n').slice(0, -1);
  });

  it('is refused at the line in which any character is another', () => {
    expect(refusalOf(text)).toBeNull();
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom('0', 'x', ' ', '"', '}'), (at, put) => {
        fc.pre(text[at] !== put && text[at] !== '\n');
        const line = text.slice(0, at).split('\n').length;
        expect(refusalOf(text.slice(0, at) + put + text.slice(at + 1))?.line).toBe(line);
      }),
    );
  });

  it('is refused where it was cut within a line, with how much of it is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 1 }), (end) => {
        const cut = text.slice(0, end);
        fc.pre(!cut.endsWith('\n'));
        const refusal = refusalOf(cut);
        expect(refusal?.line).toBe(cut.split('\n').length);
        expect(refusal?.message).toMatch(
          /^line \d of the ledger is torn: \d+ bytes without the end of a line$/,
        );
      }),
    );
  });

  it('is refused where a line is gone, is there twice, or stands elsewhere', () => {
    const [first, second, third, fourth] = lines;
    expect(refusalOf(joined([second, third]))?.message).toMatch(/^line 1 of the ledger is not the first/);
    expect(refusalOf(joined([first, third, fourth]))?.message).toMatch(/^line 2 .* does not follow line 1/);
    expect(refusalOf(joined([first, second, second]))?.line).toBe(3);
    expect(refusalOf(joined([first, third, second, fourth]))?.line).toBe(2);
    expect(refusalOf('')?.message).toBe('line 1 of the ledger is missing: the ledger is empty');
  });

  it('is refused, and not begun, where its first entry is no start: it would pass under any name', async () => {
    await using dir = await temporaryFolder();
    await expect(add(dir.path, hold('wait'))).rejects.toThrow('line 1 of the ledger is no start');
    expect(await readLedger(dir.path, 'move')).toBeNull();
    const place = { by: 'the tests', moment: worldAt().moment() };
    const { lines: held } = extendLedger({ count: 0, head: null }, [hold('wait')], place);
    expect(refusalOf(held)?.line).toBe(1);
  });

  it('is not added to', async () => {
    await using dir = await temporaryFolder();
    await add(dir.path, START);
    const path = join(dir.path, FILE);
    const edited = (await readFile(path, 'utf8')).replace('"new"', '"own"');
    await writeFile(path, edited);
    await expect(add(dir.path, hold('wait'))).rejects.toThrow('line 1 of the ledger is not what it was');
    expect(await readFile(path, 'utf8')).toBe(edited);
  });
});
