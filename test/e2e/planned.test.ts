import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { RunEvent } from '../../src/runs/verify/run-events.ts';
import { SMALL, writeProject } from './small-project.ts';
import { verifyProject, type VerifyChanges } from './verify-project.ts';

let root = '';
beforeAll(async () => {
  root = await writeProject();
});

const PAIRS = [
  { target: 'vllm', prompt: 'plain-word' },
  { target: 'nim', prompt: 'tool-call' },
  { target: 'nim', prompt: 'json-note' },
];

describe('what is planned', () => {
  it.each<[string, VerifyChanges, number]>([
    ['everything', {}, 24],
    ['a mode, twice', { modes: ['stream'], repeat: 2 }, 24],
    ['targets and prompts', { targets: ['nim', 'vllm'], prompts: ['plain-word'] }, 4],
    ['what failed before', { pairs: PAIRS }, 6],
    ['what failed before, in one mode', { pairs: PAIRS, modes: ['send'], repeat: 3 }, 9],
  ])('is one number wherever it is said, of %s', async (_name, changes, planned) => {
    const events: RunEvent[] = [];
    const { report } = await verifyProject(root, { ...changes, onEvent: (event) => events.push(event) });
    const counts = events.flatMap((event) => {
      if (event.type === 'planned') return [event.exchanges];
      if (event.type !== 'started') return [];
      return [event.targets.reduce((sum, target) => sum + target.planned, 0)];
    });
    expect([...counts, report.summary.counts.planned]).toEqual([planned, planned, planned]);
  });
});

describe('a fault that names what is not asked', () => {
  it.each<[string, Fault['match'], VerifyChanges, string]>([
    [
      'target',
      { target: 'vlm' },
      {},
      'fault 1 is for target "vlm", which is not asked; did you mean "vllm"?',
    ],
    [
      'target of another run',
      { target: 'nim' },
      { targets: ['vllm'] },
      'fault 1 is for target "nim", which is not asked; known: vllm',
    ],
    [
      'prompt',
      { prompt: 'plain-wrod' },
      {},
      'fault 1 is for prompt "plain-wrod", which is not asked; did you mean "plain-word"?',
    ],
    [
      'mode',
      { mode: 'stream' },
      { modes: ['send'] },
      'fault 1 is for mode "stream", which is not asked; known: send',
    ],
    [
      'pair',
      { target: 'vllm', prompt: 'tool-call' },
      { pairs: PAIRS },
      'fault 1 is for target vllm and prompt "tool-call", which is not asked; known: plain-word',
    ],
  ])('as %s is refused with what was meant, and nothing is called', async (_name, match, changes, says) => {
    const refused: unknown = await verifyProject(root, {
      ...changes,
      faults: [{ match, at: 'headers', wire: 'cut' }],
    }).catch((error: unknown) => error);
    const problems = refused instanceof InputError ? refused.problems : [];
    expect(problems.map(({ message, mend }) => `${message}; ${mend}`)).toEqual([says]);
  });
});

it('a report names the suites that were asked, not all that the project has', async () => {
  const other = {
    archetype: 'notes',
    prompts: [{ id: 'unasked', messages: [{ role: 'user', content: 'Say hello.' }], maxOutputTokens: 9 }],
  };
  const root = await writeProject({ ...SMALL, 'suites/other.yaml': other });
  const { report } = await verifyProject(root, { targets: ['nim'], prompts: ['plain-word'] });
  expect(report.suites).toEqual(['small']);
});
