/** Follows the lines that a parser of events is fed, to know what it holds of the event that has not ended. */
export interface LineFollower {
  /** Goes on with more whole lines, once those before were looked at. */
  begin(lines: string): void;
  /** Looks on to the nth odd line of these, and says whether no value that came before it waits for the end of its event. */
  isFreeAt(nth: number): boolean;
  /** The odd line that was looked at last is an event by itself, so nothing before it is left. Returns where it ends. */
  take(): number;
  /** Looks at the rest, and says whether there are lines that belong to no event that ended. */
  isLeft(): boolean;
}

/** `lines` are those since the last event. A line is odd where the specification knows no field of its name. */
export function followLines(lines: string): LineFollower {
  return new Follower(lines);
}

const LINE = /([^\r\n]*)(?:\r\n|\n|\r)/y;
/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
export const SSE_FIELDS: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry']);

class Follower implements LineFollower {
  #lines: string;
  #at = 0;
  #odd = 0;
  #waits = false;
  #left = false;

  constructor(lines: string) {
    this.#lines = lines;
  }

  begin(lines: string): void {
    this.#finish();
    this.#lines = lines;
    this.#at = 0;
    this.#odd = 0;
  }

  isFreeAt(nth: number): boolean {
    while (this.#odd < nth && this.#at < this.#lines.length) this.#readOn();
    return !this.#waits;
  }

  take(): number {
    this.#left = false;
    return this.#at;
  }

  isLeft(): boolean {
    this.#finish();
    return this.#left;
  }

  #finish(): void {
    while (this.#at < this.#lines.length) this.#readOn();
  }

  #readOn(): void {
    LINE.lastIndex = this.#at;
    const line = LINE.exec(this.#lines)?.[1];
    this.#at = line === undefined ? this.#lines.length : LINE.lastIndex;
    if (line === undefined || line.startsWith(':')) return;
    this.#left = line !== '';
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    if (line === '') this.#waits = false;
    else if (!SSE_FIELDS.has(field)) this.#odd += 1;
    else if (field === 'data' || field === 'event')
      this.#waits ||= colon !== -1 && line.slice(colon + 1).trim() !== '';
  }
}
