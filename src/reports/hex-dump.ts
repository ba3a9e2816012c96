const ROW_BYTES = 16;
const MAX_BYTES = 4096;

/** Offset, hexadecimal and printable ASCII, 16 bytes a row. What is beyond 4 KiB is counted, not shown. */
export function hexDump(bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0) return ['(empty)'];
  const shown = bytes.subarray(0, MAX_BYTES);
  const rows = Array.from({ length: Math.ceil(shown.length / ROW_BYTES) }, (_row, at) =>
    formatRow(at * ROW_BYTES, shown.subarray(at * ROW_BYTES, (at + 1) * ROW_BYTES)),
  );
  return bytes.length > MAX_BYTES ? [...rows, `and ${bytes.length - MAX_BYTES} bytes more`] : rows;
}

function formatRow(offset: number, bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
  ).join('');
  return `${offset.toString(16).padStart(6, '0')}  ${hex.padEnd(ROW_BYTES * 3 - 1)}  ${text}`;
}
