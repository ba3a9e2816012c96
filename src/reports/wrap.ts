/** Breaks a line at spaces so that no row is wider than `columns`; each row starts with `indent`. */
export function wrap(text: string, columns: number, indent = ''): string {
  const width = columns - indent.length;
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > width) {
      rows.push(row);
      row = word;
    } else {
      row = row === '' ? word : `${row} ${word}`;
    }
  }
  return [...rows, row].map((part) => indent + part).join('\n');
}
