import { hash } from 'node:crypto';
import type { Attempt, Exchange } from '../contract/exchanges/exchange.ts';
import type { Fingerprint } from '../contract/wires/fingerprint.ts';
import type { CanonicalResponse } from '../contract/exchanges/response.ts';
import { isRecord, parseOrUndefined } from '../json/read.ts';

export interface FingerprintFold {
  /** In any order; null adds nothing. */
  add(exchange: Exchange | null): void;
  fingerprint(): Fingerprint;
}

/** Of one place; more is no fingerprint, but what an endpoint says. */
const MOST_VALUES = 20;
const LONGEST_VALUE = 80;

/** As much of a hash as tells the requests of one prompt apart. */
const HASH_DIGITS = 8;

/**
 * What tells that an endpoint is the one it was, as far as its answers show it: how many tokens it counts in a fixed prompt,
 * its words for how an answer ended, the form of its errors and of its streams, and what it can do.
 */
export function takeFingerprint(): FingerprintFold {
  const seen = new Map<string, Set<string>>();
  const note = ([place, value]: Seen): void => {
    const values = seen.get(place) ?? new Set();
    seen.set(place, values);
    if (values.size < MOST_VALUES) values.add(value.slice(0, LONGEST_VALUE));
  };
  return {
    add(exchange) {
      if (exchange === null) return;
      for (const attempt of exchange.attempts) errorShape(attempt).forEach(note);
      const { outcome } = exchange;
      if (outcome.type === 'error') return;
      for (const each of [...ofResponse(exchange, outcome.response), ...streamGrammar(exchange)]) note(each);
    },
    fingerprint: () =>
      Object.fromEntries(
        [...seen]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([place, values]) => [place, [...values].toSorted()]),
      ),
  };
}

/** Before the prompt whose they are. */
const TOKENS = 'the tokens of ';

/** A place, and what was seen there. */
type Seen = readonly [string, string];

function ofResponse(
  { case: id, servedAs, requestHash }: Exchange,
  response: CanonicalResponse,
): readonly Seen[] {
  const { usage, finishReason, toolCalls, providerRequestId, model } = response;
  const tokens = usage.inputTokens;
  return [
    ['its name of the model', model ?? 'none'],
    // A prompt that was edited since is another one.
    [
      `${TOKENS}${id.prompt} (${id.mode}, request ${requestHash.slice(0, HASH_DIGITS)})`,
      tokens === null ? 'none' : String(tokens),
    ],
    [`its ids of requests (${servedAs})`, providerRequestId === null ? 'none' : 'given'],
    ...toolCalls.map((call): Seen => [`its ids of calls (${servedAs})`, call.id === null ? 'none' : 'given']),
    ...(finishReason === null
      ? []
      : [[`its word for ${finishReason.unified}`, finishReason.raw] satisfies Seen]),
  ];
}

/** How often usage is told differs from answer to answer where it is told more than once. */
function streamGrammar({ servedAs, proof, evidence }: Exchange): readonly Seen[] {
  if (servedAs !== 'stream' || proof === null) return [];
  const usage = proof.usageRecords > 1 ? 'several' : String(proof.usageRecords);
  const type = evidence?.headers['content-type']?.split(';')[0] ?? 'none';
  return [
    ['the end of its streams', proof.terminalMarker ? 'with a marker' : 'without a marker'],
    ['the usage in its streams', usage],
    ['the type of its streams', type],
  ];
}

function errorShape({ error, status }: Attempt): readonly Seen[] {
  // One that no server sent has no form of its own.
  if (error === null || status === null || error.raw.body === null) return [];
  const value = parseOrUndefined(error.raw.body);
  return [[`the form of ${error.kind} ${status}`, isRecord(value) ? keysOf(value, 2).join(' ') : 'no JSON']];
}

/** The keys of an object, and of those in it, in order. */
function keysOf(value: Readonly<Record<string, unknown>>, depth: number): readonly string[] {
  return Object.keys(value)
    .toSorted()
    .flatMap((key) => {
      const below = value[key];
      const inner = depth > 1 && isRecord(below) ? keysOf(below, depth - 1) : [];
      return [key, ...inner.map((name) => `${key}/${name}`)];
    });
}

/** A place where one time saw nothing that the other saw. What one of them alone saw is no change: it may be rare. */
export interface FingerprintChange {
  readonly place: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export function changesBetween(before: Fingerprint, after: Fingerprint): readonly FingerprintChange[] {
  return Object.entries(before)
    .flatMap(([place, values]) => {
      const now = after[place];
      if (now === undefined || values.some((value) => now.includes(value))) return [];
      return [{ place, before: values, after: now }];
    })
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
}

/** Of many prompts a few tell as much of how their tokens are counted: always the same ones of the same suites. */
const PROMPTS_KEPT = 20;

/** What of a fingerprint is kept where it has to be small, in order. */
export function keepFingerprint(fingerprint: Fingerprint): Fingerprint {
  const places = Object.keys(fingerprint);
  const kept = places
    .filter(isOfPrompt)
    .toSorted((a, b) => (hash('sha256', a) < hash('sha256', b) ? -1 : 1))
    .slice(0, PROMPTS_KEPT);
  const shown = [...kept, ...places.filter((place) => !isOfPrompt(place))].toSorted();
  return Object.fromEntries(shown.map((place) => [place, fingerprint[place] ?? []]));
}

function isOfPrompt(place: string): boolean {
  return place.startsWith(TOKENS);
}

/** An endpoint as one run saw it. */
export interface Sighting {
  readonly run: string;
  readonly fingerprint: Fingerprint;
}

/**
 * What changed at an endpoint since it was first seen, each change once, with the run that shows it. Sightings are in the
 * order of time, and each is held against the last that saw the same place.
 */
export function changesSince(
  first: Fingerprint,
  later: readonly Sighting[],
): readonly (FingerprintChange & Pick<Sighting, 'run'>)[] {
  let known = first;
  return later.flatMap(({ run, fingerprint }) => {
    const changes = changesBetween(known, fingerprint);
    known = { ...known, ...fingerprint };
    return changes.map((change) => ({ run, ...change }));
  });
}

/** A change in words; `run` shows it, and is null where whoever reads it knows which one does. */
export function spellChange(
  target: string,
  { place, before, after }: FingerprintChange,
  run: string | null = null,
): string {
  const [was, is] = [before, after].map((values) => values.join(' or '));
  const shown = run === null ? '' : ` in run ${run}`;
  return `${target} is no longer what it was: ${place} was ${was}, and is ${is}${shown}`;
}
