import type { StreamPart } from '../../contract/stream-part.ts';
import type { ToolPiece } from './read-message.ts';

type ToolDelta = Extract<StreamPart, { type: 'tool-call-delta' }>;

interface Slot {
  readonly number: number;
  id: string | null;
  name: string | null;
}

/**
 * Gives each piece of a tool call its slot. `index` decides where it is sent, unless a new id comes with a name:
 * some servers count every parallel call as 0. Without an index a new name or id opens a call, anything else
 * continues the last one.
 */
export function createToolSlots(): { take(piece: ToolPiece): ToolDelta; readonly count: number } {
  const slots: Slot[] = [];
  const byIndex = new Map<number, Slot>();
  let last: Slot | null = null;

  const open = (piece: ToolPiece): Slot => {
    const slot: Slot = { number: slots.length, id: null, name: null };
    slots.push(slot);
    if (piece.index !== null) byIndex.set(piece.index, slot);
    return slot;
  };

  const find = (piece: ToolPiece): Slot => {
    const known = piece.index === null ? last : (byIndex.get(piece.index) ?? null);
    if (known === null) return open(piece);
    const another = piece.name !== null && known.name !== null;
    const newId = piece.id !== null && piece.id !== known.id;
    if (another && newId) return open(piece);
    const unnumbered = piece.index === null && piece.id === null && another;
    return unnumbered && (known.id === null || piece.name !== known.name) ? open(piece) : known;
  };

  return {
    take(piece) {
      const slot = find(piece);
      last = slot;
      const id = slot.id === null ? piece.id : null;
      const name = slot.name === null ? piece.name : null;
      slot.id ??= piece.id;
      slot.name ??= piece.name;
      return { type: 'tool-call-delta', index: slot.number, id, name, arguments: piece.arguments };
    },
    get count() {
      return slots.length;
    },
  };
}
