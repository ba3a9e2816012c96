import { isDeepStrictEqual } from 'node:util';
import { lostOf, type LostRequests } from '../../contract/traffic/lost-requests.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { needAccounts } from '../../store/run/accounts-file.ts';
import { readReport } from '../../store/run/read-report.ts';
import { readLiveRequests } from '../../store/live/live-requests.ts';
import { closeAccounts } from '../../traffic/close-accounts.ts';
import type { Sides } from '../project/choose-sides.ts';
import { isOfLive } from '../project/live-suite.ts';

/**
 * What runs of live requests lost, by their own accounts; null where nothing was, or suites were asked. Throws InputError
 * where these are gone, or not what was written of that run.
 */
export async function lostRequests({ baseline, candidate }: Sides): Promise<LostRequests | null> {
  const runs = [baseline.run, candidate.run].filter(({ manifest }) => isOfLive(manifest));
  const folders = [...new Set(runs.map(({ folder }) => folder))];
  const read = await Promise.all(
    folders.map(async (folder) => {
      const [kept, sent] = [await needAccounts(folder), (await readLiveRequests(folder)).length];
      const accounts = closeAccounts(kept, { sent, answered: 0, failed: 0 });
      const { shadow } = await readReport(folder);
      if (shadow !== null && !isDeepStrictEqual(shadow.accounts.dropped, accounts.dropped)) {
        const what = `${folder} holds accounts that are not those with which it was sealed`;
        throw new InputError([problem(what, 'restore the folder, or remove this run')]);
      }
      return accounts;
    }),
  );
  return lostOf(read);
}
