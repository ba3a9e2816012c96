import { join } from 'node:path';
import { expect, it } from 'vitest';
import { detailRun } from '../../src/runs/report/detail-run.ts';
import { report, target } from '../reports/sample-report.ts';
import { begin, exchange, hashed, record, temporaryFolder } from '../store/sample-run.ts';

const COUNTS = { inputTokens: null, outputTokens: null, cachedTokens: null, reasoningTokens: null };

function answerOf(prompt: string, usage: Partial<Record<keyof typeof COUNTS, number>>) {
  const { outcome } = exchange(prompt);
  if (outcome.type !== 'response') throw new Error('it is an answer');
  const counted = { ...outcome, response: { ...outcome.response, usage: { ...COUNTS, ...usage } } };
  return record(prompt, { exchange: exchange(prompt, { outcome: counted }) });
}

it('adds what answers count, each for itself: what none counts is unknown', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const answers = [{ outputTokens: 1_200 }, { outputTokens: 34 }, {}];
  await store.append(
    answers.map((usage, at) => answerOf(`p-${at}`, usage)),
    [hashed],
  );
  await store.close();
  const { targets } = await detailRun(
    store.folder,
    report({ targets: [target('t')] }),
    join(dir.path, 'none.yaml'),
    { trends: [], decisions: [] },
    () => Promise.reject(new Error('nothing is compared')),
  );
  expect(targets).toMatchObject([{ id: 't', ...COUNTS, outputTokens: 1_234, uncounted: 3 }]);
});
