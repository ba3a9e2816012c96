import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

/** One frame of an event stream with string headers. */
export function frame(headers: Readonly<Record<string, string>>, payload: string): Uint8Array {
  return codec.encode({
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }] as const),
    ),
    body: Buffer.from(payload, 'utf8'),
  });
}

export function eventFrame(type: string, payload: object): Uint8Array {
  return frame(
    { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' },
    JSON.stringify(payload),
  );
}

export function exceptionFrame(type: string, payload: string): Uint8Array {
  return frame(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    payload,
  );
}

/** A chunk of InvokeModelWithResponseStream. */
export function chunkFrame(chunk: unknown): Uint8Array {
  const text = typeof chunk === 'string' ? chunk : JSON.stringify(chunk);
  return eventFrame('chunk', { bytes: Buffer.from(text, 'utf8').toString('base64'), p: 'abc' });
}
