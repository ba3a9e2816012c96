import { beforeAll, describe, expect, it } from 'vitest';
import type { PromptRow } from '../contract/runs/summary.ts';
import { planVerified, verify, type VerifyOptions, type VerifyResult } from './verify.ts';

/**
 * Declares a test for each prompt on each target, and one for the verdict of the run: what `verify` asks is asked once, before
 * the first of them. Await it where tests are declared; it calls nothing by itself. Throws InputError, as `verify` does, with
 * everything that is wrong in what was given.
 */
export async function verifySuite(options: VerifyOptions): Promise<void> {
  const pairs = await planVerified(options);
  let result: VerifyResult | null = null;
  const answered = (): VerifyResult => {
    if (result === null) throw new Error('nothing was asked: the run did not come to its end');
    return result;
  };
  describe('llama-contract', () => {
    // A run has deadlines and budgets of its own.
    beforeAll(async () => {
      result = await verify(options);
    }, 0);
    describe.each([...new Set(pairs.map(({ target }) => target))])('%s', (target) => {
      const prompts = pairs.flatMap((pair) => (pair.target === target ? [pair.prompt] : []));
      it.each(prompts)('%s', (prompt) => {
        const { report } = answered();
        const row = report.summary.prompts.find((each) => each.target === target && each.promptId === prompt);
        const why = row === undefined ? 'it was not asked' : whyNot(row);
        expect(why, `${why ?? 'met'}\n  npx llama-contract show --failed ${report.inRun}`).toBeNull();
      });
    });
    it('comes to a pass', () => {
      const { report, folder } = answered();
      const { verdict, counts } = report.summary;
      const numbers = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
      expect(verdict, `the verdict is ${verdict}: ${numbers.join(', ')} (${folder})`).toBe('pass');
    });
  });
}

/** Why a prompt on a target is no pass; null where it is one, or the target cannot be asked it. */
function whyNot(row: PromptRow): string | null {
  const { planned, failed, errored, unproven, missing, firstFinding } = row;
  const found = firstFinding === null ? '' : `: ${firstFinding}`;
  if (failed + errored > 0) return `${failed} of ${planned} failed, ${errored} gave an error${found}`;
  if (unproven > 0) return `${unproven} of ${planned} have no approved golden`;
  return missing > 0 ? `${missing} of ${planned} were not recorded` : null;
}
