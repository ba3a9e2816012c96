import { InputError, problem } from '../../contract/problem.ts';
import { renderCurl } from '../../reports/exchange/render-curl.ts';
import { renderExchange } from '../../reports/exchange/render-exchange.ts';
import { renderExchangeJson } from '../../reports/exchange/render-exchange-json.ts';
import { renderProbeRow, renderProbeRowJson } from '../../reports/verbs/render-probe-row.ts';
import { showExchange } from '../../runs/report/show-exchange.ts';
import { showProbeRow } from '../../runs/probe/show-probe-row.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { wantsColour } from '../output/terminal.ts';
import type { ShowFlags } from '../verbs/short-verbs.ts';

export async function runShow(id: string | undefined, flags: ShowFlags): Promise<void> {
  checkFlags(id, flags);
  if (id === undefined) {
    const { runShowFailed } = await import('./show-failed.ts');
    return runShowFailed(flags);
  }
  const { out, config } = flags;
  const run = flags.run ?? null;
  const { clock, versions } = nodeWorld();
  const nowMs = clock.wallMs();
  const row = await showProbeRow({ id, run, out, nowMs }, versions['llama-contract'] ?? null);
  if (row !== null) {
    if (flags.curl === true) {
      throw new InputError([
        problem('--curl repeats a request of a run, and a row of a probe is named', 'leave one of them out'),
      ]);
    }
    process.stdout.write(flags.json === true ? renderProbeRowJson(row) : renderProbeRow(row));
    return;
  }
  const { view, credentials, headers, sigV4Service, region } = await showExchange({
    id,
    run,
    out,
    nowMs,
    config,
  });
  if (flags.json === true) {
    process.stdout.write(renderExchangeJson(view));
  } else if (flags.curl === true) {
    const { exchange, reason } = view.record;
    const request = exchange?.evidence?.request;
    if (request === undefined) {
      const what = exchange === null ? `was never sent (${reason ?? 'skipped'})` : 'was never answered';
      throw new InputError([problem(`${id} ${what}, so there is no request to repeat`)]);
    }
    process.stdout.write(renderCurl(request, credentials, sigV4Service, region, headers));
  } else process.stdout.write(renderExchange(view, wantsColour(process.stdout)));
}

/** Flags that mean nothing together. */
function checkFlags(id: string | undefined, { failed, curl, limit }: ShowFlags): void {
  const problems = [
    ...(id === undefined && failed !== true
      ? [problem('show wants an exchange', 'give its id, as reports name it, or --failed')]
      : []),
    ...(id !== undefined && failed === true
      ? [problem('--failed shows what failed, and an exchange is named', 'leave one of them out')]
      : []),
    ...(id === undefined && curl === true
      ? [problem('--curl repeats one request', 'give the id of an exchange')]
      : []),
    ...(failed !== true && limit !== undefined
      ? [problem('--limit is for --failed', 'add --failed, or leave it out')]
      : []),
  ];
  if (problems.length > 0) throw new InputError(problems);
}
