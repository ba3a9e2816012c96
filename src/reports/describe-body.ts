import type { RawBody } from '../contract/wire.ts';
import { decodeFrames } from './decode-frames.ts';
import { escapeTerminalLine } from './escape-terminal.ts';
import { hexDump } from './hex-dump.ts';

const SSE_LINE = /^(?:data|event|id|retry)?:/;

/** A response's bytes as lines for a terminal: text line by line, event-stream frames decoded, else hexadecimal. */
export function describeBody(body: RawBody): readonly string[] {
  if ('sha256' in body) return [`${body.bytes} bytes, SHA-256 ${body.sha256}`];
  if ('text' in body) return describeText(body.text);
  const bytes = Buffer.from(body.base64, 'base64');
  const { frames, rest } = decodeFrames(bytes);
  if (frames.length === 0) return hexDump(bytes);
  const told = frames.map((frame, at) => `${number(at)} ${escapeTerminalLine(frame)}`);
  return rest.length === 0
    ? told
    : [...told, `${rest.length} bytes that are no whole frame:`, ...hexDump(rest)];
}

function describeText(text: string): readonly string[] {
  if (text === '') return ['(empty)'];
  const lines = text.split(/\r\n|\n|\r/);
  if (!lines.some((line) => SSE_LINE.test(line))) return lines.map(escapeTerminalLine);
  const rest = lines.pop() ?? '';
  const told = rest === '' ? lines : [...lines, `${rest} (no line end)`];
  return told.filter((line) => line !== '').map((line, at) => `${number(at)} ${escapeTerminalLine(line)}`);
}

function number(at: number): string {
  return String(at).padStart(4);
}
