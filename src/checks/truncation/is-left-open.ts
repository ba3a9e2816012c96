import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import { locateError } from '../../json/locate-error.ts';
import type { OutputJson } from '../output-json.ts';

/** JSON that was begun and ends before its last bracket. */
export function breaksOff(text: string): boolean {
  const start = text.search(/[[{]/);
  if (start === -1) return false;
  const json = text.slice(start);
  return locateError(json)?.at === json.length;
}

/** The JSON that was asked for, or the arguments of a call, begun and not ended. */
export function isLeftOpen(
  asksForJson: boolean,
  { text, toolCalls }: CanonicalResponse,
  json: OutputJson | null,
): boolean {
  if (asksForJson && json?.tolerant.ok === false && breaksOff(text)) return true;
  return toolCalls.some((call) => call.arguments === null && breaksOff(call.rawArguments));
}

const FENCE = /^ {0,3}(?:```|~~~)/gm;

/** Text that stops inside a word or an open code fence: a hint, for answers may well end so. */
export function looksCut(text: string): boolean {
  if (text.length < 80) return false;
  if (text.includes('```') && (text.match(FENCE)?.length ?? 0) % 2 === 1) return true;
  return /[\p{Ll},(] *$/u.test(text.slice(-8));
}
