import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ctrfFaults } from '../reports/check-ctrf.ts';
import { junitFaults } from '../reports/check-junit.ts';
import { readAnnotations } from '../reports/read-annotations.ts';
import type { Problem } from '../../src/contract/problem.ts';
import { writeReportFiles } from '../../src/runs/report/report.ts';
import { runCli, type Ended } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, goldenLine, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { rejudgeProject, verifyProject } from '../e2e/verify-project.ts';

const FAULTS = { faults: [{ match: { prompt: 'plain-word', mode: 'send' }, answer: 'usage', value: 0 }] };

let cwd = '';
let ended: readonly Pick<Ended, 'code' | 'stdout' | 'stderr'>[] = [];

const FORMS = ['a.md', 'a.XML', 'a.json', 'a.ctrf.json', 'ctrf-report.json', 'a.txt', 'a.github.txt'];

beforeAll(async () => {
  cwd = await writeProject({ ...SMALL, 'faults.yaml': FAULTS });
  ended = await runMany([
    { cwd, args: ['verify', '--json', '--target', 'vllm', '--faults', 'faults.yaml'] },
    { cwd, args: ['report', '-o', ...FORMS] },
    { cwd, args: ['report', '-o', 'a.csv', 'report'] },
  ]);
});

const written = (name: string): Promise<string> => readFile(join(cwd, name), 'utf8');

describe('report', () => {
  it('writes each file in the form that its name asks for', async () => {
    expect([ended[1]?.code, ended[1]?.stdout]).toEqual([0, `${FORMS.join('\n')}\n`]);
    const ctrf = await written('a.ctrf.json');
    expect(ctrfFaults(JSON.parse(ctrf))).toEqual([]);
    expect(await written('ctrf-report.json')).toBe(ctrf);
    expect(await written('a.json')).toBe(ended[0]?.stdout);
    expect(junitFaults(await written('a.XML'))).toEqual([]);
    expect(await written('a.md')).toMatch(/^## FAIL \(SYNTHETIC\)/);
    expect(await written('a.txt')).toMatch(/^FAIL {2}/);
  });

  it('annotates the prompt where it stands in its suite', async () => {
    const [, second] = readAnnotations(await written('a.github.txt'));
    const { file = '', line = '', col = '' } = second?.properties ?? {};
    const text = (await written(file)).split('\n')[Number(line) - 1] ?? '';
    expect(text.slice(Number(col) - 1)).toMatch(/^"?id"?: "?plain-word/);
    const test = JSON.parse(await written('a.ctrf.json')).results.tests.find(
      ({ name }: { name: string }) => name === 'plain-word',
    );
    expect([test.filePath, test.line]).toEqual([file, Number(line)]);
  });

  it('names the endings that it knows where a name tells no form', () => {
    expect(ended[2]?.code).toBe(2);
    expect(ended[2]?.stderr).toContain('a.csv: a name tells no form of report');
    expect(ended[2]?.stderr).toContain('.ctrf.json');
  });
});

describe('--reporter github, in a step of GitHub Actions', () => {
  it('annotates on stderr and adds to the summary of the step, and stdout stays the result', async () => {
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: dirname(cwd),
      GITHUB_STEP_SUMMARY: join(cwd, 'step-summary'),
    };
    const asked = ['verify', '--json', '--target', 'vllm', '--faults', 'faults.yaml', '--reporter', 'github'];
    const { code, stdout, stderr } = await runCli(asked, { cwd, env });
    expect([code, JSON.parse(stdout).exitCode]).toEqual([1, 1]);
    const commands = stderr.split('\n').filter((line) => line.startsWith('::'));
    const [, second] = readAnnotations(commands.join('\n'));
    expect(join(dirname(cwd), second?.properties['file'] ?? '')).toBe(join(cwd, 'suites/small.yaml'));
    expect(await written('step-summary')).toMatch(/^## FAIL \(SYNTHETIC\)/);
  });

  it('says so where the summary cannot be written, and the verdict stays', async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'no/such/folder') };
    const { code, stderr } = await runCli(['verify', '--target', 'vllm', '--reporter', 'github'], {
      cwd,
      env,
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/the summary of the step was not written: ENOENT/);
  });
});

function writePage(
  root: string,
  run: string,
  onUnreadable: (problems: readonly Problem[]) => void = () => undefined,
): Promise<readonly string[]> {
  return writeReportFiles({
    run,
    out: '',
    nowMs: Date.now(),
    config: join(root, 'llama-contract.config.yaml'),
    files: [join(root, 'a.html')],
    inRepository: '',
    gate: null,
    trends: () => Promise.resolve([]),
    decisions: () => Promise.resolve([]),
    onUnreadable,
    compare: () => Promise.reject(new Error('no migration is of this run')),
  });
}

describe('a page', () => {
  it('says that its project cannot be read, and why, where that names a capability file that is not there', async () => {
    const root = await writeProject({
      ...SMALL,
      'llama-contract.config.yaml': { ...CONFIG, targets: [VLLM] },
    });
    const { folder } = await verifyProject(root, { targets: ['vllm'] });
    const probed = { ...VLLM, capabilities: 'capabilities/vllm.json' };
    await writeFile(
      join(root, 'llama-contract.config.yaml'),
      JSON.stringify({ ...CONFIG, targets: [probed] }),
    );
    const warnings: string[] = [];
    await writePage(root, folder, (problems) => warnings.push(...problems.map(({ message }) => message)));
    expect(warnings).toContainEqual(expect.stringContaining('capabilities/vllm.json'));
    const html = await readFile(join(root, 'a.html'), 'utf8');
    expect(html).toContain('The project of this run cannot be read');
    expect(html).toMatch(/capabilities\/vllm\.json/);
  });

  it('says that faults were planted, whoever planted them, also of answers that are judged anew', async () => {
    const root = await writeProject(SMALL);
    const faults = [{ match: { prompt: 'plain-word' }, at: 'headers', answer: 'usage', value: 0 }] as const;
    const plain = await verifyProject(root, { targets: ['vllm'] });
    const planted = await verifyProject(root, { targets: ['vllm'], faults });
    const again = await rejudgeProject(root, planted.folder);
    const pages: string[] = [];
    for (const { folder } of [plain, planted, again]) {
      await writePage(root, folder);
      pages.push(await readFile(join(root, 'a.html'), 'utf8'));
    }
    expect(pages.map((html) => html.includes('Faults were planted'))).toEqual([false, true, true]);
    expect(pages.map((html) => html.includes('Effective configuration'))).toEqual([true, true, true]);
  });

  it('has beside it what is too long for it, also where the run keeps that in a file of its own', async () => {
    const long = { text: 'no end of words '.repeat(4_000), toolCalls: [], finish: 'stop', error: null };
    const root = await writeProject({
      ...SMALL,
      'goldens/reference/small.jsonl': ['json-note', 'plain-word', 'tool-call']
        .map((id) => goldenLine(id, ...(id === 'plain-word' ? [long] : [])))
        .join(''),
    });
    const faults = [{ match: { prompt: 'plain-word' }, at: 'headers', answer: 'usage', value: 0 }] as const;
    const { folder } = await verifyProject(root, { targets: ['vllm'], faults });
    const files = await writePage(root, folder);
    const html = await readFile(join(root, 'a.html'), 'utf8');
    const links = [...html.matchAll(/href="(report-bodies\/[0-9a-f]{32}\.txt)"/g)].map(
      ([, link = '']) => link,
    );
    expect(links.length).toBeGreaterThan(0);
    expect(files).toEqual([join(root, 'a.html'), ...new Set(links.map((link) => join(root, link)))]);
    expect(await readFile(join(root, links[0] ?? ''), 'utf8')).toContain(long.text.trim());
  });
});
