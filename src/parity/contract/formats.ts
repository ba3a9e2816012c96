import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/** Formats that clients parse, each apart from the others but for a time within a date-time. */
const FORMATS = ['date', 'date-time', 'email', 'ipv4', 'time', 'uri', 'uuid'] as const;
export type Format = (typeof FORMATS)[number];

export const EVERY_FORMAT = (1 << FORMATS.length) - 1;

/** RFC 3986 takes `std::string` for one; nobody who reads it does. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

/** The longest address of mail; the expressions of ajv-formats take time with more than the length of a text. */
const LONGEST = 254;

type Has = (text: string) => boolean;

let compiled: readonly Has[] | null = null;

/** As every validator of the published schema will hold them; compiled when the first is asked for. */
function validators(): readonly Has[] {
  if (compiled !== null) return compiled;
  const ajv = new Ajv({ validateSchema: false, logger: false });
  addFormats.default(ajv);
  compiled = FORMATS.map((format) => {
    const validate = ajv.compile<string>({ type: 'string', format });
    return (text) => (format !== 'uri' || ADDRESS.test(text)) && validate(text);
  });
  return compiled;
}

/** The formats that a text has, as bits of FORMATS. */
export function formatsOf(text: string): number {
  if (text.length > LONGEST) return 0;
  return validators().reduce((bits, has, at) => (has(text) ? bits | (1 << at) : bits), 0);
}

/** Whether a text has this format, by itself. */
export function hasFormat(text: string, format: Format): boolean {
  return text.length <= LONGEST && validators()[FORMATS.indexOf(format)]?.(text) === true;
}

/** Of several the first: a text of two is of the narrower. Null for none. */
export function formatIn(bits: number): Format | null {
  return FORMATS.find((_format, at) => (bits & (1 << at)) !== 0) ?? null;
}
