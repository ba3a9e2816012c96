/** What the bytes of an answer in OpenAI's form say of its end. */
export interface FinishWatch {
  push(bytes: Uint8Array): void;
  /** The last finish reason, as the server spells it; null where none came. */
  finish(): string | null;
  /** Whether its last event came. */
  isDone(): boolean;
  /** Whether an error stands in the place of an answer or of an event. */
  hasError(): boolean;
}

/** Within a text of JSON the quotes are escaped, so no content of a message reads like one of these. */
const FINISH = /"finish_reason"\s*:\s*"([^"\\]{1,64})"/g;
/** At the begin of a body or of an event: a key of that name deeper in an answer is none. */
const ERROR_BODY = /^\s*\{\s*(?:"error"\s*:\s*[^\sn]|"object"\s*:\s*"error")/;
const ERROR_EVENT = /(?:^|[\r\n])data:\s*\{\s*(?:"error"\s*:\s*[^\sn]|"object"\s*:\s*"error")/;
const DONE = /(?:^|[\r\n])data:\s*\[DONE\]/;
/** Longer than what is sought, spaces and all. */
const TAIL = 256;

/** Reads along as bytes pass, one piece at a time; nothing is parsed and nothing kept but the last few of them. */
export function watchFinish(): FinishWatch {
  let tail = '';
  let finish: string | null = null;
  let [hasError, isDone] = [false, false];
  let length = 0;
  return {
    push(bytes) {
      const text = tail + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      FINISH.lastIndex = 0;
      for (let found = FINISH.exec(text); found !== null; found = FINISH.exec(text))
        finish = found[1] ?? null;
      // Most events hold neither word, and to look for a word costs a tenth of what an expression does.
      if (!hasError && text.includes('"error"'))
        hasError = ERROR_EVENT.test(text) || (length < TAIL && ERROR_BODY.test(text));
      if (!isDone && text.includes('[DONE]')) isDone = DONE.test(text);
      length += bytes.length;
      // Nothing that is sought goes on behind the end of an event.
      tail = text.endsWith('}\n\n') ? '' : text.slice(-TAIL);
    },
    finish: () => finish,
    isDone: () => isDone,
    hasError: () => hasError,
  };
}
