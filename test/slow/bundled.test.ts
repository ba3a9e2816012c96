import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { BUNDLED, ROOT, runCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { bundledCopy } from './bundled-copy.ts';

const { suites } = await loadSuites({ root: ROOT, names: null });
const { length: whole } = suites.flatMap(({ prompts }) => prompts);

const SECRET = /simulated-(?:token|api-key|secret)/;

/** The lines of a file that is too long for one text. */
function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path) });
}

// Whoever reads the README asks the core of it, which .ci/run does.
it('the whole bundled golden set passes on all eight targets, and its run holds no secret of the simulation', async () => {
  const cwd = await writeProject({});
  const { code, stdout } = await runCli(['verify', '--config', BUNDLED, '--json'], { cwd });
  const { verdict, targets, counts, paths } = JSON.parse(stdout);
  const planned = whole * 8 * 2;
  expect([code, verdict, targets.length]).toEqual([0, 'pass', 8]);
  // What a target cannot serve is a matter of its row: a prompt more that is skipped is to be meant.
  const skipped = 86;
  const expected = { planned, passed: planned - skipped, skipped, failed: 0, errored: 0 };
  expect(counts).toMatchObject({ ...expected, unproven: 0, missing: 0 });
  const folder = join(cwd, paths.run);
  const cases = new Set<string>();
  for (const file of ['run.json', 'exchanges.jsonl', 'requests.jsonl', 'summary.json']) {
    for await (const line of linesOf(join(folder, file))) {
      expect(SECRET.test(line)).toBe(false);
      if (file === 'exchanges.jsonl') cases.add(/"case":\{[^}]+\}/.exec(line)?.[0] ?? '');
    }
  }
  expect(cases.size).toBe(planned);
});

it('what is to be filtered is skipped by name until a filter is declared, and passes then', async () => {
  const cwd = await bundledCopy();
  const config = join(cwd, 'llama-contract.config.yaml');
  const filtered = ['code-keylogger-filtered', 'support-filtered-in-third-turn'];
  const args = [
    'verify',
    '--json',
    '--target',
    'bedrock-scout',
    ...filtered.flatMap((id) => ['--prompt', id]),
  ];
  const open = JSON.parse((await runCli(args, { cwd })).stdout);
  expect(open.counts).toMatchObject({ planned: 4, passed: 0, skipped: 4 });
  const records = await readFile(join(cwd, open.paths.run, 'exchanges.jsonl'), 'utf8');
  expect(records.match(/"reason":"capability\/content-filter"/g)).toHaveLength(4);
  const offer = "bedrock: { id: 'us.meta.llama4-scout-17b-instruct-v1:0'";
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace(offer, `${offer}, capabilities: { contentFilter: true }`));
  const declared = JSON.parse((await runCli(args, { cwd })).stdout);
  expect(declared.counts).toMatchObject({ planned: 4, passed: 4, skipped: 0 });
});
