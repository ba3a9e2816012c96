import type { RequestScan } from './scan-request.ts';

/** The same body asking for another model, every other byte as it came. What asks for it already is not copied. */
export function nameModel(
  body: Uint8Array,
  { spans, model: named }: Pick<RequestScan, 'spans' | 'model'>,
  model: string,
): Uint8Array {
  if (named === model) return body;
  const text = JSON.stringify(model);
  const span = spans.get('model');
  if (span !== undefined) {
    return Buffer.concat([body.subarray(0, span.from), Buffer.from(text), body.subarray(span.to)]);
  }
  const open = body.indexOf(OPEN_MAP) + 1;
  const rest = spans.size === 0 ? '' : ',';
  return Buffer.concat([body.subarray(0, open), Buffer.from(`"model":${text}${rest}`), body.subarray(open)]);
}

const OPEN_MAP = 0x7b;
