const PIECE = /\s*[^\s]{1,12}|\s+$/gu;
const ARGUMENT_PIECE = /[\p{L}\p{N}_]+|[^\p{L}\p{N}_]{1,3}/gu;
const MOST_PIECES = 48;

/** A text in word-like pieces, at most 48 and never within a character; joined they are the text. */
export function splitText(text: string): readonly string[] {
  return group(text.match(PIECE) ?? []);
}

/** The JSON text of arguments in pieces like the tokens of a model. */
export function splitArguments(text: string): readonly string[] {
  return group(text.match(ARGUMENT_PIECE) ?? []);
}

function group(pieces: readonly string[]): readonly string[] {
  const size = Math.max(1, Math.ceil(pieces.length / MOST_PIECES));
  return Array.from({ length: Math.ceil(pieces.length / size) }, (_, index) =>
    pieces.slice(index * size, (index + 1) * size).join(''),
  );
}
