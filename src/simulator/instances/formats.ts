/** One text of each format, and how to tell a text of it. https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3 */
export interface Format {
  readonly text: string;
  readonly test: RegExp;
}

const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)`;
const DATE = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const HOST = String.raw`[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*`;
const BYTE = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

const format = (text: string, source: string): Format => ({ text, test: new RegExp(`^${source}$`, 'iu') });

const EMAIL = format('simulated@example.com', String.raw`[\w.+-]+@${HOST}`);
const HOSTNAME = format('simulated.example', HOST);
const URL_FORMAT = format('https://example.com/simulated', String.raw`[a-z][a-z0-9+.-]*:[^\s]+`);
const REFERENCE = format('/simulated', String.raw`[^\s]*`);

/** Names outside this table constrain nothing, as the specification has it for those that a reader does not know. */
export const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['date-time', format('2026-01-01T00:00:00Z', `${DATE}[T ]${TIME}`)],
  ['date', format('2026-01-01', DATE)],
  ['time', format('00:00:00Z', TIME)],
  [
    'duration',
    format(
      'PT0S',
      String.raw`P(?=.)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)`,
    ),
  ],
  ['email', EMAIL],
  ['idn-email', EMAIL],
  ['hostname', HOSTNAME],
  ['idn-hostname', HOSTNAME],
  ['ipv4', format('192.0.2.1', String.raw`(?:${BYTE}\.){3}${BYTE}`)],
  ['ipv6', format('2001:db8::1', String.raw`(?=.*:.*:)[0-9a-f:.]+`)],
  ['uri', URL_FORMAT],
  ['url', URL_FORMAT],
  ['iri', URL_FORMAT],
  ['uri-reference', REFERENCE],
  ['iri-reference', REFERENCE],
  ['uri-template', format('/simulated/{id}', String.raw`[^\s]*`)],
  [
    'uuid',
    format(
      '00000000-0000-4000-8000-000000000000',
      '(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}',
    ),
  ],
  ['json-pointer', format('/simulated', '(?:/(?:[^~/]|~[01])*)*')],
  ['relative-json-pointer', format('0', String.raw`\d+(?:#|(?:/(?:[^~/]|~[01])*)*)`)],
  ['regex', format('simulated', '[a-z]*')],
  ['byte', format('c2ltdWxhdGVk', '(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?')],
]);
