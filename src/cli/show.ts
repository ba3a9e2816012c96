import { InputError, problem } from '../contract/problem.ts';
import { renderCurl } from '../reports/render-curl.ts';
import { renderExchange } from '../reports/render-exchange.ts';
import { renderExchangeJson } from '../reports/render-exchange-json.ts';
import { showExchange } from '../runs/show-exchange.ts';
import { wantsColour } from './terminal.ts';
import type { ShowFlags } from './verbs.ts';

export async function runShow(id: string, flags: ShowFlags): Promise<void> {
  const { out, config } = flags;
  const run = flags.run ?? null;
  const { view, credentials, headers, sigV4Service, region } = await showExchange({ id, run, out, config });
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
