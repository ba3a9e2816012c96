import { callPhrases } from './call-phrases.ts';
import { findCodeRule } from './codes.ts';
import type { Sign } from './evidence.ts';
import { isSaid } from './is-said.ts';
import { PHRASES } from './match-text.ts';
import type { PhraseTier } from './phrases/order.ts';
import { readStatuses } from './read-statuses.ts';
import { statusKind } from './statuses.ts';

/** How .NET, Java and Rust join an exception to its cause, outermost first. */
const CAUSES = /\s-{2,3}> |\bCaused by:\s/;

/** How Python joins them, outermost last. */
const PYTHON =
  /\s(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):\s/;

/** Said of a cause that is another's: .NET's word for it, and what was being done when it came. */
const DEFERS =
  /see inner exception|\bwhile (?:extract|read|receiv|process|stream|handl)ing (?:the )?(?:response|reply|answer|stream|body)\b/i;

const MAX_PARTS = 12;

/** What a part of a chain says, as it is read elsewhere. */
interface Part {
  readonly words: string;
  readonly names: readonly Sign[];
}

/**
 * Of a chain of exceptions written as one text, the outermost that names a cause: who caught the others knew what they
 * meant for the call. One that says no more than that something behind it failed is passed over. The text itself when
 * it is no chain, or when nobody in it names a cause.
 */
export function outermostCause(text: string, read: (part: string) => Part): string {
  const parts = partsOf(text);
  if (parts.length === 1) return text;
  return parts.slice(0, MAX_PARTS).find((part) => !DEFERS.test(part) && namesCause(read(part))) ?? text;
}

/** Where this finds nothing there is no chain. */
const CHAINED = /--> |Caused by|bove exception/;

function partsOf(text: string): readonly string[] {
  if (!CHAINED.test(text)) return [text];
  if (text.includes('bove exception')) {
    const parts = text.split(PYTHON);
    if (parts.length > 1) return parts.toReversed().map(lastLines);
  }
  return text.split(CAUSES);
}

/** Python puts the exception after its stack. */
function lastLines(part: string): string {
  const at = part.search(/\n[\w.]+(?:Error|Exception|Timeout)\b[^\n]*\n*[^]*$/);
  return at < 0 ? part : part.slice(at);
}

function namesCause({ words, names }: Part): boolean {
  if (names.some(({ value }) => isTelling(findCodeRule(value)?.weight))) return true;
  if (readStatuses(words).some((status) => !VAGUE_KINDS.has(statusKind(status)))) return true;
  return callPhrases(words).some((at) => {
    const ranked = PHRASES[at];
    return ranked !== undefined && !LOOSE.has(ranked.tier) && isSaid(ranked.phrase.pattern, words);
  });
}

/** Of what nobody says that it is the cause. */
const LOOSE: ReadonlySet<PhraseTier> = new Set(['vague', 'hint']);

const VAGUE_KINDS: ReadonlySet<string | null> = new Set(['server_error', null]);

function isTelling(weight: string | undefined): boolean {
  return weight !== undefined && weight !== 'vague';
}
