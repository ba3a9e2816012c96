import type { Seen } from '../stage.ts';
import { countEvents } from '../count-events.ts';
import { expectationOf, type Expectation } from '../expectation.ts';
import { defineProperty, fails, HOLDS, type Judgement } from '../property.ts';
import { arbitraryTalk, canSay, sayOn, talkSchema, type Talk } from '../wire-case.ts';

/** Pieces that have come whole when a fault strikes after some of them; null where it strikes elsewhere. */
function piecesBefore({ mode, script, fault }: Talk): string | null {
  const { at } = fault;
  if (mode === 'send' || fault.how === 'junk' || fault.how === 'drop-finish') return null;
  if (at === 'first-frame') return '';
  if (at === 'after-finish') return script.pieces.join('');
  return typeof at === 'object' && 'part' in at ? script.pieces.slice(0, at.part).join('') : null;
}

function compare(seen: Seen, expected: Expectation, text: string | null): string | null {
  const { error } = seen;
  if (error === null) return `an answer where ${expected.kind} was said`;
  const { kind, retryable, retryAfterMs } = error;
  if (kind !== expected.kind) return `${kind} where ${expected.kind} was said`;
  if (retryable !== expected.retryable) return `${kind} with retryable ${retryable}`;
  if (retryAfterMs !== expected.retryAfterMs) {
    return `a retry after ${retryAfterMs} ms where ${expected.retryAfterMs} ms were said`;
  }
  const kept = error.partial?.text ?? '';
  return text === null || kept === text
    ? null
    : `${JSON.stringify(kept)} kept where ${JSON.stringify(text)} had come`;
}

async function judge(
  talk: Talk,
  stage: Parameters<Parameters<typeof defineProperty>[0]['judge']>[1],
): Promise<Judgement> {
  const { mode, script, fault } = talk;
  const expected = expectationOf(fault, mode);
  if (expected === null) return HOLDS;
  const skips: string[] = [];
  for (const wire of stage.wires) {
    if (!canSay(wire, mode, fault)) {
      skips.push(wire.name);
      continue;
    }
    const seen = await wire.hear(await sayOn(wire, mode, script, fault), mode);
    const wrong = compare(seen, expected, piecesBefore(talk));
    if (wrong !== null) return { ...fails(`${wire.name}: ${wrong}`), skips };
  }
  return { ...HOLDS, skips };
}

export const sameOnEveryWire = defineProperty({
  name: 'same-on-every-wire',
  claim:
    'one fault gives one kind, one retry decision, one delay and one partial output on every wire that can say it',
  schema: talkSchema,
  arbitrary: () => arbitraryTalk,
  judge,
  /** Of the wire that says it in the most events. */
  async events({ mode, script, fault }, stage) {
    const counts = stage.wires
      .filter((wire) => canSay(wire, mode, fault))
      .map(async (wire) => countEvents(await sayOn(wire, mode, script, fault)));
    return Math.max(0, ...(await Promise.all(counts)));
  },
});
