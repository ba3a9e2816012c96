import type { StreamPart } from '../../contract/exchanges/stream-part.ts';
import { parseOrUndefined } from '../../json/read.ts';
import type { ToolPiece } from './read-message.ts';

type ToolDelta = Extract<StreamPart, { type: 'tool-call-delta' }>;

interface Slot {
  readonly number: number;
  readonly index: number | null;
  /** Its index was another call's already, so that later pieces may come under a better one. */
  readonly collided: boolean;
  id: string | null;
  name: string | null;
  arguments: string;
  /** Its pieces say all arguments so far, each time. */
  cumulative: boolean;
}

/**
 * Gives each piece of a tool call its slot. An id that is known decides where it is sent, then `index`, unless
 * another call begins under it: some servers count every parallel call as 0, with ids of their own or none. Without
 * an index a new name or id opens a call, anything else continues the last one. `onSnapshot` is told of pieces that are
 * none, but all arguments so far.
 */
export function createToolSlots(onSnapshot: () => void): { take(piece: ToolPiece): ToolDelta } {
  let count = 0;
  const byIndex = new Map<number, Slot>();
  const byId = new Map<string, Slot>();
  let last: Slot | null = null;

  const open = (piece: ToolPiece): Slot => {
    const { index } = piece;
    const collided = index !== null && byIndex.has(index);
    const slot: Slot = {
      number: count,
      index,
      collided,
      id: null,
      name: null,
      arguments: '',
      cumulative: false,
    };
    count += 1;
    if (index !== null) byIndex.set(index, slot);
    return slot;
  };

  const find = (piece: ToolPiece): Slot => {
    const owner = piece.id === null ? undefined : byId.get(piece.id);
    if (owner !== undefined && (piece.name === null || piece.index === null || piece.index === owner.index)) {
      return owner;
    }
    const known = piece.index === null ? last : (byIndex.get(piece.index) ?? null);
    if (known !== null) return beginsAnother(piece, known) ? open(piece) : known;
    if (piece.index === null || piece.id !== null || piece.name !== null || last?.collided !== true) {
      return open(piece);
    }
    // The head came under another call's index, the rest under its own.
    byIndex.set(piece.index, last);
    return last;
  };

  return {
    take(piece) {
      const slot = find(piece);
      last = slot;
      const id = slot.id === null ? piece.id : null;
      // The same name again is a repeat; any other piece goes on with it.
      const name = piece.name === slot.name ? null : piece.name;
      slot.id ??= piece.id;
      if (name !== null) slot.name = (slot.name ?? '') + name;
      if (slot.id !== null) byId.set(slot.id, slot);
      if (!slot.cumulative && restates(piece, slot)) {
        slot.cumulative = true;
        onSnapshot();
      }
      const text = isRepeated(piece, slot) ? '' : newsOf(piece, slot);
      slot.arguments += text;
      return { type: 'tool-call-delta', index: slot.number, id, name, arguments: text };
    },
  };
}

/** Whether a piece under the index of a call, or without one after it, is the head of the next. */
function beginsAnother(piece: ToolPiece, known: Slot): boolean {
  if (piece.name === null || known.name === null) return false;
  const renamed = piece.name !== known.name;
  if (piece.id !== null) return piece.id !== known.id && (renamed || !goesOn(piece, known));
  if (piece.index === null) {
    if (known.id !== null) return renamed;
    return renamed || known.arguments === '' || isWhole(known.arguments);
  }
  return (renamed || piece.arguments.trimStart().startsWith('{')) && isWhole(known.arguments);
}

/**
 * Whether a piece is the middle of the call whose index it has, by its arguments alone: vLLM has given each piece the
 * name, and an id of its own. https://github.com/vllm-project/vllm/pull/23522
 */
function goesOn({ index, arguments: text }: ToolPiece, { arguments: before }: Slot): boolean {
  return (
    index !== null &&
    before.trimStart().startsWith('{') &&
    !isWhole(before) &&
    text !== '' &&
    !text.trimStart().startsWith('{')
  );
}

/** Some servers say a whole call again at its end. Arguments that are whole take no more. */
function isRepeated(piece: ToolPiece, slot: Slot): boolean {
  return piece.arguments !== '' && piece.arguments === slot.arguments && isWhole(slot.arguments);
}

/** Where an object within an object, or a text that looks like the begin of one, may follow. */
const OBJECT_MAY_FOLLOW = /[:,[]\s*$/;
const MAY_END_A_TEXT = /^\{\s*"\s*(?:[:,}\]]|$)/;

/**
 * Whether a piece says again what came, and perhaps more, as DeepSeek on Baidu Qianfan does. Only where it would make no
 * JSON if it were appended: after a colon it may be an object that begins like the one around it.
 * https://github.com/NousResearch/hermes-agent/pull/35718
 */
function restates({ arguments: text }: ToolPiece, { arguments: before }: Slot): boolean {
  if (!before.startsWith('{') || !text.startsWith(before) || isWhole(before)) return false;
  return !OBJECT_MAY_FOLLOW.test(before) && !MAY_END_A_TEXT.test(text);
}

function newsOf({ arguments: text }: ToolPiece, { cumulative, arguments: before }: Slot): string {
  return cumulative && text.startsWith(before) ? text.slice(before.length) : text;
}

function isWhole(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  return typeof parseOrUndefined(text) === 'object';
}
