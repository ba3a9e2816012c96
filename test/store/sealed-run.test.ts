import { hash } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { caseText } from '../../src/contract/exchanges/case-id.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { readExchange } from '../../src/store/records/read-exchange.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import { report } from '../reports/sample-report.ts';
import { begin, caseOf, hashed, promptsOf, record, resume, temporaryFolder } from './sample-run.ts';

async function seal(dir: string): Promise<string> {
  const store = await begin(dir);
  await store.append([record('a'), record('b'), record('c')], [hashed]);
  await store.seal(report({ evidenceRoot: store.roots().evidenceRoot }), {});
  await store.close();
  return store.folder;
}

/** A line with a digest that fits its content. */
function signed(line: string): string {
  const content = line.replace(/,"digest":"[0-9a-f]{64}"\}$/, '}');
  return `${content.slice(0, -1)},"digest":"${hash('sha256', content)}"}`;
}

const isGone = /a line is gone, forged or added/;

/** What somebody does to the lines, of which the second is not asked for, and how it is refused. */
const DEEDS: readonly (readonly [
  string,
  (folder: string, lines: readonly string[]) => Promise<void>,
  RegExp,
])[] = [
  ['a line is deleted', (folder, [a = '', , c = '']) => write(folder, [a, c]), isGone],
  ['the last line is deleted', (folder, lines) => write(folder, lines.slice(0, -1)), isGone],
  [
    'a line is forged, with a digest of its own',
    (folder, [a = '', b = '', c = '']) => write(folder, [a, signed(b.replace('"passed"', '"failed"')), c]),
    isGone,
  ],
  [
    'a line is added',
    (folder, lines) =>
      write(folder, [...lines, signed((lines[0] ?? '').replace('"prompt":"a"', '"prompt":"d"'))]),
    isGone,
  ],
  [
    'a line is there twice',
    (folder, lines) => write(folder, [...lines, lines[1] ?? '']),
    /a second time|gone, forged or added/,
  ],
  [
    'half a line is added',
    (folder) => appendFile(join(folder, 'exchanges.jsonl'), '{"case"'),
    /7 bytes that are no line/,
  ],
  [
    'something else is added',
    (folder, lines) => write(folder, [...lines, '{}']),
    /exchanges\.jsonl:4 does not have/,
  ],
  ['all lines are gone', (folder) => write(folder, []), isGone],
  [
    'the root is taken out of the summary',
    (folder) => writeFile(join(folder, 'summary.json'), '{"times":{}}'),
    /has no evidence root/,
  ],
  [
    'more passed than was planned',
    (folder) => change(folder, (counts) => ({ ...counts, passed: Number(counts['passed']) + 1 })),
    /of the run \d+ exchanges were planned, which is not what became of them: \d+ passed/,
  ],
  [
    'a failure is left out of its counts',
    (folder) => change(folder, (counts) => ({ ...counts, planned: Number(counts['planned']) + 1 })),
    /which is not what became of them/,
  ],
  ['its counts are no counts', (folder) => change(folder, () => ({ planned: 'many' })), /cannot be read/],
  [
    'its verdict is another',
    (folder) => edit(folder, 'summary.json', /"verdict": "\w+"/, '"verdict": "inconclusive"'),
    /summary\.json was changed after the run was sealed/,
  ],
  [
    'it is made younger than it is',
    (folder) => edit(folder, 'run.json', /"startedAt": "\d{4}/, '"startedAt": "2099'),
    /run\.json was changed after the run was sealed/,
  ],
  [
    'another configuration is written beside it',
    (folder) => edit(folder, 'run.json', /"config": "/, '"config": "0'),
    /run\.json was changed after the run was sealed/,
  ],
  ['the summary is emptied', (folder) => writeFile(join(folder, 'summary.json'), ''), /has no evidence root/],
];

async function linesOf(folder: string): Promise<readonly string[]> {
  return (await readFile(join(folder, 'exchanges.jsonl'), 'utf8')).trimEnd().split('\n');
}

type Counts = Readonly<Record<string, unknown>>;

async function change(folder: string, counts: (of: Counts) => Counts): Promise<void> {
  const path = join(folder, 'summary.json');
  const sealed: { readonly summary: { readonly counts: Counts } } = JSON.parse(await readFile(path, 'utf8'));
  const summary = { ...sealed.summary, counts: counts(sealed.summary.counts) };
  await writeFile(path, JSON.stringify({ ...sealed, summary }));
}

async function edit(folder: string, name: string, what: RegExp, by: string): Promise<void> {
  const path = join(folder, name);
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(what);
  await writeFile(path, text.replace(what, by));
}

function write(folder: string, lines: readonly string[]): Promise<void> {
  return writeFile(join(folder, 'exchanges.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

const READERS: readonly (readonly [string, (folder: string) => Promise<unknown>])[] = [
  ['resumed', resume],
  ['shown', (folder) => readExchange(folder, 't/a/send/1')],
  [
    'read',
    async (folder) => {
      for await (const _each of (await readRun(folder)).records);
    },
  ],
  [
    'counted',
    async (folder) => {
      for await (const _each of (await readRun(folder)).facts);
    },
  ],
];

const ATTEMPTS = READERS.flatMap(([verb, read]) =>
  DEEDS.map(([what, act, message]) => ({ verb, what, read, act, message })),
);

it.each(ATTEMPTS)('a sealed run is not $verb once $what', async ({ read, act, message }) => {
  await using dir = await temporaryFolder();
  const folder = await seal(dir.path);
  await act(folder, await linesOf(folder));
  await expect(read(folder)).rejects.toThrow(InputError);
  await expect(read(folder)).rejects.toThrow(message);
});

it('a sealed run is read as it stands, in whatever order its lines are', async () => {
  await using dir = await temporaryFolder();
  const folder = await seal(dir.path);
  await write(folder, (await linesOf(folder)).toReversed());
  const read: ExchangeRecord[] = [];
  for await (const { record } of (await readRun(folder)).records) read.push(record);
  expect(promptsOf(read)).toEqual(['c', 'b', 'a']);
  expect((await readExchange(folder, 't/a/send/1')).record.case.prompt).toBe('a');
  await (await resume(folder)).store.close();
});

it('of a target the answers that it gave first are read alone', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const ids = [
    { target: 't', repetition: 1 },
    { target: 't', repetition: 11 },
    { target: 'u', repetition: 1 },
    { target: 't', repetition: 2 },
  ];
  await store.append(
    ids.map((id) => record('a', { case: { ...caseOf('a'), ...id } })),
    [hashed],
  );
  await store.close();
  const read: string[] = [];
  for await (const each of (await readRun(store.folder)).recordsOf('t', 'first'))
    read.push(caseText(each.record.case));
  expect(read).toEqual(['t/a/send/1']);
});

it('a run that is gone on with is sealed no more until its end, so that a kill leaves it open', async () => {
  await using dir = await temporaryFolder();
  const folder = await seal(dir.path);
  const { store } = await resume(folder);
  await store.append([record('d')], []);
  await store.close();
  const again = await resume(folder);
  expect(promptsOf(again.records)).toEqual(['a', 'b', 'c', 'd']);
  await again.store.close();
});
