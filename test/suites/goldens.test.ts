import { hash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Golden, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { buildRequest } from '../../src/suites/build-request.ts';
import { ERROR_KINDS, EXPECTED_ERRORS } from '../../src/contract/errors/error-kind.ts';
import { goldenForm } from '../../src/suites/goldens/golden-line.ts';
import { planPrompts } from '../../src/suites/plan-prompts.ts';
import { hashRequest } from '../../src/suites/hash-request.ts';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { hashAnswer } from '../../src/suites/goldens/is-approved.ts';
import { readAllGoldens } from '../../src/suites/goldens/read-all-goldens.ts';
import { readGoldens } from '../../src/suites/goldens/read-goldens.ts';
import { updateGoldens } from '../../src/suites/goldens/update-goldens.ts';
import type { Suite } from '../../src/suites/suite.ts';
import { problemsOf, projectOnDisk, spoken } from './project-on-disk.ts';

const SUITE = `archetype: a
prompts:
  - id: one
    messages: [{ role: user, content: First. }]
    maxOutputTokens: 5
  - id: two
    messages: [{ role: user, content: Second. }]
    maxOutputTokens: 5
`;

function golden(promptId: string, parametersHash: string | null = null): Golden {
  return {
    promptId,
    answer: { text: `Answer of ${promptId}\u2028`, toolCalls: [], finish: 'stop', error: null },
    provenance: {
      source: 'hand-written',
      date: '2026-11-22',
      model: null,
      parametersHash,
      toolVersion: '0.1.0',
      approvedBy: 'someone',
      reason: 'because',
    },
  };
}

function requestHashOf(prompt: GoldenPrompt): string {
  return hashRequest(buildRequest(prompt, ''));
}

const FILE = 'goldens/reference/s.jsonl';

async function project(lines: string | null): Promise<{ root: string; suite: Suite }> {
  const root = await projectOnDisk({ 'suites/s.yaml': SUITE, ...(lines === null ? {} : { [FILE]: lines }) });
  const suite = (await loadSuites({ root, names: null })).suites[0];
  if (suite === undefined) throw new Error('no suite');
  return { root, suite };
}

function reading(root: string, suite: Suite) {
  return readGoldens({ root, baseline: 'reference', suite });
}

/** Everything that is wrong with the goldens of a project. */
async function wrongWith(root: string): Promise<readonly string[]> {
  const { suites } = await loadSuites({ root, names: null });
  const { problems, obsolete } = await readAllGoldens({ root, baseline: 'reference', suites });
  return [...problems, ...obsolete.map(({ problem }) => problem)].map(spoken);
}

/** Puts goldens into the file as it stands. */
async function put(root: string, goldens: readonly Golden[]): Promise<void> {
  const text = await readFile(join(root, FILE), 'utf8').catch(() => null);
  const read = text === null ? null : hash('sha256', text);
  await updateGoldens({ root, baseline: 'reference', suite: 's', read, goldens });
}

describe('goldens', () => {
  it('come back as they were written, sorted by prompt id, one a line', async () => {
    const { root, suite } = await project(null);
    await put(root, [golden('two'), golden('one')]);
    const read = await reading(root, suite);
    expect([...read.goldens]).toEqual([
      ['one', golden('one')],
      ['two', golden('two')],
    ]);
    expect(read).toMatchObject({ missing: [], problems: [], obsolete: [] });
    expect([...read.lines].map(([id, { line }]) => [id, line])).toEqual([
      ['one', 1],
      ['two', 2],
    ]);
    const lines = (await readFile(join(root, FILE), 'utf8')).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe('');
  });

  it('are written with their keys in one order and nothing left beside the file', async () => {
    const { root } = await project(null);
    const { promptId, answer, provenance } = golden('one');
    const { reason, approvedBy, ...rest } = provenance;
    const shuffled = {
      provenance: { reason, approvedBy, ...rest },
      answer: { error: answer.error, finish: answer.finish, toolCalls: answer.toolCalls, text: answer.text },
      promptId,
    };
    await put(root, [shuffled]);
    expect(await readFile(join(root, FILE), 'utf8')).toBe(`${JSON.stringify(golden('one'))}\n`);
    expect(await readdir(join(root, 'goldens/reference'))).toEqual(['s.jsonl']);
  });

  it('that are not there are missing and no error', async () => {
    const { root, suite } = await project(null);
    expect(await reading(root, suite)).toEqual({
      suite,
      goldens: new Map(),
      missing: ['one', 'two'],
      lines: new Map(),
      hash: null,
      obsolete: [],
      problems: [],
    });
  });

  it('that are there for some prompts have a hash, and the others are missing', async () => {
    const { root, suite } = await project(`${JSON.stringify(golden('one'))}\n`);
    const read = await reading(root, suite);
    expect(read.missing).toEqual(['two']);
    expect(read.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of prompts and suites that are gone, or elsewhere, are refused in their places', async () => {
    const root = await projectOnDisk({
      'suites/s.yaml': SUITE,
      'suites/t.yaml': SUITE.replaceAll('id: ', 'id: t-').replaceAll('content: ', 'content: And '),
      [FILE]: `${['onne', 't-two', 'zero'].map((id) => JSON.stringify(golden(id))).join('\n')}\n`,
      'goldens/reference/gone.jsonl': '',
      'goldens/reference/notes.txt': '',
    });
    expect(await wrongWith(root)).toEqual([
      `${FILE}:1:13 suite s has no prompt "onne" | did you mean "one"?; else remove the line`,
      `${FILE}:2:13 suite s has no prompt "t-two" | move the line to goldens/reference/t.jsonl`,
      `${FILE}:3:13 suite s has no prompt "zero" | known: one, two; else remove the line`,
      'goldens/reference/gone.jsonl goldens/reference/gone.jsonl holds goldens, and there is no suite "gone" | known: s, t; else remove the file',
    ]);
  });

  it.each(ERROR_KINDS)('may expect %s only if it answers the prompt', async (error) => {
    const { answer, ...rest } = golden('one');
    const line = JSON.stringify({ ...rest, answer: { ...answer, text: '', finish: null, error } });
    const { root, suite } = await project(`${line}\n`);
    if (EXPECTED_ERRORS.some((expected) => expected === error)) {
      expect((await reading(root, suite)).goldens.get('one')?.answer.error).toBe(error);
      return;
    }
    const [problem, ...more] = (await reading(root, suite)).problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      file: FILE,
      line: 1,
      column: line.indexOf(`"${error}"`) + 1,
      message: `answer.error must be one of ${EXPECTED_ERRORS.join(', ')}`,
      mend: 'only an error that answers the prompt can be approved; write null if an answer is expected',
    });
  });

  it('are refused as long as their form is not filled in, and count for nothing before they are approved', async () => {
    const { suite } = await project(null);
    const [planned] = planPrompts(suite.prompts, null, new Map());
    if (planned === undefined) throw new Error('two prompts expected');
    const { file, promptId, line } = goldenForm('reference', planned);
    expect([file, promptId]).toEqual([FILE, 'one']);
    const blank = await project(`${line}\n`);
    expect(await wrongWith(blank.root)).toEqual([
      `${FILE}:1:${line.indexOf('"<the') + 1} the golden "one" is still to be written | write the approved answer in its place`,
    ]);
    const written = await project(`${line.replace(/<[^>]*>/, 'Filled in.')}\n`);
    const { goldens } = await reading(written.root, written.suite);
    const [first] = planPrompts(written.suite.prompts, null, goldens);
    expect([first?.golden, first?.draft?.answer.text, first?.isStale]).toEqual([null, 'Filled in.', false]);
  });

  it('that cannot be read are all named with their lines', async () => {
    const bad = { ...golden('one'), answer: { text: 'x', toolCalls: [], finish: 'ended', error: null } };
    const lines = [
      '{"promptId":',
      JSON.stringify(golden('two')),
      '',
      JSON.stringify(bad),
      JSON.stringify(golden('two')),
    ];
    const { root } = await project(`${lines.join('\n')}\n`);
    expect(await wrongWith(root)).toEqual([
      `${FILE}:1:13 broken JSON: the text ends where a value is expected`,
      `${FILE}:4:64 answer.finish must be one of stop, length, tool_calls, content_filter, context_window, error, unknown`,
      `${FILE}:5:13 the golden "two" is there twice | keep one of them; the first is in line 2`,
    ]);
  });

  it('of several suites that cannot be read are all named at once', async () => {
    const root = await projectOnDisk({
      'suites/s.yaml': SUITE,
      'suites/t.yaml': SUITE.replaceAll('id: ', 'id: t-').replaceAll('content: ', 'content: And '),
      [FILE]: '{"promptId":',
      'goldens/reference/t.jsonl': `${JSON.stringify(golden('t-one'))}\n[]\n`,
    });
    expect(await wrongWith(root)).toEqual([
      `${FILE}:1:13 broken JSON: the text ends where a value is expected`,
      'goldens/reference/t.jsonl:2:1 the golden must be a map of keys, not a list',
    ]);
  });

  it('that are not sorted are read with a warning', async () => {
    const { root, suite } = await project(
      `${JSON.stringify(golden('two'))}\n${JSON.stringify(golden('one'))}\n`,
    );
    const read = await reading(root, suite);
    expect(read.goldens.size).toBe(2);
    expect(read.problems.map(spoken)).toEqual([
      `${FILE}:2:13 "one" stands after "two" | goldens are sorted by prompt id`,
    ]);
  });

  it('stand where the old ones stood, and every other line stays as it was written', async () => {
    const foreign = `{ "answer" : ${JSON.stringify(golden('two').answer)},  "promptId" : "two" }\r`;
    const { root, suite } = await project(`${foreign}\n\n${JSON.stringify(golden('one', 'old'))}\n`);
    await writeFile(join(root, `${FILE}.new`), 'left over by a crash');
    await put(root, [golden('one', 'new')]);
    const text = await readFile(join(root, FILE), 'utf8');
    expect(text).toBe(`${JSON.stringify(golden('one', 'new'))}\n${foreign}\n`);
    expect((await reading(root, suite)).problems).toEqual([]);
  });

  it('are not written over a file that somebody changed meanwhile', async () => {
    const { root } = await project(`${JSON.stringify(golden('two'))}\n`);
    const late = { root, baseline: 'reference', suite: 's', read: null, goldens: [golden('one')] };
    expect((await problemsOf(() => updateGoldens(late))).map(spoken)).toEqual([
      `${FILE} ${FILE} was changed while the approval was at work; nothing was written to it | look at the change, and approve again`,
    ]);
    expect(await readFile(join(root, FILE), 'utf8')).toBe(`${JSON.stringify(golden('two'))}\n`);
  });
});

describe('a golden', () => {
  it('is stale when its prompt asks something else than was approved', async () => {
    const { suite } = await project(null);
    const [first, second] = suite.prompts;
    if (first === undefined || second === undefined) throw new Error('two prompts expected');
    const goldens = new Map([
      ['one', golden('one', requestHashOf(first))],
      ['two', golden('two', requestHashOf(first))],
    ]);
    const stale = (by: ReadonlyMap<string, Golden>) =>
      planPrompts(suite.prompts, null, by).flatMap(({ prompt, isStale }) => (isStale ? prompt.id : []));
    expect(stale(goldens)).toEqual(['two']);
    expect(stale(new Map([['two', golden('two')]]))).toEqual([]);
  });

  it('is approved while it is the answer that somebody approved', async () => {
    const { suite } = await project(null);
    const good = golden('one');
    const bound = { ...good, provenance: { ...good.provenance, answerHash: hashAnswer(good.answer) } };
    const edited = { ...bound, answer: { ...bound.answer, text: 'Another.' } };
    const unsigned = { ...good, provenance: { ...good.provenance, approvedBy: null } };
    const approved = [good, bound, edited, unsigned].map((each) => {
      const [planned] = planPrompts(suite.prompts, null, new Map([['one', each]]));
      return [planned?.golden === each, planned?.draft === each];
    });
    expect(approved).toEqual([
      [true, false],
      [true, false],
      [false, true],
      [false, true],
    ]);
  });
});
