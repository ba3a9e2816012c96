import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RawBody } from '../../src/contract/wires/wire.ts';
import { readExchange } from '../../src/store/records/read-exchange.ts';
import { begin, caseOf, evidence, exchange, hashed, record, request, temporaryFolder } from './sample-run.ts';

const bodies: readonly (readonly [string, RawBody])[] = [
  ['a short text', { text: '{}' }],
  ['a long text', { text: '\ufeff€'.repeat(10_000) }],
  ['short bytes', { base64: Buffer.from([0, 255, 1]).toString('base64') }],
  ['long bytes', { base64: Buffer.alloc(20_001, 255).toString('base64') }],
];

it.each(bodies)('an exchange with %s comes back whole', async (_what, body) => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const whole = record('a', { exchange: exchange('a', { evidence: evidence({ body }) }) });
  await store.append([record('0'), whole], [hashed]);
  await store.close();
  const view = await readExchange(store.folder, 't/a/send/1');
  const headers = { 'content-type': 'application/json', authorization: 'Bearer ***' };
  const { requestId: _own, ...shared } = request;
  expect(view.problems).toEqual([]);
  expect(view.request).toEqual(shared);
  const expected = evidence({ body, request: { ...evidence().request, headers } });
  expect(view.record).toEqual({ ...whole, exchange: exchange('a', { evidence: expected }) });
});

it('a binary request body comes back as bytes', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const body = Uint8Array.from([0, 255, 128]);
  const sent = evidence({ request: { ...evidence().request, body } });
  await store.append([record('a', { exchange: exchange('a', { evidence: sent }) })], [hashed]);
  await store.close();
  const { record: read } = await readExchange(store.folder, 't/a/send/1');
  expect(Buffer.from(read.exchange?.evidence?.request.body ?? '')).toEqual(Buffer.from(body));
});

it('an exchange that was never sent is found', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const skipped = record('a', { state: 'skipped', reason: 'limit/output', exchange: null });
  await store.append([skipped], []);
  await store.close();
  expect(await readExchange(store.folder, 't/a/send/1')).toEqual({
    record: skipped,
    request: null,
    problems: [],
  });
});

it('an unknown id is answered with the nearest ones', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const other = { ...caseOf('other'), target: 'u', mode: 'stream' } as const;
  await store.append([record('sql-01'), record('sql-02'), record('other', { case: other })], []);
  await store.close();
  await expect(readExchange(store.folder, 't/sql-1/send/1')).rejects.toMatchObject({
    problems: [{ mend: expect.stringMatching(/^did you mean t\/sql-01\/send\/1, /) }],
  });
});

it('evidence that is gone or was changed is declared, and the rest is shown', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const body = { text: 'x'.repeat(20_000) };
  await store.append([record('a', { exchange: exchange('a', { evidence: evidence({ body }) }) })], [hashed]);
  await store.close();
  const [name = ''] = await readdir(join(store.folder, 'raw'));
  await writeFile(join(store.folder, 'raw', name), 'y'.repeat(20_000));
  await rm(join(store.folder, 'requests.jsonl'));
  await writeFile(join(store.folder, 'requests.jsonl'), '');
  const view = await readExchange(store.folder, 't/a/send/1');
  expect(view.problems.map((each) => each.message.split(' ').slice(0, 3).join(' '))).toEqual([
    `canonical request ${'a'.repeat(64)}`,
    'wire request body',
    expect.stringMatching(/^raw response/),
  ]);
  expect(view.record.exchange?.evidence?.body).toEqual({ sha256: name, bytes: 20_000 });
});
