import { MODES, type Mode } from '../contract/exchanges/mode.ts';
import { textOf, type Script } from './script.ts';
import { describeSide, type Side } from './side.ts';
import { upstreamSide, type FuzzWire, type Seen } from './stage.ts';
import { sayOn } from './wire-case.ts';

const CLEAN: Script = { pieces: ['Hel', 'lo.'], finish: 'stop', tool: null, inputTokens: 1, outputTokens: 2 };

/** Why nothing can be said of a gateway, with the bytes of the answer that shows it. */
export interface Unusable {
  readonly mode: Mode;
  readonly why: string;
  /** Null where the request never came up to the simulator. */
  readonly upstream: Side | null;
  readonly downstream: Side;
}

/** Asks a gateway for one answer that nothing is wrong with. Null when it comes through; `reached` counts what came up. */
export async function tryCleanly(
  gateway: FuzzWire,
  mode: Mode,
  reached: () => number,
): Promise<Unusable | null> {
  const clean = await sayOn(gateway, mode, CLEAN, null);
  const before = reached();
  const seen = await gateway.hear(clean, mode);
  const downstream = seen.heard();
  if (reached() === before) return { mode, why: whyUnreached(seen), upstream: null, downstream };
  const why = whyUnclean(seen, downstream, mode);
  return why === null ? null : { mode, why, upstream: upstreamSide(clean), downstream };
}

/** The first mode in which a gateway does not hand a clean answer down; null when it does in each. */
export async function findUnusable(gateway: FuzzWire, reached: () => number): Promise<Unusable | null> {
  for (const mode of MODES) {
    const unusable = await tryCleanly(gateway, mode, reached);
    if (unusable !== null) return unusable;
  }
  return null;
}

function whyUnreached({ error }: Seen): string {
  const what = 'the request did not come up to the simulator';
  return error === null
    ? `${what}, and was answered all the same`
    : `${what}: ${error.kind}: ${error.message}`;
}

function whyUnclean({ error, response }: Seen, { headers, body }: Side, mode: Mode): string | null {
  if (error !== null) return `it came down as ${error.kind}: ${error.message}`;
  if (response.text !== textOf(CLEAN)) {
    return `it came down as ${JSON.stringify(response.text)} where ${JSON.stringify(textOf(CLEAN))} was said`;
  }
  const isWhole = /^application\/json\b/i.test(headers['content-type'] ?? '') || /^\s*\{/.test(body);
  return mode === 'stream' && isWhole ? 'it came down as one whole body, and no stream' : null;
}

/** For a terminal: what was asked, why that is the end of it, and what each side said. */
export function renderUnusable({ mode, why, upstream, downstream }: Unusable): readonly string[] {
  const headers = Object.entries(downstream.headers).map(([name, value]) => `    ${name}: ${value}`);
  return [
    `A clean answer (${mode}) did not come through: ${why}`,
    ...(upstream === null ? [] : [`  the upstream said    ${describeSide(upstream)}`]),
    `  the gateway answered ${describeSide(downstream)}`,
    ...headers,
  ];
}
