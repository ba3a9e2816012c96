import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { agreementSchema } from '../../src/contract/opinions/agreement.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { formatOf } from '../../src/files/check-format.ts';
import { readAgreement } from '../../src/opinions/agreement-file.ts';
import { labelSchema } from '../../src/opinions/read-labels.ts';
import { runMany } from '../e2e/run-many.ts';
import { problemsOf, spoken } from '../suites/project-on-disk.ts';
import { judgedProject, JUDGEMENT, labelled, measure } from '../opinions/labelled.ts';

const FILE = 'labels/judge.agreement.json';

describe('a judge is measured by the labels', () => {
  it('with kappa, its interval and every answer that it judges otherwise, stored beside them', async () => {
    const root = await judgedProject({
      labels: labelled(30, 30),
      answers: {
        'truly: 1.': JUDGEMENT('bad'),
        'truly: 2.': `Certainly!\n\`\`\`json\n${JUDGEMENT('good')}\n\`\`\``,
        'alas: 3.': 'I would rather not say.',
        'alas: 4.': JUDGEMENT('good'),
        truly: JUDGEMENT('good'),
        alas: JUDGEMENT('bad'),
      },
    });
    const { agreement, judged, why } = await measure(root);
    expect(why).toBeNull();
    expect(judged).toHaveLength(60);
    expect(
      judged
        .filter(({ label, opinion }) => label !== opinion.label)
        .map(({ line, label, opinion }) => [line, label, opinion.label, opinion.reason]),
    ).toEqual([
      [2, 'good', 'bad', 'So it is.'],
      [34, 'bad', null, 'its answer is no JSON with a reason and a label'],
      [35, 'bad', 'good', 'So it is.'],
    ]);
    expect(agreement).toMatchObject({
      source: 'live',
      target: 'arbiter',
      model: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
      n: 60,
      counts: { bothGood: 29, bothBad: 28, judgeGood: 2, judgeBad: 1 },
      unreadable: 1,
    });
    // 57 of 60 agree, of which an even chance explains a half.
    expect(agreement?.kappa).toBeCloseTo(0.9, 3);
    expect(agreement?.low).toBeGreaterThan(0.7);
    expect(agreement?.high).toBeLessThan(0.98);
    expect(await readAgreement(root, FILE)).toEqual(agreement);
    expect(agreement?.date).toBe(new Date().toISOString().slice(0, 10));
  });

  it('and is not listened to where it says one thing of all', async () => {
    const allGood = await judgedProject({
      labels: labelled(25, 25),
      answers: { truly: JUDGEMENT('good'), alas: JUDGEMENT('good') },
    });
    const { agreement, why } = await measure(allGood);
    expect(agreement).toMatchObject({ kappa: 0, low: -1, high: 1 });
    expect(why).toBe('the lower end of kappa, -1.000, is below 0.6 (judge.minKappa)');
  });

  it('nor where all labels are one', async () => {
    const root = await judgedProject({ labels: labelled(50, 0), answers: { truly: JUDGEMENT('good') } });
    const { agreement, why } = await measure(root);
    expect(agreement).toMatchObject({ kappa: null, low: null, high: null });
    expect(why).toContain('no agreement beyond chance');
  });

  it('by as much as the configuration asks', async () => {
    const answers = { truly: JUDGEMENT('good'), alas: JUDGEMENT('bad') };
    const root = await judgedProject({ labels: labelled(25, 25), answers, judge: { minKappa: 0.9 } });
    expect((await measure(root)).why).toBe('the lower end of kappa, 0.857, is below 0.9 (judge.minKappa)');
  });

  it('and of fewer than fifty nothing is asked', async () => {
    const root = await judgedProject({ labels: labelled(25, 24) });
    const { agreement, judged, why } = await measure(root);
    expect([agreement, judged]).toEqual([null, []]);
    expect(why).toBe('49 labelled answers are too few: at least 50 are needed; nothing was asked');
    expect(await readAgreement(root, FILE)).toBeNull();
  });

  it('and an outage measures nothing, and leaves what was measured before', async () => {
    const root = await judgedProject({
      labels: labelled(25, 25),
      answers: {
        truly: JUDGEMENT('good'),
        'alas: 7.': { status: 503, error: 'the engine is gone' },
        alas: JUDGEMENT('bad'),
      },
    });
    const { agreement, judged, why } = await measure(root);
    expect(agreement).toBeNull();
    expect(judged.filter(({ opinion }) => opinion.error !== null)).toHaveLength(1);
    expect(why).toBe('1 of 50 questions were not answered, so nothing is measured');
    expect(await readAgreement(root, FILE)).toBeNull();
  });
});

describe('a simulated judge', () => {
  const SIMULATED = { labels: labelled(25, 25), source: 'simulate' } as const;

  it('says what the labels say, and that it is synthetic', async () => {
    const root = await judgedProject(SIMULATED);
    const { agreement, why } = await measure(root);
    expect(why).toBeNull();
    expect(agreement).toMatchObject({ source: 'simulate', kappa: 1, high: 1 });
  });

  it('is broken by faults like any target', async () => {
    const root = await judgedProject(SIMULATED);
    const cut = faultSchema.parse({ match: { prompt: 'label-3' }, answer: 'truncate' });
    const { agreement, judged } = await measure(root, { faults: [cut] });
    expect(judged[2]).toMatchObject({ line: 3, opinion: { label: null } });
    expect(agreement).toMatchObject({ unreadable: 1, counts: { bothGood: 24, judgeBad: 1 } });
  });

  it('never replaces what a live one was measured by', async () => {
    const answers = { truly: JUDGEMENT('good'), alas: JUDGEMENT('bad') };
    const root = await judgedProject({ labels: labelled(25, 25), answers });
    await measure(root);
    const [refused] = await problemsOf(() => measure(root, { source: 'simulate' }));
    expect(refused?.message).toContain("a simulator's does not replace it");
    expect(refused?.mend).toBe('use --source live, or remove the file');
    expect((await readAgreement(root, FILE))?.source).toBe('live');
  });
});

describe('labels are refused', () => {
  it('with all that is wrong in any line, each with its place and mend', async () => {
    const [good] = labelled(1, 0);
    const root = await judgedProject({
      labels: [
        good ?? {},
        { ...good, promptId: 'capitol' },
        { ...good, label: 'god' },
        { ...good, by: ' ' },
        { ...good, promptId: 'invoice' },
        { ...good, note: 'extra' },
        good ?? {},
      ],
    });
    const path = join(root, 'labels/judge.jsonl');
    await writeFile(path, `${await readFile(path, 'utf8')}{"promptId":`);
    const problems = await problemsOf(() => measure(root));
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const texts = problems.map(spoken);
    expect(texts[0]).toMatch(
      /^labels\/judge\.jsonl:2:\d+ there is no prompt "capitol" \| did you mean "capital"\?$/,
    );
    expect(texts[1]).toContain('one of good, bad | did you mean "good"?');
    expect(texts[2]).toContain('must not be empty | Who says so.');
    expect(texts[3]).toContain('which its schema and comparators judge | label answers to prompts');
    expect(texts[4]).toContain('note');
    expect(texts[5]).toContain('is labelled twice | keep one of them; the first is in line 1');
    expect(texts[6]).toContain('broken JSON');
  });

  it('where there is no file, or no judge', async () => {
    const root = await judgedProject({ labels: [], judge: { labels: 'labels/others.jsonl' } });
    const [gone] = await problemsOf(() => measure(root));
    expect(gone && spoken(gone)).toBe(
      'labels/others.jsonl cannot read the labels labels/others.jsonl: there is no such file | write one line for each labelled answer: promptId, text, label, by, why',
    );
    const config = join(root, 'llama-contract.config.yaml');
    const { judge: _gone, ...rest } = JSON.parse(await readFile(config, 'utf8'));
    await writeFile(config, JSON.stringify(rest));
    const [none] = await problemsOf(() => measure(root));
    expect(none?.message).toBe('the configuration names no judge');
  });
});

it('an agreement that somebody edited is refused, and measured anew', async () => {
  const answers = { truly: JUDGEMENT('good'), alas: JUDGEMENT('bad') };
  const root = await judgedProject({ labels: labelled(25, 25), answers });
  await measure(root);
  const path = join(root, FILE);
  const stored = agreementSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, JSON.stringify({ ...stored, low: 0.99, n: 500 }));
  const problems = await problemsOf(() => readAgreement(root, FILE));
  expect(problems.map(({ pointer, mend }) => [pointer, mend])).toEqual([
    ['/n', 'measure it again: npx llama-contract golden judge'],
    ['/low', 'measure it again: npx llama-contract golden judge'],
  ]);
  expect((await measure(root)).why).toBeNull();
  expect(await readAgreement(root, FILE)).toEqual(stored);
});

it("the editors' schema of a label takes what the file takes", () => {
  const validate = new Ajv({ strict: false }).compile(formatOf(labelSchema));
  const [label] = labelled(1, 0);
  expect(validate(label)).toBe(true);
  expect(validate({ ...label, label: 'fine' })).toBe(false);
  expect(validate({ ...label, by: undefined })).toBe(false);
  expect(validate({ ...label, note: '' })).toBe(false);
});

describe('golden judge', () => {
  it('ends with 0 for a judge that agrees, with 3 for one that does not, and with 2 before anything is asked', async () => {
    const cwd = await judgedProject({ labels: labelled(30, 30), source: 'simulate' });
    const faults = { faults: [{ match: { prompt: 'label-1' }, answer: 'truncate' }] };
    await writeFile(join(cwd, 'faults.json'), JSON.stringify(faults));
    const few = await judgedProject({ labels: labelled(2, 2), source: 'simulate' });
    const wrong = await judgedProject({ labels: [{ promptId: 'capital' }], source: 'simulate' });
    const [measured, json, tooFew, refused, schema, valid, invalid] = await runMany([
      { cwd, args: ['golden', 'judge', '--faults', 'faults.json'] },
      { cwd, args: ['golden', 'judge', '--json'] },
      { cwd: few, args: ['golden', 'judge'] },
      { cwd: wrong, args: ['golden', 'judge'] },
      { cwd, args: ['config', 'schema', 'labels'] },
      { cwd, args: ['config', 'validate'] },
      { cwd: wrong, args: ['config', 'validate'] },
    ]);
    expect([measured, json, tooFew, refused, schema, valid, invalid].map((each) => each?.code)).toEqual([
      0, 0, 3, 2, 0, 0, 2,
    ]);
    expect(measured?.stdout)
      .toBe(`MEASURED  arbiter on 60 labels of labels/judge.jsonl: kappa 0.97 [0.82-1.00]  SYNTHETIC

               judged good  judged bad
labelled good           29           1
labelled bad             0          30
labels/judge.jsonl:1 capital  labelled good, not judged: its answer is no JSON with a reason and a label
1 answer of the judge could not be read, and counts against it
stored in labels/judge.agreement.json
`);
    const document: unknown = JSON.parse(json?.stdout ?? '');
    expect(document).toMatchObject({ synthetic: true, why: null, agreement: { kappa: 1 } });
    expect(tooFew?.stdout)
      .toBe(`INCONCLUSIVE  arbiter on 4 labels of labels/judge.jsonl: not measured  SYNTHETIC
no report takes this judge's word: 4 labelled answers are too few: at least 50 are needed; nothing was asked
`);
    expect(refused?.stderr).toContain('labels/judge.jsonl:1');
    expect(invalid?.stderr).toContain('labels/judge.jsonl:1');
    expect(JSON.parse(schema?.stdout ?? '')).toHaveProperty('required', [
      'promptId',
      'text',
      'label',
      'by',
      'why',
    ]);
  });
});

it('the commands of the page about judges work as they are written', async () => {
  const page = await readFile('docs/judge.md', 'utf8');
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block.trim());
  // A pass needs goldens, which this project has none of.
  const lines = blocks.flatMap((block) => block.split('\n'));
  const commands = lines.map((line) => line.replace(' || test $? -eq 3', ''));
  const codes = lines.map((line) => (line.endsWith('-eq 3') ? 3 : 0));
  const cwd = await judgedProject({ labels: labelled(30, 30), source: 'simulate' });
  const results = await runMany(commands.map((line) => ({ cwd, args: line.split(' ').slice(2) })));
  expect(commands.length).toBeGreaterThan(2);
  expect(results.map(({ code }) => code)).toEqual(codes);
  const example = /^```json\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
  for (const line of example.trim().split('\n')) labelSchema.parse(JSON.parse(line));
  expect(page).toContain('their lower end is 0.857');
});
