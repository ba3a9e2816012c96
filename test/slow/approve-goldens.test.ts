import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import { goldenSchema, type Golden } from '../../src/contract/suites/prompt.ts';
import { approveGoldens, type ApproveOptions } from '../../src/runs/goldens/approve-goldens.ts';
import { approveWritten } from '../../src/runs/goldens/approve-written.ts';
import type { Approval } from '../../src/runs/goldens/write-approved.ts';
import { ANSWERED, ASKED, configFile, foreignProject, suiteFile } from '../e2e/foreign-project.ts';
import { eagerWorld, verifyProject } from '../e2e/verify-project.ts';

const GOLDENS = 'goldens/reference/first.jsonl';

type Changes = Partial<
  ApproveOptions['selection'] & ApproveOptions['wish'] & Pick<ApproveOptions, 'run' | 'baseline' | 'by'>
>;

/** `golden approve` of the newest run, with these flags. */
function approve(root: string, changes: Changes = {}): Promise<Approval> {
  const { run = null, baseline = null, by = 'Ada', ...rest } = changes;
  const { prompts = null, target = null, mode = null, repetition = null } = rest;
  const { all = false, expect: ending = null, allowSynthetic = false, takesFailed = true } = rest;
  return approveGoldens(
    {
      config: join(root, 'llama-contract.config.yaml'),
      out: join(root, 'reports'),
      run,
      baseline,
      selection: { prompts, target, mode, repetition },
      wish: { all, expect: ending, allowSynthetic, takesFailed },
      by,
      reason: 'read and right',
    },
    eagerWorld(),
  );
}

const rowsOf = ({ rows }: Approval) => rows.map(({ promptId, what, why }) => [promptId, what, why]);

/** What an approval is refused for: reason, choices and mend of each problem. */
async function refusal(work: Promise<unknown>): Promise<readonly (readonly (string | null)[])[]> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof InputError)) throw new Error('expected an InputError', { cause: thrown });
  return thrown.problems.map(({ message, frame, mend }) => [message, frame, mend]);
}

async function goldensOf(root: string, file = GOLDENS): Promise<readonly Golden[]> {
  const text = await readFile(join(root, file), 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => goldenSchema.parse(JSON.parse(line)));
}

const textsOf = (goldens: readonly Golden[]) => goldens.map(({ answer }) => answer.text);

const longInvoice = (total: number) => JSON.stringify({ number: 'A-17'.repeat(30), total });

describe('an approval', () => {
  it('makes the answers of a live run goldens, with who, when, why and from which evidence', async () => {
    const { root } = await foreignProject({ mine: ANSWERED });
    const { report } = await verifyProject(root);
    expect([report.exitCode, report.summary.counts.unproven]).toEqual([3, 4]);
    expect(rowsOf(await approve(root))).toEqual([
      ['capital', 'added', null],
      ['invoice', 'added', null],
    ]);
    const goldens = await goldensOf(root);
    expect(goldens[0]).toEqual({
      promptId: 'capital',
      answer: { text: 'Oslo.', toolCalls: [], finish: 'stop', error: null },
      provenance: {
        source: 'recorded',
        date: new Date().toISOString().slice(0, 10),
        model: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
        parametersHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        toolVersion: 'test',
        approvedBy: 'Ada',
        reason: 'read and right',
        answerHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        run: {
          id: report.identity.run,
          exchange: 'mine/capital/send/1',
          evidenceRoot: report.summary.evidenceRoot,
        },
      },
      usage: { inputTokens: 14, outputTokens: 2 },
    });
    const again = await verifyProject(root);
    expect([again.report.exitCode, again.report.summary.counts.passed]).toEqual([0, 4]);
    const kept = 'it has a golden; --prompt capital or --all replaces it';
    expect(rowsOf(await approve(root, { by: 'Bob' }))[0]).toEqual(['capital', 'kept', kept]);
    expect(await goldensOf(root)).toEqual(goldens);
  });

  it('replaces a golden that is named, and no byte of another', async () => {
    const answers: Record<string, string> = { ...ANSWERED };
    const { root } = await foreignProject({ mine: answers });
    await verifyProject(root);
    await approve(root);
    const before = await readFile(join(root, GOLDENS), 'utf8');
    answers['Norway'] = 'It is Oslo.';
    answers['invoice'] = '{ "total": 42.5, "number": "A-17" }';
    await verifyProject(root);
    expect(rowsOf(await approve(root, { prompts: ['capital'], by: 'Bob' }))).toEqual([
      ['capital', 'updated', null],
    ]);
    const [, invoice] = before.split('\n');
    expect((await readFile(join(root, GOLDENS), 'utf8')).split('\n')[1]).toBe(invoice);
    // JSON of one value is one answer, however it is spelt.
    expect(rowsOf(await approve(root, { all: true }))).toEqual([
      ['capital', 'matched', 'it is the golden already'],
      ['invoice', 'matched', 'it is the golden already'],
    ]);
    expect((await goldensOf(root)).map(({ provenance }) => provenance.approvedBy)).toEqual(['Bob', 'Ada']);
  });

  it('is refused with the choices where targets differ, and writes nothing', async () => {
    const { root } = await foreignProject({ mine: ANSWERED, other: { ...ANSWERED, Norway: 'Bergen.' } });
    const { report } = await verifyProject(root);
    const { run } = report.identity;
    const [[message, choices, mend] = [], ...more] = await refusal(approve(root));
    expect(more).toEqual([]);
    expect(message).toBe(
      `"capital" has 2 different answers in run ${run}, and one of them can be its golden`,
    );
    expect(choices).toBe(
      '  "Oslo."\n    from mine/capital/send/1\n  "Bergen."\n    from other/capital/send/1',
    );
    const command = `npx llama-contract golden approve ${run} --prompt capital --target mine --reason 'read and right'`;
    expect(mend).toContain(`choose, for instance: ${command}`);
    expect(await goldensOf(root)).toEqual([]);
    await approve(root, { target: 'other' });
    expect(textsOf(await goldensOf(root))[0]).toBe('Bergen.');
    await approve(root, { target: 'mine', baseline: 'mine' });
    expect(textsOf(await goldensOf(root, 'goldens/mine/first.jsonl'))[0]).toBe('Oslo.');
    expect(await refusal(approve(root, { baseline: 'mien' }))).toEqual([
      ['there is no baseline "mien": it is reference, or a target', null, 'did you mean "mine"?'],
    ]);
  });

  it('says where long answers part', async () => {
    const long =
      'The capital is Oslo, and it has been that for as long as anybody remembers, or a bit longer';
    const { root } = await foreignProject({
      mine: { Norway: `${long}.`, invoice: longInvoice(1) },
      other: { Norway: `${long}!`, invoice: longInvoice(2) },
    });
    await verifyProject(root);
    const problems = await refusal(approve(root));
    expect(
      problems.map(([, choices]) => choices?.split('\n').filter((line) => /^ +differs/.test(line))),
    ).toEqual([['    differs from character 92 on: "ers, or a bit longer!"'], ['    differs at /total: 2']]);
  });

  it('is refused with the choices where repetitions differ', async () => {
    // A case asks in both modes before the next one asks.
    const replies = ['Oslo.', 'Oslo.', 'Oslo!', 'Oslo!'];
    const { root } = await foreignProject({
      mine: { ...ANSWERED, Norway: () => replies.shift() ?? '' },
    });
    await verifyProject(root, { repeat: 2, concurrency: 1 });
    const [[, choices, mend] = []] = await refusal(approve(root, { prompts: ['capital'] }));
    expect(choices?.split('\n')).toHaveLength(4);
    expect(mend).toContain('--target mine --repetition 1');
    await approve(root, { prompts: ['capital'], repetition: 2 });
    expect(await goldensOf(root)).toHaveLength(1);
    expect(await refusal(approve(root, { repetition: 3, target: 'nobody', mode: 'send' }))).toEqual([
      [expect.stringMatching(/^target "nobody" was not asked in run /), null, expect.anything()],
      [expect.stringMatching(/^there is no repetition 3 in run /), null, 'its repetitions are 1 to 2'],
    ]);
  });

  it('takes no answer that would not pass as its own golden', async () => {
    const { root } = await foreignProject({
      mine: { Norway: '', invoice: '{"number":17,"total":42.5}' },
    });
    await verifyProject(root);
    const { rows } = await approve(root);
    expect(rows.map(({ what }) => what)).toEqual(['added', 'left']);
    expect(rows[1]?.why).toBe('schema/type-mismatch /number: must be string');
    expect(await refusal(approve(root, { prompts: ['invoice'] }))).toEqual([
      [expect.stringMatching(/^the answer to "invoice" in run .* cannot be approved: schema/), null, null],
    ]);
    expect((await goldensOf(root)).map(({ promptId }) => promptId)).toEqual(['capital']);
  });

  it('takes a cut answer and an error only where somebody says that they should come', async () => {
    const { root } = await foreignProject({
      mine: {
        Norway: { text: 'Oslo, '.repeat(20), finish: 'length' },
        invoice: { status: 400, error: "This model's maximum context length is 10 tokens" },
      },
    });
    await verifyProject(root);
    expect(rowsOf(await approve(root))).toEqual([
      ['capital', 'left', 'it ended with length; if it should: --expect length'],
      ['invoice', 'left', 'it ended with context_overflow; if it should: --expect context_overflow'],
    ]);
    await approve(root, { prompts: ['capital'], expect: 'length' });
    await approve(root, { prompts: ['invoice'], expect: 'context_overflow' });
    expect((await goldensOf(root)).map(({ answer }) => [answer.finish, answer.error])).toEqual([
      ['length', null],
      [null, 'context_overflow'],
    ]);
    expect((await verifyProject(root)).report.exitCode).toBe(0);
    // Whoever said so need not say it again; and what was seen to be too long is asked where no window is declared.
    expect((await approve(root, { all: true })).rows.map(({ what }) => what)).toEqual(['matched', 'matched']);
  });

  it('takes no outage for an answer', async () => {
    const { root } = await foreignProject({ mine: { ...ANSWERED, Norway: { status: 503, error: 'busy' } } });
    await verifyProject(root);
    const [capital, invoice] = (await approve(root)).rows;
    expect([capital?.what, invoice?.what]).toEqual(['left', 'added']);
    expect(capital?.why).toMatch(/^it ended with (?:overloaded|server_error): /);
  });

  it('leaves to whoever updates after a run no answer that the run judged a failure', async () => {
    const answers: Record<string, string> = { ...ANSWERED };
    const { root } = await foreignProject({ mine: answers });
    await verifyProject(root);
    await approve(root);
    answers['invoice'] = '{"number":"A-17","total":42.5,"paid":true}';
    await verifyProject(root);
    const [, invoice] = (await approve(root, { all: true, takesFailed: false })).rows;
    expect([invoice?.what, invoice?.why?.startsWith('it failed: parity/')]).toEqual(['left', true]);
    expect((await approve(root, { all: true })).rows[1]?.what).toBe('updated');
  });
});

describe('a simulated run', () => {
  it('gives goldens that say so, and replaces no other in silence', async () => {
    const { root, urls, write } = await foreignProject({ mine: ANSWERED });
    await verifyProject(root);
    await approve(root, { prompts: ['invoice'] });
    await write('llama-contract.config.yaml', configFile(urls, 'simulate'));
    await verifyProject(root);
    const left =
      "a simulator's answer would replace a golden that is recorded; if it should: --allow-synthetic";
    const { root: empty, urls: others, write: put } = await foreignProject({ mine: {} });
    await put('llama-contract.config.yaml', configFile(others, 'simulate'));
    await verifyProject(empty);
    await approve(empty);
    const sources = (await goldensOf(empty)).map(({ provenance, usage }) => [provenance.source, usage]);
    expect(sources).toEqual([
      ['simulated', undefined],
      ['simulated', undefined],
    ]);
    await write(GOLDENS, (await readFile(join(root, GOLDENS), 'utf8')).replace('42.5', '43.5'));
    expect(rowsOf(await approve(root, { all: true }))[1]).toEqual(['invoice', 'left', left]);
    const invoiceOf = async () =>
      (await goldensOf(root)).find(({ promptId }) => promptId === 'invoice')?.provenance.source;
    expect(await invoiceOf()).toBe('recorded');
    await approve(root, { all: true, allowSynthetic: true });
    expect(await invoiceOf()).toBe('simulated');
  });
});

describe('a run', () => {
  it('that was changed, or did not come to its end, is refused', async () => {
    const { root } = await foreignProject({ mine: ANSWERED });
    const { folder } = await verifyProject(root);
    const line = (await readFile(join(folder, 'exchanges.jsonl'), 'utf8')).split('\n')[0] ?? '';
    await appendFile(join(folder, 'exchanges.jsonl'), line.slice(0, 40));
    expect((await refusal(approve(root)))[0]?.[0]).toMatch(/a line is gone, forged or added$/);
    await rm(join(folder, 'summary.json'));
    expect((await refusal(approve(root)))[0]?.[0]).toMatch(/is not sealed: it did not come to its end$/);
    expect(await goldensOf(root)).toEqual([]);
  });

  it('that was asked something else than the prompts ask now gives no golden', async () => {
    const { root, write } = await foreignProject({ mine: ANSWERED });
    await verifyProject(root);
    await write('suites/first.yaml', suiteFile({ ...ASKED, capital: 'Norway: its capital?' }));
    expect(rowsOf(await approve(root))).toEqual([
      ['capital', 'left', 'its prompt asks something else now than the run did: verify it again'],
      ['invoice', 'added', null],
    ]);
  });
});

describe('goldens', () => {
  it('that two approve at once are all there', async () => {
    const { root } = await foreignProject({ mine: ANSWERED });
    await verifyProject(root);
    await Promise.all([
      approve(root, { prompts: ['invoice'], by: 'Ada' }),
      approve(root, { prompts: ['capital'], by: 'Bob' }),
      approve(root, { prompts: ['invoice'], by: 'Cy' }),
    ]);
    const goldens = await goldensOf(root);
    expect(goldens.map(({ promptId }) => promptId)).toEqual(['capital', 'invoice']);
    expect(await readdir(join(root, 'goldens/reference'))).toEqual(['first.jsonl']);
  });

  it('that somebody wrote or edited wait for whoever approves them as they stand', async () => {
    const { root, write } = await foreignProject({ mine: ANSWERED });
    await verifyProject(root);
    await approve(root);
    const [capital = '', invoice = ''] = (await readFile(join(root, GOLDENS), 'utf8')).split('\n');
    await write(GOLDENS, `${capital.replace('Oslo.', 'Oslo')}\n${invoice}\n`);
    const { report } = await verifyProject(root);
    expect(report.summary.counts).toMatchObject({ passed: 2, unproven: 2 });
    const why = 'a golden is written for it; --written approves that, --prompt capital replaces it';
    expect(rowsOf(await approve(root))[0]).toEqual(['capital', 'left', why]);
    const written = { config: join(root, 'llama-contract.config.yaml'), baseline: null, by: 'Bob' };
    const reason = 'the point is not asked for';
    const approval = await approveWritten({ ...written, reason, prompts: null }, eagerWorld());
    expect(rowsOf(approval)).toEqual([
      ['capital', 'added', null],
      ['invoice', 'matched', 'it is approved already, as it stands'],
    ]);
    const [edited, untouched] = await goldensOf(root);
    // What was edited is no recording any more.
    expect(edited?.provenance).toMatchObject({ source: 'hand-written', approvedBy: 'Bob', model: null });
    expect([edited?.provenance.run, edited?.usage]).toEqual([undefined, undefined]);
    expect(untouched?.provenance).toMatchObject({ source: 'recorded', approvedBy: 'Ada' });
    expect((await verifyProject(root)).report.exitCode).toBe(0);
  });

  it('that are written and break their own prompt are refused in their place', async () => {
    const { root, write } = await foreignProject({ mine: ANSWERED });
    await verifyProject(root);
    await approve(root, { prompts: ['capital'] });
    const answer = { text: '{"number":"A-17"}', toolCalls: [], finish: 'stop', error: null };
    await write(GOLDENS, `${JSON.stringify({ promptId: 'invoice', answer })}\n`);
    const written = {
      config: join(root, 'llama-contract.config.yaml'),
      baseline: null,
      by: 'Bob',
      reason: 'x',
    };
    const refused = await refusal(approveWritten({ ...written, prompts: null }, eagerWorld()));
    expect(refused.map(([message]) => message)).toEqual([
      'the golden "invoice" breaks its own contract: the property is required and missing at /total',
    ]);
    const unwritten = approveWritten({ ...written, prompts: ['capital', 'capitol'] }, eagerWorld());
    expect(await refusal(unwritten)).toEqual([['unknown prompt "capitol"', null, 'did you mean "capital"?']]);
  });
});
