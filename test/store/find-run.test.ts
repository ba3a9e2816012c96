import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findNewestRun, findRun, findRunOrNewest, listRuns } from '../../src/store/run/find-run.ts';
import { runId, startOfId } from '../../src/store/run/run-id.ts';
import { begin, temporaryFolder } from './sample-run.ts';

const OLD = '20250401-120000-00ff';
const NEW = '20250402-090000-0001';
const NOW = Date.UTC(2026, 0, 1);

async function twoRuns(dir: string): Promise<void> {
  await (await begin(dir, { run: NEW })).close();
  await (await begin(dir, { run: OLD })).close();
  await mkdir(join(dir, '20990101-000000-dead'));
  await mkdir(join(dir, 'notes'));
}

it('the newest run is the last by name, and folders without a manifest are none', async () => {
  await using dir = await temporaryFolder();
  await twoRuns(dir.path);
  expect(await listRuns(dir.path)).toEqual([join(dir.path, OLD), join(dir.path, NEW)]);
  expect(await findNewestRun(dir.path, NOW)).toBe(join(dir.path, NEW));
});

it('a run that may not be looked into is one all the same, so that no older run is taken for the newest', async () => {
  await using dir = await temporaryFolder();
  await twoRuns(dir.path);
  // A link to itself is refused to everybody, as a folder of another user's is to all but root.
  const shut = join(dir.path, '20250403-090000-0001');
  await symlink(shut, shut);
  expect(await findNewestRun(dir.path, NOW)).toBe(shut);
  await expect(listRuns(shut)).rejects.toThrow(`${shut} cannot be read`);
});

it('of runs that began in one second, the newest is the one that began last', async () => {
  await using dir = await temporaryFolder();
  const [early, late] = ['20250401-120000-ff00', '20250401-120000-0001'];
  await (await begin(dir.path, { run: late, startedAt: '2025-04-01T12:00:00.900Z' })).close();
  await (await begin(dir.path, { run: early, startedAt: '2025-04-01T12:00:00.100Z' })).close();
  expect(await listRuns(dir.path)).toEqual([join(dir.path, early), join(dir.path, late)]);
  expect(await findNewestRun(dir.path, NOW)).toBe(join(dir.path, late));
});

it('one of a time to come is not taken for the newest, and is found where it is named or its time has come', async () => {
  await using dir = await temporaryFolder();
  await twoRuns(dir.path);
  const ahead = {
    problems: [{ message: `the newest run of ${dir.path}, ${NEW}, is of a time to come: a clock was set` }],
  };
  const day = Date.UTC(2025, 3, 1, 12);
  await expect(findNewestRun(dir.path, day)).rejects.toMatchObject(ahead);
  await expect(findRunOrNewest(dir.path, null, day)).rejects.toMatchObject(ahead);
  expect(await findRunOrNewest(dir.path, NEW, day)).toBe(join(dir.path, NEW));
  expect(await findNewestRun(dir.path, Date.UTC(2025, 3, 2, 8, 59, 30))).toBe(join(dir.path, NEW));
});

it('a run is found by its id, by a beginning of it and by its folder', async () => {
  await using dir = await temporaryFolder();
  await twoRuns(dir.path);
  expect(await findRun(dir.path, OLD)).toBe(join(dir.path, OLD));
  expect(await findRun(dir.path, '20250402')).toBe(join(dir.path, NEW));
  expect(await findRun('elsewhere', join(dir.path, NEW))).toBe(join(dir.path, NEW));
});

it('what is there and is of no run of prompts, as a bench keeps it, is not said to be missing', async () => {
  await using dir = await temporaryFolder();
  await twoRuns(dir.path);
  const other = '20990101-000000-dead';
  await expect(findRun(dir.path, other)).rejects.toThrow(`${other} under ${dir.path} holds no exchanges`);
});

it('an ambiguous or unknown name is answered with the choices', async () => {
  await using dir = await temporaryFolder();
  await twoRuns(dir.path);
  const choices = { problems: [{ mend: `choose one of ${OLD}, ${NEW}` }] };
  await expect(findRun(dir.path, '2025')).rejects.toMatchObject(choices);
  await expect(findRun(dir.path, '2024')).rejects.toMatchObject(choices);
  await expect(findRun(join(dir.path, 'none'), OLD)).rejects.toThrow(/no run is called/);
  await expect(findNewestRun(join(dir.path, 'none'), NOW)).rejects.toThrow(/holds no run/);
});

it('run ids sort by time, to the millisecond, and carry four hex digits of chance', () => {
  expect(runId(Date.UTC(2025, 3, 1, 12, 0, 0, 7), () => 0.999999)).toBe('20250401-120000007-ffff');
  expect(runId(Date.UTC(2025, 11, 31, 23, 59, 59), () => 0)).toBe('20251231-235959000-0000');
});

it('an id says when its run began, and one without milliseconds comes first of its second', async () => {
  const ids = ['20250401-120000-ffff', '20250401-120000000-00ff', '20250401-120000007-0001'];
  expect(ids.map(startOfId)).toEqual([
    '2025-04-01T12:00:00.000Z',
    '2025-04-01T12:00:00.000Z',
    '2025-04-01T12:00:00.007Z',
  ]);
  await using dir = await temporaryFolder();
  for (const run of ids.toReversed()) await (await begin(dir.path, { run })).close();
  expect(await listRuns(dir.path)).toEqual(ids.map((run) => join(dir.path, run)));
});
