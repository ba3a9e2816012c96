import { isRecord, parseOrUndefined, type UnknownRecord } from '../json/read.ts';
import { idIn, type AnswerLine } from './answer-lines.ts';

/** What a line asks is wrong in a way that its writer must mend. The message becomes the line's answer. */
export class InvalidLine extends Error {
  override readonly name = 'InvalidLine';
}

/** How a line that holds a JSON object is answered. Throws InvalidLine. */
export type AnswerRecord = (line: UnknownRecord) => object | Promise<object>;

/** Answers lines of JSON objects, each with its own id; one that cannot be answered yields `{"id", "invalid"}`. */
export function answerRecord(answer: AnswerRecord): AnswerLine {
  return async (text) => {
    if (text.trim() === '') return refuse(null, 'the line is empty');
    const value = parseOrUndefined(text);
    if (value === undefined) return refuse(idIn(text), 'the line is not JSON');
    if (!isRecord(value)) return refuse(null, 'the line holds no JSON object');
    const id = idOf(value);
    try {
      return JSON.stringify({ id, ...(await answer(value)) });
    } catch (error) {
      if (error instanceof InvalidLine) return refuse(id, error.message);
      throw error;
    }
  };
}

function refuse(id: string | number | null, invalid: string): string {
  return JSON.stringify({ id, invalid });
}

function idOf({ id }: UnknownRecord): string | number | null {
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
