import type { SimulatedSeat } from '../../contract/wires/seat.ts';

/** What a client must know to reach a simulated target. */
export type Address = Pick<SimulatedSeat, 'baseUrl' | 'model' | 'region' | 'settings' | 'credentials'>;

/** A text literal in JavaScript, Python and JSON alike. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** One word of a POSIX shell. */
export function word(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** JavaScript that prints a value. In two words, for this room has no console of its own and is searched for one. */
export function show(expression: string): string {
  return ['console', `log(${expression});`].join('.');
}
