import { describe, expect, it } from 'vitest';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { InputError } from '../../src/contract/problem.ts';
import { renderStrength } from '../../src/reports/verbs/render-strength.ts';
import { goldenStrength } from '../../src/runs/goldens/golden-strength.ts';
import { SMALL, SUITE, writeProject, type Files } from '../e2e/small-project.ts';

const SUITE_FILE = 'suites/small.yaml';

/** The small project, with something added to one of its prompts. */
function withPrompt(id: string, added: object): Files {
  const prompts = SUITE.prompts.map((prompt) => (prompt.id === id ? { ...prompt, ...added } : prompt));
  return { ...SMALL, [SUITE_FILE]: { ...SUITE, prompts } };
}

async function strengthOf(files: Files, prompts: readonly string[] | null = null, seed = 1) {
  const config = `${await writeProject(files)}/llama-contract.config.yaml`;
  return goldenStrength({ config, suites: null, prompts, seed }, nodeWorld());
}

async function refusedFor(files: Files): Promise<readonly string[]> {
  const refused = await strengthOf(files).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refused instanceof InputError)) throw new Error('expected an InputError');
  return refused.problems.map(({ pointer, message, mend }) => `${pointer} ${message}; ${mend}`);
}

describe('the strength of a golden set', () => {
  it('grows when more of an answer is compared, and tells what still passes', async () => {
    const loose = (await strengthOf(SMALL, ['json-note'])).strength;
    const tight = (await strengthOf(withPrompt('json-note', { comparators: { '': 'exact' } }), ['json-note']))
      .strength;
    expect(loose.survivors.map(({ at, what, heldBy }) => `${at} ${what}, ${heldBy}`)).toContain(
      '/kind "bug" became "wish", structure',
    );
    expect(loose.kinds.value.caught).toBeLessThan(loose.kinds.value.altered / 2);
    expect([tight.caught, tight.survivors]).toEqual([tight.altered, []]);
    expect(tight.altered).toBe(loose.altered);
  });

  it('is the same for a prompt whatever is measured beside it, and adds up', async () => {
    const [all, alone] = [
      (await strengthOf(SMALL)).strength,
      (await strengthOf(SMALL, ['plain-word'])).strength,
    ];
    expect(all.prompts.find(({ promptId }) => promptId === 'plain-word')).toEqual(alone.prompts[0]);
    for (const rows of [all.suites, all.prompts, all.classes, Object.values(all.kinds)]) {
      expect(rows.reduce((sum, { altered }) => sum + altered, 0)).toBe(all.altered);
      expect(rows.reduce((sum, { caught }) => sum + caught, 0)).toBe(all.caught);
    }
    expect(all.survivors).toHaveLength(all.altered - all.caught);
  });

  it('is unknown, and not perfect, where no answer is approved', async () => {
    const { strength } = await strengthOf({ ...SMALL, 'goldens/reference/small.jsonl': '' });
    expect([strength.altered, strength.unmeasured.map(({ why }) => why)]).toEqual([
      0,
      ['no golden is approved', 'no golden is approved', 'no golden is approved'],
    ]);
    expect(renderStrength(strength, { min: 90, limit: 5, config: 'c.yaml' })).toContain('INCONCLUSIVE');
  });

  it('is told so that a person sees the figures, the weak places and the command for more', async () => {
    const { strength } = await strengthOf(SMALL);
    const lines = renderStrength(strength, { min: 95, limit: 1, config: 'other config.yaml' }).split('\n');
    expect(lines[0]).toMatch(
      /^FAIL {2}[\d.]+% of wrong values and [\d.]+% of broken shapes are caught, at least 95%/,
    );
    expect(lines).toContain(
      "  npx llama-contract golden strength --config 'other config.yaml' --prompt json-note",
    );
    expect(lines.filter((line) => line.length > 160)).toEqual([]);
  });
});

describe('an accepted variant', () => {
  it('is no wrong answer, and passes', async () => {
    const accepts = [{ '/kind': 'wish' }, { '/notes': ['stuck'] }];
    const { strength } = await strengthOf(withPrompt('json-note', { accepts }), ['json-note']);
    expect(
      strength.survivors.filter(({ at, class: name }) => at === '/kind' && name === 'value/sibling'),
    ).toEqual([]);
    expect(strength.unchanged).toBeGreaterThanOrEqual(2);
  });

  it('that fails is a problem with its place, its reason and a mend', async () => {
    const found = await refusedFor(
      withPrompt('json-note', {
        comparators: { '/kind': 'exact' },
        accepts: [{ '/title': 'x' }, { '/kind': 'wish' }],
      }),
    );
    expect(found).toEqual([
      '/prompts/0/accepts/1 a variant that "json-note" accepts fails: parity/value-changed at /kind, not the golden\'s value, which is compared exactly; loosen what this place is compared by, or take the variant out',
    ]);
  });

  it('of a place that the golden has not is a problem, and so is one of no golden', async () => {
    const nowhere = await refusedFor(
      withPrompt('tool-call', { accepts: [{ '/toolCalls/1/arguments/x': 1 }] }),
    );
    expect(nowhere).toEqual([
      '/prompts/2/accepts/0/~1toolCalls~11~1arguments~1x an accepted variant changes nothing at "/toolCalls/1/arguments/x": the golden has no such place in its calls; name a place of the golden, or of its calls as /toolCalls/0/arguments/a',
    ]);
    const none = await refusedFor({
      ...withPrompt('plain-word', { accepts: ['Kyoto'] }),
      'goldens/reference/small.jsonl': '',
    });
    expect(none).toEqual([
      '/prompts/1/accepts/0 "plain-word" accepts a variant of an answer that nobody approved; approve a golden first, or remove accepts',
    ]);
  });
});
