import type { RawBody } from '../../contract/wires/wire.ts';
import { decodeFrames } from './decode-frames.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';

const ROW_BYTES = 16;
/** What is beyond is counted, not shown. */
const MAX_DUMPED_BYTES = 4096;
const SSE_LINE = /^(?:data|event|id|retry)?:/;

/** A response's bytes as lines for a terminal: text line by line, event-stream frames decoded, else hexadecimal. */
export function describeBody(body: RawBody): readonly string[] {
  if ('sha256' in body) return [`${body.bytes} bytes, SHA-256 ${body.sha256}`];
  if ('text' in body) return describeText(body.text);
  const bytes = Buffer.from(body.base64, 'base64');
  const { frames, rest } = decodeFrames(bytes);
  if (frames.length === 0) return hexDump(bytes);
  const lines = frames.map((frame, at) => `${number(at)} ${escapeTerminalLine(frame)}`);
  return rest.length === 0
    ? lines
    : [...lines, `${rest.length} bytes that are no whole frame:`, ...hexDump(rest)];
}

function describeText(text: string): readonly string[] {
  if (text === '') return ['(empty)'];
  const lines = text.split(/\r\n|\n|\r/);
  if (!lines.some((line) => SSE_LINE.test(line))) return lines.map(escapeTerminalLine);
  const rest = lines.pop() ?? '';
  const shown = rest === '' ? lines : [...lines, `${rest} (no line end)`];
  return shown.filter((line) => line !== '').map((line, at) => `${number(at)} ${escapeTerminalLine(line)}`);
}

function number(at: number): string {
  return String(at).padStart(4);
}

/** Offset, hexadecimal and printable ASCII, 16 bytes a row. */
function hexDump(bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0) return ['(empty)'];
  const shown = bytes.subarray(0, MAX_DUMPED_BYTES);
  const rows = Array.from({ length: Math.ceil(shown.length / ROW_BYTES) }, (_row, at) =>
    formatRow(at * ROW_BYTES, shown.subarray(at * ROW_BYTES, (at + 1) * ROW_BYTES)),
  );
  return bytes.length > MAX_DUMPED_BYTES
    ? [...rows, `and ${bytes.length - MAX_DUMPED_BYTES} bytes more`]
    : rows;
}

function formatRow(offset: number, bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
  ).join('');
  return `${offset.toString(16).padStart(6, '0')}  ${hex.padEnd(ROW_BYTES * 3 - 1)}  ${text}`;
}
