import { escapeTerminal } from './escape-terminal.ts';

const LONGEST_STRING = 2000;
const BASE64 = /^[A-Za-z0-9+/]{200,}={0,2}$/;

/** A value as indented JSON, line by line and harmless. Images are named by their length. */
export function prettyJson(value: unknown): readonly string[] {
  return escapeTerminal(JSON.stringify(value, shorten, 2) ?? 'null').split('\n');
}

function shorten(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (BASE64.test(value)) return `… ${value.length} characters of base64`;
  if (value.length <= LONGEST_STRING) return value;
  return `${value.slice(0, LONGEST_STRING)}… and ${value.length - LONGEST_STRING} characters more`;
}
