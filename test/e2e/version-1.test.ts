import { hash } from 'node:crypto';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseText } from '../../src/contract/exchanges/case-id.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { createFold } from '../../src/metrics/create-fold.ts';
import { renderCurl } from '../../src/reports/exchange/render-curl.ts';
import { renderExchange } from '../../src/reports/exchange/render-exchange.ts';
import { renderExchangeJson } from '../../src/reports/exchange/render-exchange-json.ts';
import { reportRun } from '../../src/runs/verify/report-run.ts';
import { showExchange, type ShownExchange } from '../../src/runs/report/show-exchange.ts';
import { encodeReport } from '../../src/store/run/encode-report.ts';
import { createRootCount } from '../../src/store/run/run-roots.ts';
import { readRun, type ReadRun } from '../../src/store/run/read-run.ts';
import { temporaryFolder } from '../store/sample-run.ts';
import { writeProject } from './small-project.ts';
import { verifyProject } from './verify-project.ts';

/** Two targets, five prompts, both modes: one fault that fails, one that errors, two pictures that are skipped. */
const RUNS = join(import.meta.dirname, '../../fixtures/runs/v1');
const RUN = '20261126-003937-ad84';
const FOLDER = join(RUNS, RUN);

const show = (id: string): Promise<ShownExchange> =>
  showExchange({ id, run: RUN, out: RUNS, nowMs: Date.now(), config: join(RUNS, 'there-is-none.yaml') });
const shownThen = (name: string): Promise<string> => readFile(join(RUNS, 'shown', name), 'utf8');

/** No score and no opinion was kept then. */
const asThen = (shown: string): string => shown.replace('"score":null,"opinion":null,', '');

describe('an exchange of a run of version 1', () => {
  it.each([
    'vllm/two-pictures/send/1',
    'vllm/json-note/stream/1',
    'bedrock/json-note/stream/1',
    'bedrock/plain-word/send/1',
  ])('%s is shown as it was shown then', async (id) => {
    const { view } = await show(id);
    const name = id.replaceAll('/', '_');
    expect(renderExchange(view, false)).toBe(await shownThen(`${name}.txt`));
    expect(asThen(renderExchangeJson(view))).toBe(await shownThen(`${name}.json`));
  });

  it('is shown whole where its body stands beside the lines', async () => {
    const { view } = await show('bedrock/long-list/stream/1');
    expect(hash('sha256', renderExchange(view, false))).toBe(
      'e07f33cb55fb84043e9802ce538b5f9af9d9b064bb50093a8056051d2b313a19',
    );
    expect(hash('sha256', asThen(renderExchangeJson(view)))).toBe(
      'e7ee771411e3868f0ab55dd320310f74eabb3e51dc990ce44eac8997b5517c23',
    );
  });

  it('gives the curl command that it gave', async () => {
    const { view } = await show('vllm/json-note/stream/1');
    const request = view.record.exchange?.evidence?.request;
    if (request === undefined) throw new Error('it was sent');
    const credentials = { kind: 'bearer', token: 'TEST_VLLM_TOKEN' } as const;
    expect(renderCurl(request, credentials, null, null)).toBe(await shownThen('curl.txt'));
  });

  it('is found by an id that is nearly right', async () => {
    await expect(show('vllm/json-note/stream/2')).rejects.toMatchObject({
      problems: [{ mend: expect.stringContaining('did you mean vllm/json-note/stream/1') }],
    });
  });
});

describe('a run of version 1', () => {
  let run: ReadRun;
  let records: readonly ExchangeRecord[] = [];
  let root = '';

  beforeAll(async () => {
    run = await readRun(FOLDER);
    const roots = createRootCount();
    const read: ExchangeRecord[] = [];
    for await (const { record, digest } of run.records) {
      roots.add(caseText(record.case), digest, '');
      read.push(record);
    }
    records = read;
    root = roots.roots().evidenceRoot;
  });

  it('is read into records of today', () => {
    expect(run.manifest).toMatchObject({ schemaVersion: 1, run: RUN, plan: { prompts: 5 } });
    expect(records).toHaveLength(20);
    for (const { case: id, exchange } of records) {
      expect(Object.keys(id)).toEqual(['suite', 'prompt', 'target', 'mode', 'repetition']);
      if (exchange === null) continue;
      expect(exchange.case).toEqual(id);
      expect(exchange).not.toHaveProperty('promptId');
    }
  });

  it('comes to the summary that it came to, evidence root and all', async () => {
    const then = await readFile(join(FOLDER, 'summary.json'), 'utf8');
    const { summary: judged, times } = JSON.parse(then);
    const prompts = [...new Set(records.map((record) => record.case.prompt))];
    const fold = createFold({
      source: run.manifest.source,
      plan: {
        targets: run.manifest.plan.targets.map((id) => ({ id, deadlineMs: 300_000 })),
        prompts: run.manifest.plan.targets.flatMap((target) =>
          prompts.map((promptId) => ({
            target,
            suite: 'small',
            promptId,
            repeat: 1,
            plannedExchanges: 2,
            plannedStreams: 1,
            hasSchema: promptId === 'json-note',
            expectsCall: promptId === 'tool-call' ? true : null,
            isStale: false,
            scoredBy: null,
            restsOn: ['schema'],
            carried: { send: [], stream: [] },
          })),
        ),
      },
    });
    for (const record of records) fold.add(record);
    const summary = fold.summary(root);
    expect(summary.evidenceRoot).toBe(times.evidenceRoot);
    expect(summary.counts).toMatchObject(judged.counts);
    const report = reportRun({
      summary,
      manifest: run.manifest,
      folder: times.paths.run,
      redact: (text) => text,
      mends: [],
      costs: [],
      changes: [],
      out: 'reports',
      config: 'llama-contract.config.yaml',
      contentRoot: 'unknown then',
      places: [],
      reporters: [],
      prompts: [],
      strength: null,
      shadow: null,
      durationMs: times.durationMs,
      endedMs: Date.parse(times.endedAt),
    });
    // What was counted since then stands beside it, and a group leaves the command that opens its example to whoever
    // prints it. A time that was reckoned from the deadline of something without an answer is none any more; nothing else
    // that was counted then came out otherwise.
    const parsed = JSON.parse(then, (key, value: unknown) => {
      if (key === 'show') {
        expect(value).toMatch(/^llama-contract show /);
        return undefined;
      }
      return typeof value === 'number' && value > 100_000 && value < 300_000 ? null : value;
    });
    expect(JSON.parse(encodeReport({ ...report, suites: run.manifest.plan.suites }, ''))).toMatchObject({
      ...parsed,
      mends: [],
      contentRoot: 'unknown then',
      times: { ...parsed.times, inRun: `--run ${RUN}` },
    });
  });

  it('is not gone on with by a version that writes other lines', async () => {
    await using dir = await temporaryFolder();
    const folder = join(dir.path, RUN);
    await cp(FOLDER, folder, { recursive: true });
    const resumed = verifyProject(await writeProject(), { resume: folder });
    await expect(resumed).rejects.toThrow(
      `run ${RUN} cannot be resumed: the format of its folder changed since it began (1, now 2)`,
    );
    const lines = await readFile(join(folder, 'exchanges.jsonl'));
    expect(lines).toEqual(await readFile(join(FOLDER, 'exchanges.jsonl')));
    expect(await readdir(folder)).toEqual(await readdir(FOLDER));
  });
});
