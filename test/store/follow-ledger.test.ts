import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { EVERY_MS, followLedger, type SeenLedger } from '../../src/store/ledger/follow-ledger.ts';
import { START, textOf } from '../rollout/build-ledger.ts';
import { temporaryFolder } from './sample-run.ts';

const SOON = { timeout: 20_000, interval: 5 };

it('tells again of a ledger that was not believed, reads it once, and tells no more of it when it is believed', async () => {
  await using dir = await temporaryFolder();
  await mkdir(join(dir.path, 'rollouts'));
  const file = join(dir.path, 'rollouts/move.jsonl');
  await writeFile(file, textOf([[0, START]]));
  const seen: SeenLedger[] = [];
  let isBelieved = false;
  const stop = followLedger({ root: dir.path, migration: 'move' }, nodeWorld().clock, (each) => {
    seen.push(each);
    return isBelieved;
  });
  try {
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(3), SOON);
    const [first] = seen;
    expect(first).toMatchObject({ ledger: { entries: [{ body: START }] } });
    for (const each of seen) expect('ledger' in each && each.ledger).toBe(ledgerOf(first));
    isBelieved = true;
    const before = seen.length;
    await vi.waitFor(() => expect(seen.length).toBe(before + 1), SOON);
    await setTimeout(5 * EVERY_MS);
    expect(seen.length).toBe(before + 1);
    // What is replaced is read and told of, whatever it holds.
    await writeFile(`${file}.new`, textOf([[1, START]]));
    await rename(`${file}.new`, file);
    await vi.waitFor(() => expect(seen.length).toBe(before + 2), SOON);
    expect(ledgerOf(seen.at(-1))).not.toBe(ledgerOf(first));
  } finally {
    stop();
  }
});

function ledgerOf(seen: SeenLedger | undefined): unknown {
  return seen !== undefined && 'ledger' in seen ? seen.ledger : undefined;
}
