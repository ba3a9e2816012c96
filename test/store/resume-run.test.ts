import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import type { RunManifest } from '../../src/store/run/manifest.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import {
  begin,
  beginKilled,
  hashed,
  manifest,
  promptsOf,
  record,
  resume,
  temporaryFolder,
} from './sample-run.ts';

const glance: typeof resume = async (...given) => {
  const resumed = await resume(...given);
  await resumed.store.close();
  return resumed;
};

const linesOf = (folder: string): string => join(folder, 'exchanges.jsonl');

it('a run that was killed goes on: what stands is handed back, and nothing is written twice', async () => {
  await using dir = await temporaryFolder();
  const killed = await beginKilled(dir.path);
  await killed.append([record('a'), record('b', { state: 'failed' })], [hashed]);
  await killed.flush();
  await killed.append([record('c')], [hashed]);

  const resumed = await resume(killed.folder);
  expect(promptsOf(resumed.records)).toEqual(['a', 'b']);
  expect(resumed.records.map(({ state }) => state)).toEqual(['passed', 'failed']);
  expect(resumed.tornBytes).toBe(0);
  await resumed.store.append([record('c')], [hashed]);
  await resumed.store.close();

  const heads = (await readFile(linesOf(killed.folder), 'utf8')).match(
    /^\{"case":\{"suite":"sql","prompt":"."/gm,
  );
  expect(heads?.map((head) => head.at(-2))).toEqual(['a', 'b', 'c']);
  expect((await readFile(join(killed.folder, 'requests.jsonl'), 'utf8')).match(/\n/g)).toHaveLength(2);
  await killed.close();
});

it('a record comes back as it was, but for the body of its wire request', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const before = record('a');
  await store.append([before, record('s', { state: 'skipped', reason: 'limit/output', exchange: null })], []);
  await store.close();
  const [after, skipped] = (await glance(store.folder)).records;
  expect(after?.exchange?.outcome).toEqual(before.exchange?.outcome);
  expect(after?.verdicts).toEqual(before.verdicts);
  expect(after?.exchange?.evidence?.request.body).toBeNull();
  expect(after?.exchange?.evidence?.request.url).toBe(before.exchange?.evidence?.request.url);
  expect(skipped).toMatchObject({ state: 'skipped', reason: 'limit/output', exchange: null });
});

it('a last line torn at any byte is cut, and the lines before it stand', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.append([record('a'), record('b')], [hashed]);
  await store.close();
  const whole = await readFile(linesOf(store.folder));
  const first = whole.indexOf('\n') + 1;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: first, max: whole.length - 1 }), async (size) => {
      await writeFile(linesOf(store.folder), whole.subarray(0, size));
      const resumed = await resume(store.folder);
      await resumed.store.close();
      expect(promptsOf(resumed.records)).toEqual(['a']);
      expect(resumed.tornBytes).toBe(size - first);
      expect(await readFile(linesOf(store.folder))).toEqual(whole.subarray(0, first));
    }),
    { numRuns: 25 },
  );
});

it('a torn line longer than a block is cut too, and a first line that is torn leaves none', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.append([record('a')], []);
  await store.close();
  await appendFile(linesOf(store.folder), 'x'.repeat(200_000));
  const torn = await glance(store.folder);
  expect([torn.tornBytes, ...promptsOf(torn.records)]).toEqual([200_000, 'a']);
  await truncate(linesOf(store.folder), 10);
  expect(await glance(store.folder)).toMatchObject({ tornBytes: 10, records: [] });
});

it('a run killed before its first line is resumed from nothing', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.close();

  await rm(linesOf(store.folder));
  expect(await glance(store.folder)).toMatchObject({ tornBytes: 0, records: [] });
});

it('a changed byte anywhere in a line is found and its line named', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.append([record('a'), record('b')], []);
  await store.close();
  const whole = await readFile(linesOf(store.folder));
  const first = whole.indexOf('\n') + 1;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: first, max: whole.length - 2 }),
      fc.constantFrom(0x30, 0x78, 0x7d, 0x22),
      async (at, byte) => {
        fc.pre(whole[at] !== byte);
        const changed = Buffer.from(whole);
        changed[at] = byte;
        await writeFile(linesOf(store.folder), changed);
        await expect(glance(store.folder)).rejects.toThrow(/exchanges\.jsonl:2 does not have the content/);
        const counted = (await readRun(store.folder)).facts[Symbol.asyncIterator]();
        await counted.next();
        await expect(counted.next()).rejects.toThrow(/exchanges\.jsonl:2 does not have the content/);
      },
    ),
    { numRuns: 25 },
  );
});

it('a line that stands twice is refused', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.append([record('a'), record('a')], []);
  await store.close();
  await expect(glance(store.folder)).rejects.toThrow(
    /exchanges\.jsonl:2 records t\/a\/send\/1 a second time/,
  );
});

const changes: readonly (readonly [string, Partial<RunManifest>, RegExp])[] = [
  ['the configuration', { hashes: { ...manifest().hashes, config: 'f' } }, /the configuration changed/],
  [
    'a suite',
    { hashes: { ...manifest().hashes, suites: { sql: 'f' } } },
    /suite sql changed .*dddddddddddd, now f/,
  ],
  [
    'a golden',
    { hashes: { ...manifest().hashes, goldens: {} } },
    /goldens of suite sql changed .*now nothing/,
  ],
  ['the seed', { seed: 2 }, /the seed changed since it began \(1, now 2\)/],
  ['the source', { source: 'live' }, /the source changed/],
  ['the baseline', { baseline: 'other' }, /the baseline changed/],
  ['the targets', { plan: { ...manifest().plan, targets: ['t', 'u'] } }, /the set of targets changed .*t, u/],
  ['the repetitions', { plan: { ...manifest().plan, repeat: 3 } }, /the number of repetitions changed/],
  ['the prompts', { plan: { ...manifest().plan, prompts: 3 } }, /the number of prompts changed/],
];

it.each(changes)('a run is not resumed when %s changed', async (_what, parts, message) => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.close();
  await expect(glance(store.folder, manifest(parts))).rejects.toThrow(message);
  await expect(glance(store.folder, manifest(parts))).rejects.toThrow(InputError);
});

it('all that changed is named at once, and what may differ may differ', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.close();
  const refused = glance(store.folder, manifest({ seed: 2, baseline: 'other' }));
  await expect(refused).rejects.toHaveProperty('problems.length', 2);
  const later = manifest({ run: 'x', startedAt: 'later', argv: ['verify', '--resume'], versions: {} });
  expect((await glance(store.folder, later)).manifest).toEqual(manifest());
});

it('a folder without a manifest, or with a broken one, is bad input', async () => {
  await using dir = await temporaryFolder();
  await expect(glance(dir.path)).rejects.toThrow(/run\.json cannot be read: it does not exist/);
  await writeFile(join(dir.path, 'run.json'), '{"schemaVersion":2}');
  await expect(glance(dir.path)).rejects.toThrow(/not a run's manifest/);
  await writeFile(join(dir.path, 'run.json'), '{"schemaVersion":3}');
  await expect(glance(dir.path)).rejects.toThrow(/has schemaVersion 3; this version reads 1 and 2/);
});
