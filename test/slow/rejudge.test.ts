import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRuns } from '../../src/store/run/find-run.ts';
import type { Problem } from '../../src/contract/problem.ts';
import { findAgain } from '../../src/runs/compare/find-again.ts';
import { openSides } from '../../src/runs/compare/open-sides.ts';
import { planAskAgain } from '../../src/runs/gate/plan-ask-again.ts';
import type { RunEvent } from '../../src/runs/verify/run-events.ts';
import { FAULTS } from '../e2e/plain-faults.ts';
import { CONFIG, goldenLine, SMALL, SUITE, writeProject } from '../e2e/small-project.ts';
import { readIds, readRecords, rejudgeProject, verifyProject } from '../e2e/verify-project.ts';
import { signAgain } from '../store/sign-again.ts';

const GOLDENS = 'goldens/reference/small.jsonl';

async function rootsOf(folder: string): Promise<{ readonly contentRoot: string; readonly summary: unknown }> {
  const { contentRoot, summary } = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8'));
  return { contentRoot, summary };
}

describe.each(Object.entries(FAULTS))('a run in which %s', (_name, faults) => {
  it('comes to the same verdicts, findings and content once more, from its bytes alone', async () => {
    const root = await writeProject(SMALL);
    const first = await verifyProject(root, { faults });
    const again = await rejudgeProject(root, first.folder);
    expect(await rootsOf(again.folder)).toEqual(await rootsOf(first.folder));
    expect(again.report.exitCode).toBe(first.report.exitCode);
    expect((await readIds(again.folder)).toSorted()).toEqual((await readIds(first.folder)).toSorted());
  });
});

describe('a run that is judged anew', () => {
  it('is one of its own that names the other, is read as any, and can be judged anew itself', async () => {
    const root = await writeProject(SMALL);
    const first = await verifyProject(root);
    const again = await rejudgeProject(root, first.folder);
    expect(again.folder).not.toBe(first.folder);
    const { rejudged, source } = JSON.parse(await readFile(join(again.folder, 'run.json'), 'utf8'));
    const { evidenceRoot } = first.report.summary;
    expect([rejudged, source]).toEqual([
      {
        run: first.report.identity.run,
        evidenceRoot,
        askedIn: { run: first.report.identity.run, evidenceRoot },
        askedAt: expect.stringMatching(/Z$/),
        config: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      'simulate',
    ]);
    const third = await rejudgeProject(root, again.folder);
    expect(await rootsOf(third.folder)).toEqual(await rootsOf(first.folder));
    await expect(verifyProject(root, { resume: again.folder })).rejects.toThrow(
      'the run that it judges anew changed',
    );
  });

  it('may have asked no prompt of some of its suites', async () => {
    const other = {
      archetype: 'small',
      prompts: [{ id: 'other', messages: [{ role: 'user', content: 'Another?' }], maxOutputTokens: 9 }],
    };
    const root = await writeProject({ ...SMALL, 'suites/other.yaml': other });
    const first = await verifyProject(root, { prompts: ['plain-word'] });
    const again = await rejudgeProject(root, first.report.identity.run);
    expect(again.report.summary.counts).toEqual(first.report.summary.counts);
  });

  it("is held against today's goldens", async () => {
    const root = await writeProject(SMALL);
    const first = await verifyProject(root);
    const other = { text: 'Ōsaka', toolCalls: [], finish: 'length', error: null };
    const lines = [goldenLine('json-note'), goldenLine('plain-word', other), goldenLine('tool-call')];
    await writeFile(join(root, GOLDENS), lines.join(''));
    const again = await rejudgeProject(root, first.folder);
    expect([first.report.exitCode, again.report.exitCode]).toEqual([0, 1]);
    const failed = (await readRecords(again.folder)).filter(({ state }) => state === 'failed');
    expect(new Set(failed.map((record) => record.case.prompt))).toEqual(new Set(['plain-word']));
    expect(again.report.summary.counts).toMatchObject({ planned: 24, passed: 16, failed: 8 });
  });

  it('takes no answer for one to what its prompt asks today', async () => {
    const root = await writeProject(SMALL);
    const first = await verifyProject(root);
    const prompts = SUITE.prompts.map((prompt) =>
      prompt.id === 'plain-word' ? { ...prompt, maxOutputTokens: 41 } : prompt,
    );
    await writeFile(join(root, 'suites/small.yaml'), JSON.stringify({ ...SUITE, prompts }));
    const problems: Problem[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'warnings') problems.push(...event.problems);
    };
    const { report } = await rejudgeProject(root, first.folder, onEvent);
    expect([report.exitCode, report.summary.counts]).toEqual([
      3,
      expect.objectContaining({ planned: 24, passed: 16, missing: 8 }),
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^8 exchanges of run \S+ answer another request than their prompt makes today/),
    ]);
  });

  it.each<[string, (folder: string) => Promise<unknown>, string]>([
    ['is not sealed', (folder) => rm(join(folder, 'summary.json')), 'is not sealed'],
    [
      'has lost a line',
      async (folder) => {
        const file = join(folder, 'exchanges.jsonl');
        const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
        await writeFile(
          file,
          lines
            .slice(1)
            .map((line) => `${line}\n`)
            .join(''),
        );
      },
      'a line is gone, forged or added',
    ],
    [
      'has more than it was sealed with',
      (folder) => appendFile(join(folder, 'exchanges.jsonl'), '{}\n'),
      'does not have the content',
    ],
    ['has lost what it sent', (folder) => writeFile(join(folder, 'requests.jsonl'), ''), 'the request body'],
    [
      'has a summary of another plan',
      async (folder) => {
        const file = join(folder, 'summary.json');
        const sealed = JSON.parse(await readFile(file, 'utf8'));
        const rows: readonly { readonly promptId: string }[] = sealed.summary.prompts;
        const prompts = rows.filter(({ promptId }) => promptId !== 'tool-call');
        await writeFile(file, JSON.stringify({ ...sealed, summary: { ...sealed.summary, prompts } }));
        await signAgain(folder);
      },
      'does not list the prompts',
    ],
  ])('is refused when it %s, and nothing is written', async (_what, act, message) => {
    const root = await writeProject(SMALL);
    const { folder } = await verifyProject(root, { targets: ['vllm'] });
    await act(folder);
    await expect(rejudgeProject(root, folder)).rejects.toThrow(message);
    expect(await listRuns(join(root, 'reports'))).toHaveLength(1);
  });
});

/** Both targets of a run. */
const sidesOf = ({ folder: run }: { readonly folder: string }) => ({
  migration: null,
  baseline: `${basename(run)}/vllm`,
  candidate: `${basename(run)}/nim`,
});

describe('what was asked again of answers that were judged anew', () => {
  it('counts when they are judged anew once more', async () => {
    const config = {
      ...CONFIG,
      migrations: [{ id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'default' }],
    };
    const root = await writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
    const place = { config: join(root, 'llama-contract.config.yaml'), out: join(root, 'reports') };
    const both = { targets: ['vllm', 'nim'] };
    const { folder } = await verifyProject(root, both);
    const [first, other] = [await rejudgeProject(root, folder), await rejudgeProject(root, folder)];
    const what = { prompts: [{ suite: 'small', prompt: 'json-note' }], pairs: 2 };
    const { purpose, seed } = await planAskAgain({ ...place, ...sidesOf(first) }, what, [], Date.now());
    await verifyProject(root, { ...both, prompts: ['json-note'], repeat: 2, seed, purpose });
    const { sides } = await openSides({ ...place, ...sidesOf(other) }, Date.now());
    expect((await findAgain(place.out, sides)).sealed).toHaveLength(1);
  });
});
