import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { createRun } from '../../src/store/run/open-run.ts';
import { redactContent } from '../../src/store/secrets/redact-content.ts';
import {
  evidence,
  exchange,
  manifest,
  maskPassword,
  record,
  stoppedClock,
  temporaryFolder,
} from './sample-run.ts';

const read = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8');

const answer = (id: string, body: string): ExchangeRecord => {
  const made = exchange(id, { evidence: evidence({ body: { text: body } }) });
  if (made.outcome.type !== 'response') throw new Error('the sample has a response');
  const outcome = {
    ...made.outcome,
    response: { ...made.outcome.response, text: 'it is hunter2! indeed' },
  };
  return record(id, { exchange: { ...made, outcome } });
};

it('bytes that spell a secret across events are withheld, and the answer that they make is masked', async () => {
  await using dir = await temporaryFolder();
  const store = await createRun({
    dir: dir.path,
    manifest: manifest(),
    clock: stoppedClock(),
    processes: nodeProcesses,
    redact: maskPassword,
    maskSecrets: maskPassword,
    countSecrets: (text) => text.split('hunter2!').length - 1,
  });
  await store.append(
    [
      answer('a', 'data: it is hun\n\ndata: ter2! indeed\n\n'),
      answer('b', 'data: it is hunter2! indeed\n\n'),
    ],
    [],
  );
  await store.close();
  const [pieces, whole] = (await read(store.folder, 'exchanges.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(pieces.exchange.evidence.body.text).toMatch(/^\*\*\* \(the bytes are withheld/);
  expect(pieces.exchange.outcome.response.text).toBe('it is *** indeed');
  expect(whole.exchange.evidence.body.text).toBe('data: it is *** indeed\n\n');
});

it('a secret that is a number or the name of a key is masked where its mask would break the line', async () => {
  expect(
    redactContent({ 'a-123456': 123456, b: ['"123456'] }, (text) =>
      text.replaceAll('"', '').replaceAll('123456', '***'),
    ),
  ).toBe('{"a-***":"***","b":["***"]}');
});
