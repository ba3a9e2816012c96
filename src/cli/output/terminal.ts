/**
 * Colours and moving output are for people: https://no-color.org, and CI logs want neither. FORCE_COLOR has the last word on
 * colours, as in Node itself: https://force-color.org
 */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  const forced = process.env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return isInteractive(stream) && (process.env['NO_COLOR'] ?? '') === '';
}

export function isInteractive(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && (process.env['CI'] ?? '') === '' && process.env['TERM'] !== 'dumb';
}
