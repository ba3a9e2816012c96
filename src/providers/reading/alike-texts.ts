import { parseOrUndefined } from '../../json/read.ts';

/** Reads the string in which a JSON text differs from the last one learnt. */
export interface AlikeTexts {
  /** Null for a text that differs in anything else, and for an empty string. */
  read(text: string): string | null;
  /** `found` is the string in the text that the next ones may differ in. False where nothing was learnt. */
  learn(text: string, found: string): boolean;
}

const MARK = '~';
/** Streams whose events differ in a time or a count are not worth learning from. */
const CHANCES = 3;

/**
 * The events of a stream are alike but for a piece of text, and to parse one whole takes longer than all else that is
 * done with it. That the string spelt in a text is the one that `find` gets from its value is proven when it is
 * learnt: with a mark at its end, `find` must see the mark.
 */
export function createAlikeTexts(find: (value: unknown) => string | null): AlikeTexts {
  /** All that stands before and after the string. */
  let head = '';
  let tail = '';
  let chances = CHANCES;

  return {
    read(text) {
      const end = text.length - tail.length;
      // Slices are compared word by word, which startsWith and endsWith do character by character.
      if (head === '' || text.slice(0, head.length) !== head || text.slice(end) !== tail) return null;
      const found = parseOrUndefined(text.slice(head.length, end));
      if (typeof found !== 'string' || found === '') return null;
      chances = CHANCES;
      return found;
    },
    learn(text, found) {
      if (chances === 0) return false;
      chances -= 1;
      const spelt = JSON.stringify(found);
      const at = text.indexOf(spelt);
      if (at < 0) return false;
      const before = text.slice(0, at);
      const after = text.slice(at + spelt.length);
      const marked = parseOrUndefined(before + JSON.stringify(found + MARK) + after);
      if (find(marked) !== found + MARK) return false;
      head = before;
      tail = after;
      return true;
    },
  };
}
