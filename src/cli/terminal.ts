/** Colours and moving output are for people: https://no-color.org, and CI logs want neither. */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  return isInteractive(stream) && (process.env['NO_COLOR'] ?? '') === '';
}

export function isInteractive(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && (process.env['CI'] ?? '') === '' && process.env['TERM'] !== 'dumb';
}
