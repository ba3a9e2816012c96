import type { Capabilities } from '../../contract/wires/capabilities.ts';
import type { AbstractFault } from '../abstract-fault.ts';
import { bytesOf, layOut, type Layout } from '../lay-out-stream.ts';
import { defineProperty, fails, HOLDS } from '../property.ts';
import { textOf, type Script } from '../script.ts';
import type { Served, Seen } from '../stage.ts';
import {
  arbitraryWireCase,
  canSay,
  eventsOf,
  sayOn,
  wireCaseSchema,
  wireNamed,
  type WireCase,
} from '../wire-case.ts';

/** Spoils an answer wherever it strikes, after the proof too. */
const SPOILS: ReadonlySet<AbstractFault['how']> = new Set(['exception', 'reset', 'bad-crc']);
/** Leaves the answer whole. */
const HARMLESS: ReadonlySet<AbstractFault['how']> = new Set(['content-type', 'drop-usage', 'drop-done']);

/** The offset at which the fault strikes. */
function strikesAt(fault: AbstractFault, served: Served, layout: Layout): number {
  const { at, how } = fault;
  if (how === 'drop-finish') return layout.pieceEnds.at(-1) ?? 0;
  if (at === 'before-headers' || at === 'headers') return 0;
  if (how === 'cut' || how === 'reset' || how === 'stall') return bytesOf(served);
  if (at === 'after-finish') return layout.finishEnd;
  if (at === 'first-frame') return layout.pieceEnds[0] ?? 0;
  if ('byte' in at) return Math.min(at.byte, layout.end);
  return layout.pieceEnds[Math.min(at.part, layout.pieceEnds.length - 1)] ?? 0;
}

/** The text that must have come by an offset, and the most that can have. */
function textBounds(offset: number, { pieceEnds }: Layout, { pieces }: Script): readonly [string, string] {
  const whole = Math.max(
    0,
    pieceEnds.findLastIndex((end) => end <= offset),
  );
  return [pieces.slice(0, whole).join(''), pieces.slice(0, whole + 1).join('')];
}

function isServerSent({ headers }: Served): boolean {
  return (headers['content-type'] ?? '').startsWith('text/event-stream');
}

function endsBetweenEvents(served: Served): boolean {
  return !isServerSent(served) || Buffer.concat(served.chunks).toString('latin1').endsWith('\n\n');
}

function judgeBefore(
  offset: number,
  seen: Seen,
  layout: Layout,
  tried: WireCase,
  served: Served,
): string | null {
  const { error, response } = seen;
  const { text, finishReason, warnings } = response;
  // What no field of the wire holds is noise to its readers: that it was there must be said. What it took with it is
  // gone, and an answer that lacks it is not complete.
  const isWhole = text === textOf(tried.script) && finishReason !== null;
  if (tried.fault.how === 'junk' && error === null && warnings.length > 0 && isWhole) return null;
  // A finish event that is whole but for its blank line counts, and is a finding (design, law 5).
  const lacksLine = offset < layout.proofEnd && offset >= layout.proofEnd - 2;
  if (lacksLine && isServerSent(served) && error === null && warnings.length > 0) return null;
  if (error === null) return 'an answer that was never proven complete counts as one';
  if (tried.fault.how === 'junk') return judgeLoss(seen, tried.script);
  if (offset < layout.finishEnd && finishReason !== null)
    return `the finish reason ${finishReason.raw} was never said`;
  if (!textOf(tried.script).startsWith(text)) return `the text ${JSON.stringify(text)} was never said`;
  if (tried.mode === 'send') return null;
  const [least, most] = textBounds(offset, layout, tried.script);
  if (!text.startsWith(least))
    return `of ${JSON.stringify(least)}, which had come, ${JSON.stringify(text)} is left`;
  return most.startsWith(text)
    ? null
    : `${JSON.stringify(text)} was read where ${JSON.stringify(most)} had come`;
}

/** Junk on a line with an event takes that event with it; the stream goes on to its own end, and says its finish. */
function judgeLoss({ response }: Seen, { pieces }: Script): string | null {
  const { text } = response;
  const lacksOne = pieces.some((_, lost) => pieces.toSpliced(lost, 1).join('') === text);
  return lacksOne || pieces.join('').startsWith(text)
    ? null
    : `the text ${JSON.stringify(text)} was never said`;
}

function judgeAfter(
  seen: Seen,
  tried: WireCase,
  served: Served,
  layout: Layout,
  { doneMarker, usageInStream }: Capabilities,
): string | null {
  const { error, response } = seen;
  const { how } = tried.fault;
  if (response.finishReason === null) return 'the finish reason that was said is lost';
  if (response.text !== textOf(tried.script)) return `of the text ${JSON.stringify(response.text)} is left`;
  if (SPOILS.has(how)) return error === null ? `a ${how} after the finish leaves the answer complete` : null;
  if (how === 'stall') {
    if (error !== null && !endsBetweenEvents(served)) return null;
    if (error !== null) return `a stall after the proof makes it ${error.kind}`;
    return response.warnings.length > 0 ? null : 'a stall after the proof is no finding';
  }
  const isShort = how === 'cut' && bytesOf(served) < layout.end && error === null;
  if (isShort && (doneMarker || usageInStream) && response.warnings.length === 0) {
    return 'what was promised after the finish is missing, and nobody says so';
  }
  return null;
}

function judgeHarmless({ error, response }: Seen, { fault, script }: WireCase): string | null {
  if (error !== null) return `${fault.how} makes a whole answer ${error.kind}`;
  return response.text === textOf(script) ? null : `${fault.how} changes the text`;
}

/** Nothing but its orderly end proves a body. */
function isUnproven({ mode, fault }: WireCase, offset: number, layout: Layout, served: Served): boolean {
  return (
    offset < layout.proofEnd ||
    fault.how === 'drop-finish' ||
    served.status >= 300 ||
    (mode === 'send' && served.end !== 'fin')
  );
}

/** A fault in a place that this answer does not have leaves it as it was. */
function isSame(served: Served, other: Served): boolean {
  return (
    served.end === other.end &&
    served.status === other.status &&
    served.refused === null &&
    JSON.stringify(served.headers) === JSON.stringify(other.headers) &&
    Buffer.concat(served.chunks).equals(Buffer.concat(other.chunks))
  );
}

export const completeness = defineProperty({
  name: 'completeness',
  claim: 'a fault before the proof of completeness is never an answer, and one after it takes nothing back',
  schema: wireCaseSchema,
  arbitrary: arbitraryWireCase,
  async judge(tried, stage) {
    const { mode, script, fault } = tried;
    const wire = wireNamed(stage, tried.wire);
    if (wire === null || !canSay(wire, mode, fault)) return { ...HOLDS, skips: [tried.wire] };
    const served = await sayOn(wire, mode, script, fault);
    const seen = await wire.hear(served, mode);
    const layout = await layOut(wire, mode, script);
    if (layout.end === bytesOf(served) && isSame(served, await sayOn(wire, mode, script, null))) {
      return { ...HOLDS, skips: [tried.wire] };
    }
    const offset = strikesAt(fault, served, layout);
    const wrong = HARMLESS.has(fault.how)
      ? judgeHarmless(seen, tried)
      : isUnproven(tried, offset, layout, served)
        ? judgeBefore(offset, seen, layout, tried, served)
        : judgeAfter(seen, tried, served, layout, wire.capabilities);
    return wrong === null ? HOLDS : fails(`${tried.wire}: ${wrong}`);
  },
  events: eventsOf,
});
