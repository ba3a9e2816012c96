import { nodeWorld } from '../machine/node-world.ts';
import { renderExchange } from '../../reports/exchange/render-exchange.ts';
import { spellView } from '../../reports/exchange/render-exchange-json.ts';
import { renderFailed } from '../../reports/exchange/render-failed.ts';
import { listFailed } from '../../runs/report/list-failed.ts';
import { showExchange, type ShownExchange } from '../../runs/report/show-exchange.ts';
import { wantsColour } from '../output/terminal.ts';
import type { ShowFlags } from '../verbs/short-verbs.ts';

/** How many are shown whole: each reads the run once more. */
const USUAL_LIMIT = 3;

/** Lists what failed or errored in a run, and shows the first of it whole. */
export async function runShowFailed({ run: wanted, out, config, limit, json }: ShowFlags): Promise<void> {
  const nowMs = nodeWorld().clock.wallMs();
  const failed = await listFailed({ run: wanted ?? null, out, nowMs });
  const views: ShownExchange['view'][] = [];
  for (const { id } of failed.exchanges.slice(0, limit ?? USUAL_LIMIT)) {
    views.push((await showExchange({ id, run: failed.folder, out, nowMs, config })).view);
  }
  if (json === true) {
    const { run, ended, recorded, exchanges } = failed;
    const shown = views.map(spellView);
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, run, ended, recorded, exchanges, shown })}\n`);
    return;
  }
  const colour = wantsColour(process.stdout);
  process.stdout.write(
    [renderFailed(failed), ...views.map((view) => renderExchange(view, colour))].join('\n'),
  );
  const left = failed.exchanges.length - views.length;
  if (left > 0)
    process.stdout.write(`\n${left} more are not shown whole: --limit ${failed.exchanges.length}\n`);
}
