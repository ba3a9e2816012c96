// npm run bench -- --tricks, or node --expose-gc test/bench/tricks.ts: what each trick for speed saves against the plain way.
import { isUtf8 } from 'node:buffer';
import { followSignal } from '../../src/calls/follow-signal.ts';
import { watchDeadlines } from '../../src/calls/watch-deadlines.ts';
import type { StreamPart } from '../../src/contract/exchanges/stream-part.ts';
import type { Clock } from '../../src/contract/world.ts';
import { arrayAt, parseOrUndefined, recordAt, stringAt } from '../../src/json/read.ts';
import { createAlikeTexts } from '../../src/providers/reading/alike-texts.ts';
import { callWire, joinText, type WireCall } from '../../src/providers/call-wire.ts';
import { bytesResponse, inMemoryTransport } from '../../src/transport/in-memory-transport.ts';
import { toRawBody } from '../../src/transport/open-tap.ts';
import { BEDROCK_TRICKS } from './bedrock-tricks.ts';
import { median } from './median.ts';
import { RECORD_TRICKS } from './record-tricks.ts';
import type { Trick, Work } from './trick.ts';

const ROUNDS = 15;
const ROUND_MS = 60;
const EVENTS = 59;
/** Under this share of the plain way's time, nobody would see the difference. */
const WORTH = 0.95;

const WORDS = Array.from({ length: EVENTS }, (_, at) => ` word${at} "quoted"`);
const EVENT_TEXTS = WORDS.map((content) =>
  JSON.stringify({
    id: 'chatcmpl-0c2f7a51',
    object: 'chat.completion.chunk',
    created: 1_754_300_000,
    model: 'meta/llama-4-scout-17b-16e-instruct',
    choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }],
  }),
);

function contentOf(value: unknown): string | null {
  return stringAt(recordAt(arrayAt(value, 'choices')?.[0], 'delta'), 'content');
}

const alikeTexts: Trick = {
  name: 'reading/alike-texts',
  per: `stream of ${EVENTS} events`,
  trick() {
    const alike = createAlikeTexts(contentOf);
    let text = '';
    for (const data of EVENT_TEXTS) {
      const known = alike.read(data);
      const content = known ?? contentOf(parseOrUndefined(data)) ?? '';
      if (known === null) alike.learn(data, content);
      text += content;
    }
    return text;
  },
  plain() {
    let text = '';
    for (const data of EVENT_TEXTS) text += contentOf(parseOrUndefined(data)) ?? '';
    return text;
  },
};

const PARTS = WORDS.map((text): StreamPart => ({ type: 'text-delta', text }));

/** As a loopback or a fast server sends them: some events a chunk. */
function batchesOf(size: number): readonly (readonly StreamPart[])[] {
  return Array.from({ length: Math.ceil(EVENTS / size) }, (_, at) => PARTS.slice(at * size, (at + 1) * size));
}

/** A call whose decoder gives the parts that a chunk is the number of, without anything being read. */
function callOf(batches: readonly (readonly StreamPart[])[]): WireCall {
  return {
    servedAs: 'stream',
    losses: [],
    async invoke(transport) {
      const request = { method: 'POST', url: 'http://bench.invalid', headers: {}, body: null };
      const response = await transport(request, NEVER);
      for await (const _ of response.body) continue;
      return null;
    },
    decoderFor: () => ({
      push: ([at = 0]) => batches[at] ?? [],
      end: () => [],
      tripped: () => null,
      handedEvents: () => null,
    }),
    warningsOf: () => [],
    errorFor() {
      throw new Error('nothing is refused here');
    },
  };
}

const NEVER = new AbortController().signal;

function sending(batches: readonly (readonly StreamPart[])[]): AsyncIterable<StreamPart> {
  const body = Uint8Array.from(batches.keys());
  return callWire(
    callOf(batches),
    inMemoryTransport(() => bytesResponse({ body, chunkSize: 1 })),
    NEVER,
  );
}

async function* throughGenerator(parts: AsyncIterable<StreamPart>): AsyncGenerator<StreamPart, void> {
  for await (const part of parts) yield part;
}

async function textOf(parts: AsyncIterable<StreamPart>): Promise<string> {
  let text = '';
  for await (const part of parts) if (part.type === 'text-delta') text += part.text;
  return text;
}

/** A part handed on costs a promise at least. */
async function handOn(
  batches: readonly (readonly StreamPart[])[],
  shape: (parts: readonly StreamPart[]) => readonly StreamPart[],
): Promise<string> {
  let text = '';
  for (const batch of batches) {
    for (const part of shape(batch)) {
      const handed = await Promise.resolve(part);
      if (handed.type === 'text-delta') text += handed.text;
    }
  }
  return text;
}

function joining(size: number): Trick {
  const batches = batchesOf(size);
  return {
    name: 'providers/call-wire, joinText',
    per: `stream of ${EVENTS} events, ${size} a chunk`,
    trick: () => handOn(batches, joinText),
    plain: () => handOn(batches, (parts) => parts),
  };
}

function handingOn(size: number): Trick {
  const batches = batchesOf(size);
  return {
    name: 'providers/call-wire, no generator',
    per: `stream of ${EVENTS} events, ${size} a chunk`,
    trick: () => textOf(sending(batches)),
    plain: () => textOf(throughGenerator(sending(batches))),
  };
}

const BODY = Buffer.from(EVENT_TEXTS.map((text) => `data: ${text}\n\n`).join(''));

function rawBody(count: number): Trick {
  const size = Math.ceil(BODY.length / count);
  const pieces = Array.from({ length: count }, (_, at) => BODY.subarray(at * size, (at + 1) * size));
  return {
    name: 'transport/open-tap, toRawBody',
    per: `body of ${Math.round(BODY.length / 1024)} KiB in ${count} pieces`,
    trick: () => toRawBody(pieces, BODY.length, 'text/event-stream'),
    plain() {
      const body = Buffer.concat(pieces, BODY.length);
      return isUtf8(body) ? { text: body.toString('utf8') } : { base64: body.toString('base64') };
    },
  };
}

const AT_ONCE = 20;
/** Each call holds something, and calls overlap, as in a run. */
function following(follow: (signal: AbortSignal, run: () => void) => () => void): Work {
  const { signal } = new AbortController();
  const open: (() => void)[] = [];
  return () => {
    const held = Buffer.alloc(64);
    open.push(follow(signal, () => held.fill(1)));
    if (open.length >= AT_ONCE) open.shift()?.();
    return open.length;
  };
}

const follow: Trick = {
  name: 'calls/follow-signal',
  per: `call, ${AT_ONCE} at once`,
  trick: following(followSignal),
  plain: following((signal, run) => {
    signal.addEventListener('abort', run, { once: true });
    return () => signal.removeEventListener('abort', run);
  }),
};

const clock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  sleep: () => Promise.resolve(),
  timer(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const GUARDS = ['headers-timeout', 'first-output-timeout', 'idle-timeout', 'total-timeout'] as const;

const deadlines: Trick = {
  name: 'calls/watch-deadlines',
  per: 'attempt with four deadlines',
  trick() {
    const atMs = clock.nowMs() + 60_000;
    const open = GUARDS.map((guard, at) => ({ guard, limitMs: 60_000, atMs: atMs + at }));
    const watch = watchDeadlines(clock, open, () => {});
    for (const guard of GUARDS) watch.lift(guard);
    watch.stop();
    return GUARDS.length;
  },
  plain() {
    const atMs = clock.nowMs() + 60_000;
    const open = new Map(
      GUARDS.map((guard, at) => [guard, clock.timer(atMs + at - clock.nowMs(), () => {})] as const),
    );
    for (const guard of GUARDS) open.get(guard)?.();
    return open.size;
  },
};

const TRICKS: readonly Trick[] = [
  alikeTexts,
  joining(1),
  joining(8),
  handingOn(1),
  handingOn(8),
  ...BEDROCK_TRICKS,
  ...RECORD_TRICKS,
  rawBody(1),
  rawBody(16),
  follow,
  deadlines,
];

/** CPU of the process, so that what the collector does beside it counts, and what others do does not. */
async function cpuUs(work: Work, n: number): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let at = 0; at < n; at += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / n;
}

async function roundsOf(work: Work): Promise<number> {
  const started = performance.now();
  let n = 0;
  while (performance.now() - started < ROUND_MS) {
    await work();
    n += 1;
  }
  return n;
}

console.log(`CPU of the plain way, of ours, ratio (middle half); medians of ${ROUNDS} pairs`);
for (const { name, per, trick, plain } of TRICKS) {
  const [byTrick, byPlain] = [await trick(), await plain()];
  if (
    typeof byTrick === 'object' ? JSON.stringify(byTrick) !== JSON.stringify(byPlain) : byTrick !== byPlain
  ) {
    throw new Error(`${name}: the two ways do not give the same`);
  }
  // To warm up, and to see how often makes a round.
  const n = Math.max(await roundsOf(plain), await roundsOf(trick));
  const pairs: { readonly own: number; readonly bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await cpuUs(plain, n);
    pairs.push({ bare, own: await cpuUs(trick, n) });
  }
  const ratios = pairs.map(({ own, bare }) => own / bare).toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [ratios[Math.floor(ROUNDS / 4)], ratios[Math.floor((3 * ROUNDS) / 4)]];
  const ratio = median(ratios);
  const saved = median(pairs.map(({ own, bare }) => bare - own));
  console.log(
    [
      name.padEnd(28),
      per.padEnd(40),
      `${median(pairs.map(({ bare }) => bare))
        .toFixed(2)
        .padStart(8)} us`,
      `${median(pairs.map(({ own }) => own))
        .toFixed(2)
        .padStart(8)} us`,
      `${ratio.toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`,
      high < WORTH ? `saves ${saved.toFixed(2)} us` : 'SAVES NOTHING MEASURABLE',
    ].join('  '),
  );
}
