import { readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { InputError } from '../../src/contract/problem.ts';
import { createRun } from '../../src/store/run/open-run.ts';
import { report } from '../reports/sample-report.ts';
import {
  begin,
  caseOf,
  evidence,
  exchange,
  hashed,
  manifest,
  maskPassword,
  plain,
  record,
  stoppedClock,
  temporaryFolder,
} from './sample-run.ts';

/** As long as a test may take, whatever else the machine does. */
const PATIENT = { timeout: 20_000 };

const maskQuotes = (text: string): string => text.replaceAll('":', '***');
const withBody = (id: string, body: { readonly text: string }) =>
  record(id, { exchange: exchange(id, { evidence: evidence({ body }) }) });

const read = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8');

it('a record is on disk as one line once its batch is flushed', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.append([record('a'), record('b')], [hashed]);
  expect(await read(store.folder, 'exchanges.jsonl')).toBe('');
  await store.flush();
  const lines = (await read(store.folder, 'exchanges.jsonl')).split('\n');
  expect(lines.map((line) => line.slice(0, 35))).toEqual([
    '{"case":{"suite":"sql","prompt":"a"',
    '{"case":{"suite":"sql","prompt":"b"',
    '',
  ]);
  await store.close();
});

it('a batch is written when its time has come, without being asked', async () => {
  await using dir = await temporaryFolder();
  const clock = stoppedClock();
  const store = await createRun({
    dir: dir.path,
    manifest: manifest(),
    clock,
    processes: nodeProcesses,
    redact: plain,
    maskSecrets: plain,
    countSecrets: () => 0,
  });
  await store.append([record('a')], []);
  clock.ring();
  await expect.poll(() => read(store.folder, 'exchanges.jsonl'), PATIENT).toContain('"prompt":"a"');
  await store.close();
});

it('a large batch is written before the next append may go on', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const many = Array.from({ length: 1500 }, (_each, at) => record(`id-${at}`));
  await store.append(many, []);
  expect((await read(store.folder, 'exchanges.jsonl')).split('\n')).toHaveLength(1501);
  await store.close();
});

it('equal requests are written once, and lines name them by hash', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.append([record('a'), record('b')], [hashed, hashed]);
  await store.append([record('c')], [hashed]);
  await store.close();
  const requests = (await read(store.folder, 'requests.jsonl')).trimEnd().split('\n');
  expect(requests.map((line) => JSON.parse(line).kind)).toEqual(['canonical', 'wire-body']);
  expect(requests.join('')).not.toContain('r-1');
  expect(await read(store.folder, 'exchanges.jsonl')).not.toContain('messages');
});

it('a response over 16 KiB stands beside the lines', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const long = { text: 'ß'.repeat(8193) };
  const short = { text: 'ß'.repeat(8192) };
  await store.append([withBody('a', long), withBody('b', short), withBody('c', long)], []);
  await store.close();
  const [name = ''] = await readdir(join(store.folder, 'raw'));
  expect(await read(store.folder, `raw/${name}`)).toBe(long.text);
  expect(await readdir(join(store.folder, 'raw'))).toHaveLength(1);
  expect(await read(store.folder, 'exchanges.jsonl')).toContain(short.text);
});

it('no secret reaches the disk, in texts, long bodies or names of keys', async () => {
  await using dir = await temporaryFolder();
  const store = await createRun({
    dir: dir.path,
    manifest: manifest({ argv: ['hunter2!'] }),
    clock: stoppedClock(),
    processes: nodeProcesses,
    redact: maskPassword,
    maskSecrets: maskPassword,
    countSecrets: () => 0,
  });
  const bodies = [
    { text: 'hunter2!' },
    { text: 'x'.repeat(20_000) + 'hunter2!' },
    { base64: Buffer.concat([Buffer.alloc(20_000, 255), Buffer.from('hunter2!')]).toString('base64') },
  ];
  const records = bodies.map((body, at) =>
    record(`id-${at}`, {
      reason: 'hunter2!',
      exchange: exchange(`id-${at}`, {
        evidence: evidence({
          body,
          request: {
            method: 'POST',
            url: 'http://h/?k=hunter2!',
            headers: {},
            body: Buffer.from('{"k":"hunter2!"}'),
          },
        }),
      }),
    }),
  );
  await store.append(records, [hashed]);
  await store.close();
  const names = await readdir(store.folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  expect(files.length).toBe(5);
  expect(texts.join('\n')).not.toContain('hunter2!');
});

const maskKeyWords = (text: string): string => text.replaceAll('key-', '***');

it('what a model says is masked by known secrets alone, in the body and in the outcome alike', async () => {
  await using dir = await temporaryFolder();
  const store = await createRun({
    dir: dir.path,
    manifest: manifest(),
    clock: stoppedClock(),
    processes: nodeProcesses,
    redact: maskKeyWords,
    maskSecrets: maskPassword,
    countSecrets: () => 0,
  });
  const text = 'a key-word, and hunter2!';
  const made = exchange('a', { evidence: evidence({ body: { text } }) });
  const { outcome } = made;
  if (outcome.type !== 'response') throw new Error('the sample has a response');
  const answered = { ...outcome, response: { ...outcome.response, text } };
  await store.append([record('a', { reason: text, exchange: { ...made, outcome: answered } })], [hashed]);
  await store.close();
  const line = JSON.parse((await read(store.folder, 'exchanges.jsonl')).trimEnd());
  expect(line.reason).toBe('a ***word, and hunter2!');
  expect(line.exchange.outcome.response.text).toBe('a key-word, and ***');
  expect(line.exchange.evidence.body).toEqual({ text: 'a key-word, and ***' });
});

it('a mask that would break the line as JSON is put into its strings instead', async () => {
  await using dir = await temporaryFolder();
  const store = await createRun({
    dir: dir.path,
    manifest: manifest(),
    clock: stoppedClock(),
    processes: nodeProcesses,
    redact: maskQuotes,
    maskSecrets: maskQuotes,
    countSecrets: () => 0,
  });
  await store.append([record('a', { reason: 'say ": now' })], []);
  await store.close();
  const line = JSON.parse(await read(store.folder, 'exchanges.jsonl'));
  expect(line.reason).toBe('say *** now');
});

it('a folder that cannot be made is bad input and is named', async () => {
  await using dir = await temporaryFolder();
  const file = join(dir.path, 'file');
  await writeFile(file, '');
  await expect(begin(join(file, 'reports'))).rejects.toThrow(InputError);
  await expect(begin(join(file, 'reports'))).rejects.toThrow(/file\/reports cannot be made: .*not a folder/);
});

it('a run never writes over another one of its id', async () => {
  await using dir = await temporaryFolder();
  await (await begin(dir.path)).close();
  await expect(begin(dir.path)).rejects.toThrow(/cannot be made: it exists already/);
});

it('a disk that refuses a batch is reported by the next append, and by close', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const body = { text: 'x'.repeat(20_000) };
  await writeFile(join(dir.path, 'blocked'), '');

  await rm(join(store.folder, 'raw'), { recursive: true });
  await symlink(join(dir.path, 'blocked'), join(store.folder, 'raw'));
  await store.append([record('a', { exchange: exchange('a', { evidence: evidence({ body }) }) })], []);
  await expect(store.flush()).rejects.toThrow(/cannot be written/);
  await expect(store.append([record('b')], [])).rejects.toThrow(InputError);
  await expect(store.close()).rejects.toThrow(InputError);
  expect(await read(store.folder, 'exchanges.jsonl')).toBe('');
});

it('a sealed run has its summary, its reports and the evidence root', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  await store.append([record('a')], [hashed]);
  const root = store.roots().evidenceRoot;
  await store.seal(report({ evidenceRoot: root }), { 'report.md': '# hi\n' });
  await store.close();
  const summary = JSON.parse(await read(store.folder, 'summary.json'));
  expect(summary.times.evidenceRoot).toBe(root);
  expect(await read(store.folder, 'report.md')).toBe('# hi\n');
  expect((await readdir(store.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('what is not yet written stays below a bound, however much is appended', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const file = join(store.folder, 'exchanges.jsonl');
  const each = record('x');
  const lineBytes = 1000;
  let behind = 0;
  for (let at = 1; at <= 4000; at += 1) {
    await store.append([{ ...each, case: caseOf(`id-${at}`) }], []);
    if (at % 50 === 0) behind = Math.max(behind, at * lineBytes - (await stat(file)).size);
  }
  await store.close();
  expect((await stat(file)).size).toBeGreaterThan(4000 * lineBytes);
  expect(behind).toBeLessThan(1200 * 1024);
});
