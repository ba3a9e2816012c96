/** A line of an event stream. The field `error` is llama.cpp's, before its pull request 16109. */
const LINE = /^(?:data|event|error):/m;

/** Where this finds nothing there is no such line, and looking is cheap. */
const FIELD = /(?:data|event|error):/;

/** An exception in the frames of AWS's event stream, seen as text: the name stands after two bytes of length. */
const FRAME = /:(?:exception-type|error-code)[^\w:]{1,4}([A-Za-z]{4,60})/g;

const MAX_EVENTS = 40;

export function looksLikeEvents(text: string): boolean {
  return FIELD.test(text) && LINE.test(text);
}

/** The exceptions that frames name, where a text holds any. */
export function frameNames(text: string): readonly string[] {
  if (!text.includes(':e')) return [];
  return Array.from(text.matchAll(FRAME), ([, name = '']) => name);
}

/** The data of each event, with its name when it has one that is not `message`. */
export function readEvents(text: string, take: (data: string, name: string | null) => void): void {
  let name: string | null = null;
  let data: string[] = [];
  const flush = (): void => {
    if (data.length > 0 || name !== null) take(data.join('\n'), name);
    name = null;
    data = [];
  };
  let events = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const match = /^(data|event|error): ?(.*)$/.exec(line);
    if (match !== null) {
      const value = match[2] ?? '';
      if (match[1] === 'event') name = value === 'message' ? null : value;
      else data.push(value);
    } else if (line.trim() === '') {
      flush();
      events += 1;
      if (events > MAX_EVENTS) break;
    } else if (data.length > 0 && !/^(?:id|retry)?:/.test(line)) data.push(line);
    else if (!/^(?:id|retry)?:/.test(line)) take(line, null);
  }
  flush();
}
