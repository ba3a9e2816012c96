// node test/bench/normalize.ts: what normalising costs beside JSON.parse of the same bodies, and by the size of a body.
import { createRedact } from '../../src/config/secrets/create-redact.ts';
import { normalizeError } from '../../src/providers/errors/normalize-error.ts';
import { POSTED } from '../providers/errors/posted.ts';
import { WRAPPINGS } from '../providers/errors/wrappings.ts';

const BOUND = 4;
const ROUNDS = 400;
const redact = createRedact([]);
const context = { provider: 'bench', redact, phase: 'http', aborted: null, nowMs: 0 } as const;
const headers = { 'content-type': 'application/json', 'x-request-id': '0c2f7a51' };

interface Envelope {
  readonly thrown: unknown;
  /** What JSON.parse is given: the body, or what was thrown in its place. */
  readonly text: string;
  readonly body: string | null;
  readonly status: number | null;
}

/** As people post them: two in five as the response's body, at times cut, the others as what an SDK or gateway made of it. */
function mix(): readonly Envelope[] {
  const wraps = Object.values(WRAPPINGS);
  return POSTED.map((posted, at): Envelope => {
    const { body = null, thrown = null, status = null } = posted;
    if (body === null) return { thrown, text: textOf(thrown), body, status };
    if (at % 5 === 0) return { thrown, text: body, body, status };
    if (at % 5 === 1) {
      const cut = body.slice(0, Math.floor(body.length * 0.9));
      return { thrown, text: cut, body: cut, status };
    }
    const wrapped = wraps[at % wraps.length]?.(body, status, posted) ?? { thrown, context: {} };
    const outer = wrapped.context.body ?? null;
    return { thrown: wrapped.thrown, text: outer ?? textOf(wrapped.thrown), body: outer, status };
  });
}

function textOf(thrown: unknown): string {
  const message: unknown =
    typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'message') : thrown;
  return typeof message === 'string' ? message : '';
}

const envelopes = mix();

function parseAll(): void {
  for (const { text } of envelopes) {
    try {
      JSON.parse(text);
    } catch {
      // Pages, logs and cut bodies are part of the mix.
    }
  }
}

function normalizeAll(): void {
  for (const { thrown, body, status } of envelopes)
    normalizeError(thrown, { ...context, headers, body, status });
}

/**
 * Microseconds of CPU an envelope: on a busy machine the longer of two works is interrupted in nearly every round, and
 * by the clock alone it would be three times as slow as it is.
 */
function microseconds(work: () => void, count: number): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

/** The lower quartile of the second half: the first rounds are the compiler's, and neighbours only ever add. */
function settled(times: readonly number[]): number {
  const late = times.slice(times.length / 2).toSorted((a, b) => a - b);
  return late[Math.floor(late.length / 4)] ?? Number.NaN;
}

const parse: number[] = [];
const normalize: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  parse.push(microseconds(parseAll, envelopes.length));
  normalize.push(microseconds(normalizeAll, envelopes.length));
}
const ratio = settled(normalize) / settled(parse);
console.log(
  `normalise ${envelopes.length} envelopes: ${settled(normalize).toFixed(1)} us each, ` +
    `JSON.parse ${settled(parse).toFixed(2)} us, ratio ${ratio.toFixed(1)} (bound ${BOUND})${ratio > BOUND ? '  OVER' : ''}`,
);

for (const [name, piece] of [
  ['one long string', 'x'],
  ['nested without end', '{"a":'],
  ['words', 'model is not found or rate limit '],
  ['markup', '<h1>503 error '],
] as const) {
  const times = [10_000, 100_000, 1_000_000, 10_000_000].map((size) => {
    const body = piece.repeat(Math.ceil(size / piece.length));
    const work = (): void => void normalizeError(null, { ...context, headers, body, status: 500 });
    work();
    return `${size / 1000} kB ${(microseconds(work, 1) / 1000).toFixed(1)} ms`;
  });
  console.log(`${name.padEnd(20)} ${times.join('  ')}`);
}
