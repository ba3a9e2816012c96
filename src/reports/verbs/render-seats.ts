import { count, plural } from '../text/format.ts';
import type { SimulatedSeat, Snippet } from '../../contract/wires/seat.ts';

/** With ready code for each client, where that was asked for. */
type Seat = SimulatedSeat & { readonly snippets?: readonly Snippet[] };

/** As wide as the widest name of a credential. */
const NAME_WIDTH = 15;
const LANGUAGES: Readonly<Record<Snippet['language'], string>> = {
  js: 'JavaScript',
  python: 'Python',
  sh: 'shell',
};

/** Simulated targets with their test credentials: how to reach them, or the code that does; and how many faults they have. */
export function renderSeats(seats: readonly Seat[], planted: number): string {
  const codes = seats.flatMap((seat) => renderCode(seat));
  if (codes.length > 0) return `${codes.join('\n\n')}\n`;
  const [first] = seats;
  const hint = first === undefined ? '' : ` Ready code for your client: --snippets ${first.id}.`;
  const faults =
    planted === 0
      ? ''
      : `${count(planted)} ${plural(planted, 'fault')} planted: what breaks here is meant to break.\n`;
  return `${seats.map(renderAddress).join('\n')}\n${faults}The credentials are made up and open nothing else.${hint} Stop with Ctrl-C.\n`;
}

function renderAddress({ id, baseUrl, configBaseUrl, model, region, settings, credentials }: Seat): string {
  const { kind: _kind, ...secrets } = credentials;
  const bases = { 'base URL': baseUrl, 'in config': configBaseUrl === baseUrl ? null : configBaseUrl };
  const rows = Object.entries({ ...bases, model, region, ...settings, ...secrets }).flatMap(
    ([name, value]) =>
      value === null ? [] : [`  ${name.padEnd(NAME_WIDTH)}  ${value.replaceAll('\n', String.raw`\n`)}`],
  );
  return [id, ...rows].join('\n');
}

function renderCode({ id, snippets = [] }: Seat): readonly string[] {
  return snippets.map(({ client, language, code }) => {
    const mark = language === 'js' ? '//' : '#';
    return `${mark} ${id}, simulated: ${client}, ${LANGUAGES[language]}\n${code}`;
  });
}
