import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agreementSchema } from '../../src/contract/opinions/agreement.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { keptReporters } from '../../src/runs/verify/kept-reporters.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import type { Answers } from '../e2e/foreign-server.ts';
import { runMany } from '../e2e/run-many.ts';
import { rejudgeProject, verifyProject } from '../e2e/verify-project.ts';
import { problemsOf, spoken } from '../suites/project-on-disk.ts';
import { judgedProject, JUDGEMENT, labelled, measure } from '../opinions/labelled.ts';

const INVOICE = '{"number":"A-17","total":42.5}';
const LABELS = labelled(30, 30);
const TODAY = new Date().toISOString().slice(0, 10);

/** What the judge says of labels, and of the answers of the targets; then what the targets say. */
const answersWith = (ofRun: Answers[string]): Answers => ({
  truly: JUDGEMENT('good'),
  alas: JUDGEMENT('bad'),
  'It is Oslo': ofRun,
  Norway: 'It is Oslo.',
  invoice: INVOICE,
});

async function recordsOf(folder: string): Promise<readonly ExchangeRecord[]> {
  const records: ExchangeRecord[] = [];
  for await (const { record } of (await readRun(folder)).records) records.push(record);
  return records.toSorted((a, b) => (JSON.stringify(a.case) < JSON.stringify(b.case) ? -1 : 1));
}

async function verdictsOf(folder: string) {
  return (await recordsOf(folder)).map(({ state, verdicts }) => [state, verdicts]);
}

async function refusal(root: string): Promise<string> {
  const problems = await problemsOf(() => verifyProject(root, asked));
  return problems.map(spoken).join('\n');
}

const reporters = keptReporters(['console', 'markdown', 'json'], '');

const asked = { judge: true, targets: ['mine'] } as const;

describe('verify --judge', () => {
  it('asks about each answer in plain text, keeps the opinion apart from the score, and reports whose it is', async () => {
    const root = await judgedProject({ labels: LABELS, answers: answersWith(JUDGEMENT('good')) });
    await measure(root);
    const { report, folder } = await verifyProject(root, { ...asked, reporters });
    const opinions = (await recordsOf(folder)).map(({ case: id, score, opinion }) => [
      id.prompt,
      score,
      opinion?.label ?? null,
      opinion?.reason ?? null,
    ]);
    expect(opinions).toEqual([
      ['capital', null, 'good', 'So it is.'],
      ['capital', null, 'good', 'So it is.'],
      ['invoice', null, null, null],
      ['invoice', null, null, null],
    ]);
    expect(report.judge).toMatchObject({ target: 'arbiter', n: 60, kappa: 1, date: TODAY });
    const [mine] = report.summary.targets;
    expect(mine?.judgedQuality).toMatchObject({
      share: 1,
      high: 1,
      prompts: 1,
      good: 2,
      judged: 2,
      unjudged: 0,
    });
    expect(mine?.quality).toMatchObject({ score: null });
    const files = await Promise.all(
      ['report.txt', 'report.md'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    for (const text of files) {
      expect(text.replaceAll(/\s+/g, ' ').replaceAll('&#91;', '[').replaceAll('&#93;', ']')).toContain(
        `Judged quality by arbiter (kappa 1.00 [0.87-1.00] on 60 labels, ${TODAY}): mine 100% [20-100%] good of 2 answers. It decides nothing.`,
      );
    }
    const json: unknown = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    expect(json).toMatchObject({
      judge: { target: 'arbiter', n: 60, kappa: 1, date: TODAY, synthetic: false },
      targets: [{ id: 'mine', judgedQuality: { good: 2, judged: 2 } }],
    });
  });

  it.each([
    ['says that all is bad', JUDGEMENT('bad'), { share: 0, judged: 2, unjudged: 0 }],
    ['says nothing that can be read', 'Hm.', { share: null, judged: 0, unjudged: 2 }],
    ['is gone', { status: 503, error: 'gone' }, { share: null, judged: 0, unjudged: 2 }],
  ])('counts for nothing where it %s', async (_what, ofRun, judged) => {
    const root = await judgedProject({ labels: LABELS, answers: answersWith(ofRun) });
    await measure(root);
    const plain = await verifyProject(root, { targets: ['mine'] });
    const { report, folder } = await verifyProject(root, asked);
    expect(report.summary.targets[0]?.judgedQuality).toMatchObject(judged);
    const { verdict, counts } = plain.report.summary;
    expect(report.summary).toMatchObject({ verdict, counts, groups: plain.report.summary.groups });
    expect([report.exitCode, report.contentRoot]).toEqual([plain.report.exitCode, plain.report.contentRoot]);
    expect(plain.report.judge).toBeNull();
    expect(plain.report.summary.targets[0]?.judgedQuality).toBeNull();
    expect(await verdictsOf(folder)).toEqual(await verdictsOf(plain.folder));
  });

  it('says where the judge judged itself, and where anything is synthetic', async () => {
    const root = await judgedProject({ labels: LABELS, source: 'simulate' });
    await measure(root);
    const { folder } = await verifyProject(root, { judge: true, reporters });
    const text = await readFile(join(folder, 'report.md'), 'utf8');
    expect(text).toContain('arbiter judged its own answers too. SYNTHETIC');
  });

  it('keeps what was said of an answer when it is judged anew by rule, and when the run is gone on with', async () => {
    const root = await judgedProject({ labels: LABELS, answers: answersWith(JUDGEMENT('good')) });
    await measure(root);
    const { report, folder } = await verifyProject(root, asked);
    const anew = await rejudgeProject(root, report.identity.run);
    expect(anew.report.judge).toEqual(report.judge);
    expect(anew.report.summary.targets[0]?.judgedQuality).toEqual(report.summary.targets[0]?.judgedQuality);
    const again = await verifyProject(root, { ...asked, resume: folder });
    expect(again.report.summary.targets[0]?.judgedQuality).toEqual(report.summary.targets[0]?.judgedQuality);
    const problems = await problemsOf(() => verifyProject(root, { targets: ['mine'], resume: folder }));
    expect(problems.map(spoken).join()).toContain('the judge changed since it began');
  });

  it('ends at a stop, with what was answered kept', async () => {
    const root = await judgedProject({ labels: LABELS, answers: answersWith(JUDGEMENT('good')) });
    await measure(root);
    const { stopped, report, folder } = await verifyProject(root, { ...asked, bail: true, repeat: 40 });
    expect(stopped).toBe('bail');
    const { missing, planned } = report.summary.counts;
    expect(await recordsOf(folder)).toHaveLength(planned - missing);
    expect(missing).toBeLessThan(planned);
  });

  it('adds what the judge costs to the tokens of the run', async () => {
    const root = await judgedProject({ labels: LABELS, answers: answersWith(JUDGEMENT('good')) });
    await measure(root);
    const { folder } = await verifyProject(root, asked);
    const [first] = await recordsOf(folder);
    expect(first?.opinion?.tokens).toBeGreaterThan(20);
  });
});

describe('verify --judge is refused before anything is asked', () => {
  const answers = answersWith(JUDGEMENT('good'));
  const FILE = 'labels/judge.agreement.json';
  const MEND = 'measure it: npx llama-contract golden judge; or leave --judge out';

  it('where no agreement is stored', async () => {
    const root = await judgedProject({ labels: LABELS, answers });
    expect(await refusal(root)).toBe(
      `${FILE} the judge cannot be asked: nothing says how far arbiter agrees with people | ${MEND}`,
    );
  });

  it('where the labels, the prompt, the model or the target changed since', async () => {
    const root = await judgedProject({ labels: LABELS, answers });
    await measure(root);
    const path = join(root, FILE);
    const stored = agreementSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    const other = '0'.repeat(64);
    for (const [change, what] of [
      [{ labelsHash: other }, 'the file of labels'],
      [{ promptHash: other }, "the judge's prompt"],
      [{ model: 'another' }, "the judge's model"],
      [{ target: 'mine' }, "the judge's target"],
      [{ questionsHash: other }, 'a prompt that labelled answers belong to'],
    ] as const) {
      await writeFile(path, JSON.stringify({ ...stored, ...change }));
      expect(await refusal(root)).toContain(`it was measured before ${what} changed | ${MEND}`);
    }
    await writeFile(path, JSON.stringify(stored));
    const labels = join(root, 'labels/judge.jsonl');
    await writeFile(labels, `${await readFile(labels, 'utf8')}\n`);
    expect(await refusal(root)).toContain('it was measured before the file of labels changed');
  });

  it('where the agreement is too little, or a simulator’s', async () => {
    const strict = await judgedProject({ labels: LABELS, answers, judge: { minKappa: 0.99 } });
    await measure(strict);
    expect(await refusal(strict)).toContain('is below 0.99 (judge.minKappa) | name another judge');
    const synthetic = await judgedProject({ labels: LABELS, answers });
    await measure(synthetic, { source: 'simulate' });
    expect(await refusal(synthetic)).toContain('a simulator was measured, and the source is live');
  });

  it('by the command too, with exit code 2', async () => {
    const cwd = await judgedProject({ labels: LABELS, source: 'simulate' });
    const lines = [
      ['verify', '--judge'],
      ['golden', 'judge'],
      ['verify', '--judge', '--json'],
      ['show', 'mine/capital/send/1'],
      ['verify', '--judge', '--dry-run'],
    ];
    const [refused, measured, done, shown, dry] = await runMany(lines.map((args) => ({ cwd, args })));
    expect([refused?.code, measured?.code, done?.code, shown?.code]).toEqual([2, 0, 3, 0]);
    expect(refused?.stderr).toContain('nothing says how far arbiter agrees with people');
    expect(done?.stdout).toContain('"judge":{"target":"arbiter"');
    expect(dry?.stdout).toContain('Besides, arbiter would judge 4 answers at most, a call each.');
    expect(shown?.stdout).toContain('Opinion of the judge');
  });
});
