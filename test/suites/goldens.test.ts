import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPECTED_ERRORS, type Golden, type GoldenPrompt } from '../../src/contract/prompt.ts';
import { buildRequest } from '../../src/suites/build-request.ts';
import { ERROR_KINDS } from '../../src/contract/error-kind.ts';
import { goldenForm } from '../../src/suites/goldens/golden-line.ts';
import { planPrompts } from '../../src/suites/plan-prompts.ts';
import { hashRequest } from '../../src/suites/hash-request.ts';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { readAllGoldens, readGoldens } from '../../src/suites/goldens/read-goldens.ts';
import type { Suite } from '../../src/suites/suite.ts';
import { writeGoldens } from '../../src/suites/goldens/write-goldens.ts';
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

function hash(prompt: GoldenPrompt): string {
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

describe('goldens', () => {
  it('come back as they were written, sorted by prompt id, one a line', async () => {
    const { root, suite } = await project(null);
    await writeGoldens({ root, baseline: 'reference', suite: 's', goldens: [golden('two'), golden('one')] });
    const read = await reading(root, suite);
    expect([...read.goldens]).toEqual([
      ['one', golden('one')],
      ['two', golden('two')],
    ]);
    expect(read).toMatchObject({ missing: [], warnings: [] });
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
    await writeGoldens({ root, baseline: 'reference', suite: 's', goldens: [shuffled] });
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
      warnings: [],
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
    const { suites } = await loadSuites({ root, names: null });
    const problems = await problemsOf(() => readAllGoldens({ root, baseline: 'reference', suites }));
    expect(problems.map(spoken)).toEqual([
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
    const [problem, ...more] = await problemsOf(() => reading(root, suite));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      file: FILE,
      line: 1,
      column: line.indexOf(`"${error}"`) + 1,
      message: `answer.error must be one of ${EXPECTED_ERRORS.join(', ')}`,
      mend: 'only an error that answers the prompt can be approved; write null if an answer is expected',
    });
  });

  it('are refused as long as their form is not filled in, whatever else is', async () => {
    const { suite } = await project(null);
    const [planned] = planPrompts(suite.prompts, null, new Map());
    if (planned === undefined) throw new Error('two prompts expected');
    const { file, promptId, line } = goldenForm('reference', planned, '0.1.0');
    expect([file, promptId]).toEqual([FILE, 'one']);
    const blank = await project(`${line}\n`);
    expect((await problemsOf(() => reading(blank.root, blank.suite))).length).toBeGreaterThan(0);
    const dated = line.replace('<YYYY-MM-DD>', '2026-11-22');
    const half = await project(`${dated}\n`);
    expect((await problemsOf(() => reading(half.root, half.suite))).map(spoken)).toEqual([
      `${FILE}:1:${dated.indexOf('"<the') + 1} the golden "one" is still to be written | write the approved answer in its place`,
    ]);
    const written = await project(`${dated.replaceAll(/<[^>]*>/g, 'Filled in.')}\n`);
    const { goldens } = await reading(written.root, written.suite);
    expect(planPrompts(written.suite.prompts, null, goldens).map(({ isStale }) => isStale)).toEqual([
      false,
      false,
    ]);
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
    const { root, suite } = await project(`${lines.join('\n')}\n`);
    expect((await problemsOf(() => reading(root, suite))).map(spoken)).toEqual([
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
    const { suites } = await loadSuites({ root, names: null });
    const problems = await problemsOf(() => readAllGoldens({ root, baseline: 'reference', suites }));
    expect(problems.map(spoken)).toEqual([
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
    expect(read.warnings.map(spoken)).toEqual([
      `${FILE}:2:13 "one" stands after "two" | goldens are sorted by prompt id`,
    ]);
  });

  it('replace what was there before', async () => {
    const { root, suite } = await project('not even JSON');
    await writeFile(join(root, `${FILE}.new`), 'left over by a crash');
    await writeGoldens({ root, baseline: 'reference', suite: 's', goldens: [golden('one')] });
    expect([...(await reading(root, suite)).goldens.keys()]).toEqual(['one']);
  });
});

describe('a golden', () => {
  it('is stale when its prompt asks something else than was approved', async () => {
    const { suite } = await project(null);
    const [one, two] = suite.prompts;
    if (one === undefined || two === undefined) throw new Error('two prompts expected');
    const goldens = new Map([
      ['one', golden('one', hash(one))],
      ['two', golden('two', hash(one))],
    ]);
    const stale = (by: ReadonlyMap<string, Golden>) =>
      planPrompts(suite.prompts, null, by).flatMap(({ prompt, isStale }) => (isStale ? prompt.id : []));
    expect(stale(goldens)).toEqual(['two']);
    expect(stale(new Map([['two', golden('two')]]))).toEqual([]);
  });
});
