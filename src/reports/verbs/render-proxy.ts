import type { Source } from '../../contract/exchanges/exchange.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';

interface Served {
  readonly url: string;
  readonly migration: { readonly id: string };
  /** The models that clients may name, and the paths that stand for them. */
  readonly names: readonly { readonly model: string; readonly path: string }[];
  readonly source: Source;
}

/** Where clients find what is served, for people. */
export function renderProxy({ url, migration, names, source }: Served): string {
  const synthetic = source === 'simulate' ? '  SYNTHETIC: a simulator answers' : '';
  const lines = [
    `${migration.id} is served at ${url}/v1${synthetic}`,
    // Without a path of its own it is known by the body alone.
    ...names.map(({ model, path }) =>
      path === '/v1' ? `  model ${model}` : `  model ${model}, or any model at ${url}${path}`,
    ),
    `${url}/healthz  ${url}/metrics`,
  ];
  return `${lines.map(escapeTerminalLine).join('\n')}\n`;
}
