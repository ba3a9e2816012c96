import { join } from 'node:path';
import { expect, it } from 'vitest';
import { USUAL_BASELINE } from '../../src/config/defaults.ts';
import { checkMonitors } from '../../src/runs/monitor/check-monitors.ts';
import { loadProject } from '../../src/runs/project/load-project.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';

it('monitors that could ask nothing are told in the words of whoever asks, at their rows', async () => {
  const monitors = [
    { id: 'sound', targets: ['vllm'], prompts: ['plain-word'] },
    { id: 'misspelt', tags: ['coer'], prompts: ['plain-wrod'] },
    { id: 'elsewhere', suites: ['nowhere'], prompts: ['plain-word'] },
  ];
  const root = await writeProject({ ...SMALL, 'llama-contract.config.yaml': { ...CONFIG, monitors } });
  const config = join(root, 'llama-contract.config.yaml');
  const project = await loadProject({ config, suites: null, baseline: USUAL_BASELINE });
  const problems = await checkMonitors(project);
  expect(problems.map(({ pointer, message, mend }) => [pointer, message, mend])).toEqual([
    ['/monitors/1', 'unknown prompt "plain-wrod"', 'did you mean "plain-word"?'],
    ['/monitors/1', 'unknown tag "coer"', 'did you mean "core"?'],
    ['/monitors/2/suites/0', 'there is no suite "nowhere"', 'known: small'],
  ]);
});
